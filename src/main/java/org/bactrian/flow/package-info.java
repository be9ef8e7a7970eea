/**
 * The verbs that the routes are lists of: reading changes, delivering shares of them, settling
 * outcomes, replaying dead letters, and planning.
 *
 * <p>They join the pure decisions of {@code sync} and {@code mapping} with what {@code state}
 * remembers. Calls to either system are not made here: they stand in the routes, between two verbs,
 * where an integration engineer sees them and can put a step of their own.
 *
 * <p>It may know Camel's exchange and the types of both components, and no SQL and no HTTP.
 */
package org.bactrian.flow;
