/**
 * What stands before every call: tokens, limits, counts and injected faults. They are apart from
 * the endpoints because they hold for all of them alike. It knows the clock, and neither records
 * nor what an endpoint does.
 */
package org.bactrian.sandbox.marketo.gate;
