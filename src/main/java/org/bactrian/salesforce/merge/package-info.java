/**
 * Merging records in Salesforce, which only its SOAP API can: the envelope, what its answer means,
 * and the session's id that it must hold. The calling is done by {@code salesforce:raw} in a route.
 *
 * <p>One loser travels in one request, 200 in a call, so that each has an outcome of its own;
 * Salesforce does and undoes each request by itself. A merge is never sent again blindly: a {@link
 * org.bactrian.salesforce.merge.SoapFault} says that nothing was done, a {@link
 * org.bactrian.salesforce.merge.MergeUnknown} that no one knows, and then {@code MasterRecordId}
 * tells, which {@code queryAll} shows of every loser for as long as the recycle bin keeps it.
 *
 * <p>It knows camel-salesforce's session, and neither Marketo nor the database.
 */
package org.bactrian.salesforce.merge;
