/**
 * The table of the audit trail.
 *
 * <p>Whatever changes something on a person's word writes its event here by the same handle, so
 * that a change and its event are committed together or not at all.
 *
 * <p>It knows SQL and events, and not what they are about.
 */
package org.bactrian.state.audit;
