package org.bactrian.sandbox.salesforce.login;

import java.time.Instant;

/** An e-mail that the simulated Salesforce has sent. */
public record Mail(String to, String subject, String text, Instant sent) {}
