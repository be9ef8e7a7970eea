/**
 * What is remembered of the connection to both systems: its entries, the logins under way, and what
 * ties the database to one org and one instance.
 *
 * <p>A secret comes here sealed and leaves it sealed; whoever opens it is elsewhere. What belongs
 * together is written in one transaction, so that a crash leaves a step done or not done.
 *
 * <p>It knows SQL, and neither systems nor keys.
 */
package org.bactrian.state.connection;
