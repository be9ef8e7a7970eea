/**
 * SOSL's FIND in its plain cases, answered from the org's records; all else that SOSL can say is
 * refused in words. Its clauses about records are SOQL's, and are answered by SOQL.
 *
 * <p>It may know the schema, the org and SOQL, but not HTTP or JSON.
 */
package org.bactrian.sandbox.salesforce.sosl;
