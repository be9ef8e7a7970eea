/**
 * A simulated Salesforce org over real HTTP, for demonstrations and tests.
 *
 * <p>No live org can be reached while Bactrian is built, so this one stands in: unmodified clients
 * must not be able to tell the difference. It shares no code with the clients, which would only
 * prove that both make the same mistake; it may know nothing of Bactrian's other packages.
 */
package org.bactrian.sandbox.salesforce;
