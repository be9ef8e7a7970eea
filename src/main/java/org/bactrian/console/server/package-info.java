/**
 * The HTTP server of the console: Vert.x with limits that Camel's own leaves at their defaults, and
 * the gate before every route.
 *
 * <p>Every request, whether a route answers it or not, first passes the router's own handlers: its
 * target is spelled in the one way that there is, and it names one host. Every route that is served
 * here, ours or an engineer's, then has the gate as its own first handlers, so that what is
 * authorised is what answers: no path is looked at twice. Bodies are read on the event loop, after
 * that, within a limit and a time, so no thread ever waits for one.
 *
 * <p>Vert.x Web brings handlers for sessions, form tokens, time-outs and HSTS. They are not used:
 * its {@code SessionHandler} counts every request as activity, so that an open page would never be
 * logged out, knows no longest session, and stores one for each stranger; its {@code CSRFHandler}
 * needs such a session, or a cookie that scripts can read, and its tokens age while a page is open;
 * its {@code TimeoutHandler} also ends the answers, which may take as long as Salesforce does; its
 * {@code HSTSHandler} does not know of a proxy that serves https. Its {@code BodyHandler} is used.
 *
 * <p>It knows the gate and Camel's routes, and nothing of what the pages show.
 */
package org.bactrian.console.server;
