/**
 * The REST API of the simulated org: what is asked, what is answered, as JSON.
 *
 * <p>A call is a value and its answer is a value, so that composite requests are answered by the
 * same code as single ones; records are written straight from the tables to the wire. It may know
 * the org and SOQL, but neither sockets nor who may call.
 */
package org.bactrian.sandbox.salesforce.rest;
