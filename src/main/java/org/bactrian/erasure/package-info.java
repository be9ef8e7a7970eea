/**
 * Forgetting people who ask for it: what belongs to them on both sides, the verbs that delete it,
 * and the tombstones that keep it from coming back.
 *
 * <p>An erasure is noted before anything is deleted, and each deletion as it is told; so a crash
 * loses none, and the next run or the same command goes on. An address is a tombstone only for
 * records that were made before: whoever comes back later, by their own will, is a new person, who
 * gave the address anew.
 *
 * <p>It may know what {@code flow} and {@code people} know; the calls stand in its route.
 */
package org.bactrian.erasure;
