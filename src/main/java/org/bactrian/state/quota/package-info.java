/**
 * What is remembered of calls: how many each system was asked, hour by hour and in the last
 * seconds, which quota is spent, and which system is waited for.
 *
 * <p>All processes of a database share these rows, and the next process begins with them; a row
 * lock for each system lets one process at a time take calls out of what is left.
 *
 * <p>It counts only: what a share is and when a day turns is decided in {@code quota}.
 */
package org.bactrian.state.quota;
