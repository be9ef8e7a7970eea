/**
 * SOQL, answered from the org's records.
 *
 * <p>A real grammar reads the query, so that what Salesforce refuses is refused here; the answer is
 * a list of rows, never of records, so that a query over a million of them costs four bytes each.
 * It may know the schema and the org, but not HTTP or JSON.
 */
package org.bactrian.sandbox.salesforce.soql;
