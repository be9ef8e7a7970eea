/**
 * How one call travels to Marketo: what is asked, one HTTP exchange, how fast calls may follow one
 * another, and whether a call may be sent again.
 *
 * <p>It is apart from the client so that what a code means (which is the client's) can't get mixed
 * up with what an exchange is. It has no opinion on answers but their form.
 *
 * <p>It knows no Camel, no token, no error table and nothing of this application.
 */
package org.bactrian.marketo.wire;
