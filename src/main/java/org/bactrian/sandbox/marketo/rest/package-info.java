/**
 * The simulated instance's doors: an HTTP server and the endpoints of Adobe's contract. Endpoints
 * read a call, ask the instance, and print its answer in Marketo's envelope; everything they share
 * is in the server. It knows the instance, and nothing of who calls.
 */
package org.bactrian.sandbox.marketo.rest;
