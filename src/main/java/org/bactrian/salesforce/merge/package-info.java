/**
 * Merging records in Salesforce, which only its SOAP API can.
 *
 * <p>One loser travels in one request, 200 in a call, so that each has an outcome of its own;
 * Salesforce does and undoes each request by itself. After a lost answer {@code MasterRecordId}
 * tells what was done, which {@code queryAll} shows of every loser for as long as the recycle bin
 * keeps it.
 *
 * <p>It knows the SOAP API's envelope and answers, and neither Marketo nor the database.
 */
package org.bactrian.salesforce.merge;
