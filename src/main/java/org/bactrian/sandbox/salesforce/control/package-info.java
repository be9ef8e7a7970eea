/**
 * The control door of the simulated org: what a test does that no client could.
 *
 * <p>It counts calls, breaks answers, moves the clock and plays the org's users, so that a test can
 * make happen what otherwise takes an outage or a year. It may know the org and SOQL, but not how
 * the data API answers.
 */
package org.bactrian.sandbox.salesforce.control;
