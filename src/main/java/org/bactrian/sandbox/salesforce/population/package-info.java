/**
 * The people, companies and deeds that a simulated org begins with.
 *
 * <p>They follow from a seed and a row's number alone, so that every start of the org has the same
 * ones and none takes memory. It may know the schema and the org's tables, and no client's view of
 * them.
 */
package org.bactrian.sandbox.salesforce.population;
