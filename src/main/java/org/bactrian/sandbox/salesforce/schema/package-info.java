/**
 * The objects and fields of the simulated org, as its describe calls tell them.
 *
 * <p>Each object is declared once, in a text file beside these classes' resources; storage,
 * validation, SOQL and describe follow from it. It may know neither records nor HTTP.
 */
package org.bactrian.sandbox.salesforce.schema;
