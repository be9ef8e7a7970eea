/**
 * How the simulated org serves those who call it: page sizes, limits, cursors, the parts of
 * composite requests that fail, and what it can't do at all.
 *
 * <p>Orgs differ in it and none says so beforehand, so a test can set it through the control door.
 * It may know what a refusal is, but neither records nor HTTP.
 */
package org.bactrian.sandbox.salesforce.service;
