/**
 * What of Salesforce's SOAP API a program can't do without, since the REST API has none of it:
 * merging, undeleting, converting leads, and who is logged in.
 *
 * <p>It speaks the partner and the enterprise dialect over the same org as the REST API, with
 * Salesforce's own answers and faults; of the headers it knows the session's only. What it reads is
 * taken for hostile: no document type, no entities, no depth or number of elements without end.
 *
 * <p>It may know the org and the schema, and nothing of HTTP but a path and two headers.
 */
package org.bactrian.sandbox.salesforce.soap;
