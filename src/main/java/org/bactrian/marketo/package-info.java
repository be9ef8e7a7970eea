/**
 * The {@code marketo:} Camel component: reads and writes Marketo's records, lists and change log
 * from a route.
 *
 * <p>Camel has none, and with it every call to Marketo is seen in a route, as every call to
 * Salesforce is. It only says which part of a message is what; {@code client} and {@code people} do
 * the calling, by {@code wire}, and one client serves all endpoints of a component, since Marketo's
 * limits are shared.
 *
 * <p>It knows Camel and its client, and nothing else of this application. The metadata in {@code
 * src/generated} follows from the annotations here: {@code mvn -DskipTests package} renews it, and
 * a test fails until it is committed. (After an option is removed, delete {@code
 * src/generated/java} first.)
 */
package org.bactrian.marketo;
