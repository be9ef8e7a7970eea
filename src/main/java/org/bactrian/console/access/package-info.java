/**
 * Who may come into the console: by which host, from which page, with which password.
 *
 * <p>On loopback it opens to whoever sits at the machine; anywhere else it asks for a password or
 * does not start. The session's cookie is {@code SameSite=Strict}: what a redirect from another
 * site must bring back (OAuth's state) goes into a {@code Lax} cookie of its own, limited to the
 * callback's path, which is why the callback is open without a session.
 *
 * <p>It knows settings and visits, and nothing of what the pages show.
 */
package org.bactrian.console.access;
