/**
 * The daily shares of both systems' calls: what was allotted, what of it is used, and when a spent
 * one is asked about again.
 *
 * <p>A system counts the calls of all its integrations, so an operator allots a share to this one.
 * Every call is taken out of the share before it leaves; the counts are in the database, so that a
 * restart and other processes know them. Where little is left, only fresh changes are synced.
 *
 * <p>It knows calls by their system only, and how each system says that its own quota is spent.
 */
package org.bactrian.quota;
