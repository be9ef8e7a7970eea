/**
 * Random histories: small families of people whom users on both sides create, edit, convert, merge
 * and delete, while Bactrian syncs, restarts and is killed.
 *
 * <p>A thousand families live in one pair of simulated systems at the same time, so that a sync
 * costs as little as one. Each family's deeds follow from its seed alone, and in the end every
 * family is compared by itself.
 */
package org.bactrian.histories;
