/**
 * The records of the simulated org, and all that can befall them.
 *
 * <p>Seeded records are computed when they are read and only edits are kept, so that a million
 * leads start within seconds; every write passes the checks Salesforce makes, moves SystemModstamp
 * and can be undone. It may know the schema, but neither SOQL nor HTTP.
 */
package org.bactrian.sandbox.salesforce.org;
