/**
 * The composition root: what is wired to what, from the settings to the routes.
 *
 * <p>Everything below is built by constructors from here, so that one file tells what runs; only
 * this package starts the simulated systems, and the sync can't tell them from the real ones.
 *
 * <p>It may know every other package, and of those only the commands may know it.
 */
package org.bactrian;
