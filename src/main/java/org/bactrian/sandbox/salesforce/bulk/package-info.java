/**
 * Bulk API 2.0: jobs that take a CSV file of records, or give the records of a query as one.
 *
 * <p>Every row goes through the same resource as a record sent alone, so that the two can not
 * differ in what they refuse. A job advances with the org's clock, and without a thread of its own.
 *
 * <p>It knows the data API only as something that answers calls.
 */
package org.bactrian.sandbox.salesforce.bulk;
