package org.bactrian.sandbox.salesforce.soql.term;

import java.util.function.IntFunction;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;

/**
 * What an expression comes to in each row.
 *
 * @param field the field that it is, or that it is made of; null for the type of a parent
 * @param values by row; as the org stores them
 */
public record Term(FieldType type, Field field, IntFunction<Object> values) {}
