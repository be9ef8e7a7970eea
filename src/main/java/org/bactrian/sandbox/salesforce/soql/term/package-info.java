/**
 * Values that a query names, and what may be done with them: functions, conditions, sorting,
 * groups.
 *
 * <p>A value knows its type, from which everything follows: how it is compared and sorted, and what
 * is refused. It may know the schema, but neither records nor JSON.
 */
package org.bactrian.sandbox.salesforce.soql.term;
