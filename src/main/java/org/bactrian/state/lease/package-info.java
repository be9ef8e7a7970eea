/**
 * Who may work, where several processes share a database.
 *
 * <p>A lease is a row: a holder, an epoch that grows with each holder, and an end by the database's
 * own clock, which the holder puts off again and again. No transaction stays open for it, so a
 * holder that is killed, frozen or cut off is replaced when its time is up; and since each commit
 * under a lease checks the epoch, and each write to either system the time that is left, a holder
 * that wakes up later does nothing more. It knows neither system and no route.
 */
package org.bactrian.state.lease;
