/**
 * The pages of mappings: read-only, each as a table with Salesforce on the left and Marketo on the
 * right, with lint's findings, and a sample of what a plan says.
 *
 * <p>Findings compare with the fields that both systems described last; they are not asked anew for
 * a page. A plan is made on request only, because it reads what a sync would read.
 *
 * <p>It knows mappings and flows, and changes nothing.
 */
package org.bactrian.console.mappings;
