/**
 * The form that Salesforce's answers must have, so that what follows can rely on it: checked at one
 * place, for every call, before anything of an answer is taken.
 *
 * <p>An answer with one bad record is none: a cursor would move past what can't be told, and a
 * result without its record can't be paired. What to do about it is decided elsewhere.
 *
 * <p>It knows camel-salesforce's answers and JSON, and makes no call.
 */
package org.bactrian.salesforce.form;
