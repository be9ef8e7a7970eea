/**
 * Converting leads in Salesforce into contacts that there are, which only its SOAP API can.
 *
 * <p>One lead travels in one request, 100 in a call, so that each has an outcome of its own. A
 * contact keeps what it has, and gets of the lead what it has not; no opportunity is made and
 * nobody is written to. After a lost answer {@code ConvertedContactId} tells what was done.
 *
 * <p>It knows the SOAP API's envelope and answers, and neither Marketo nor the database.
 */
package org.bactrian.salesforce.convert;
