/**
 * The simulated instance itself: people, companies, opportunities, lists, programs, what happened
 * to them, and the rules by which Marketo takes or refuses a change. The rules are here so that the
 * REST doors and the bulk doors can not differ. It knows no HTTP and runs on one thread.
 */
package org.bactrian.sandbox.marketo.instance;
