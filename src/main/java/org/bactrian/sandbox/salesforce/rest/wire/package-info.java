/**
 * A call of the REST API and its answer as values, and JSON as Salesforce reads and writes it.
 *
 * <p>It knows the kinds of values, but neither what is asked nor sockets.
 */
package org.bactrian.sandbox.salesforce.rest.wire;
