/**
 * The control door of the simulated instance, {@code /sandbox}: counts, faults, the clock, and the
 * deeds of marketers. A test or a person changes the world through it, which no client of the API
 * could. It knows no limits and no tokens, for nobody pays or logs in here.
 */
package org.bactrian.sandbox.marketo.control;
