/**
 * Which version of a mapping its records were read by, and how far they have been read again for a
 * newer one.
 *
 * <p>A version is remembered rule by rule, so that an edit concerns what it changes. What is due
 * and where its reading stands are rows of their own: a crash or another edit finds them.
 *
 * <p>It knows SQL, and neither systems nor routes.
 */
package org.bactrian.state.backfill;
