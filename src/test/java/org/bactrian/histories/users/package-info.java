/**
 * The people who use both systems, each with a program of their own: what they do, sent in batches.
 *
 * <p>They speak the public APIs as any client does, and Marketo's screens through its control door,
 * so that a change may come from the account that Bactrian uses or from another. They know nothing
 * of Bactrian.
 */
package org.bactrian.histories.users;
