/**
 * The web console's foundation: a visit (a person's request and the answer to it), the pages'
 * frame, their language, what they are made of, and how a visit is refused.
 *
 * <p>Its endpoints stand in {@code routes/console.camel.yaml}, its templates in {@code
 * src/main/jte/console}, its words in {@code messages*.properties}. Camel brings the server
 * (Vert.x) and knows only part of what a page needs, so a visit reads the request and sets the
 * answer's headers at Vert.x itself; this also keeps HTTP headers out of Camel's messages.
 *
 * <p>It may know HTTP, and nothing of what the pages show: that is in the packages below, one for
 * each page, and in {@code access} who may see them.
 */
package org.bactrian.console;
