/**
 * What a Salesforce org can be made of besides its standard objects: state and country picklists,
 * formulas, roll-ups, record types, currencies and person accounts.
 *
 * <p>An org has none of it at first; a test switches each on through the control door, as an
 * administrator does. It may know the schema and the records, but neither SOQL nor HTTP.
 */
package org.bactrian.sandbox.salesforce.shape;
