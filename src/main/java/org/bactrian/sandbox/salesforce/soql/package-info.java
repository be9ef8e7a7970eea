/**
 * SOQL, answered from the org's records.
 *
 * <p>{@code syntax} reads the text, {@code term} knows what may be done with which values, and here
 * rows are found, joined and selected. The answer is a list of rows, never of records, so that a
 * query over a million of them costs four bytes each. It may know the schema and the org, but not
 * HTTP or JSON.
 */
package org.bactrian.sandbox.salesforce.soql;
