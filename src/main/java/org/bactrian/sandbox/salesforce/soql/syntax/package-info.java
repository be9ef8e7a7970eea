/**
 * The text of a query, read into records.
 *
 * <p>A real grammar reads it, so that what Salesforce refuses is refused here; what the grammar of
 * Apex allows and the API doesn't is refused too. It may know neither the schema nor the org.
 */
package org.bactrian.sandbox.salesforce.soql.syntax;
