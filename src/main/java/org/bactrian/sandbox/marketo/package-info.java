/**
 * The simulated Marketo instance: {@link org.bactrian.sandbox.marketo.MarketoSandbox} starts it. It
 * answers over HTTP as Adobe's contract says, limits, token lives and refusals included, so that a
 * client finds out here what it would find out in production. It knows nothing of Bactrian and
 * shares no code with any client, or a mistake of the client would be repeated here and never seen.
 */
package org.bactrian.sandbox.marketo;
