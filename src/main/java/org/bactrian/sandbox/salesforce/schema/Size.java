package org.bactrian.sandbox.salesforce.schema;

/**
 * How large a value may be.
 *
 * @param length in characters, 0 where none applies
 * @param precision digits in all, 0 where none applies
 * @param scale digits after the point
 */
public record Size(int length, int precision, int scale) {}
