package org.bactrian.console.connect;

import org.bactrian.connection.Words;

/**
 * What the login's window shows at its end.
 *
 * @param words what happened
 * @param advice what to do
 */
public record CalledView(boolean connected, Words words, Words advice) {}
