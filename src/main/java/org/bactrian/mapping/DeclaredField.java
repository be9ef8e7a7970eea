package org.bactrian.mapping;

/**
 * A custom field that a mapping needs in Marketo.
 *
 * @param name its REST name
 * @param type string, boolean, date, datetime, integer ... as Marketo's schema API takes it
 * @param label what people see
 */
public record DeclaredField(String name, String type, String label) {}
