/**
 * The verbs of what both sides have a say in: reading Marketo's change log, comparing the two
 * records of a person field by field, making Salesforce records of people.
 *
 * <p>They stand beside those of {@code flow}, and join the pure decisions of {@code sync.merge}
 * with what {@code state} remembers. Calls to either system stand in the routes, between two verbs.
 *
 * <p>It may know Camel's exchange and the types of both components, and no SQL and no HTTP.
 */
package org.bactrian.people;
