package org.bactrian.connection.login;

import java.time.Instant;

/**
 * When a refresh token dies.
 *
 * @param end null where Salesforce does not say
 */
public record TokenEnd(Instant askedAt, Instant end) {}
