/**
 * The verbs of how records end: people who become one because their Salesforce records did, records
 * that become one because their people did (a lead by being converted into the contact), and
 * deletions on either side.
 *
 * <p>Each deed is done in the other system first and remembered afterwards; done twice it changes
 * nothing, because what is gone already counts as done.
 *
 * <p>It may know Camel's exchange and the types of both components, and no SQL and no HTTP.
 */
package org.bactrian.people.life;
