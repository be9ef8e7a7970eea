package org.bactrian.sandbox.salesforce.soql;

import com.fasterxml.jackson.core.SerializableString;
import java.util.List;
import org.bactrian.sandbox.salesforce.schema.Field;

/**
 * One thing selected: a field, the type of a polymorphic parent, or a parent with its own.
 *
 * @param name the JSON name
 * @param field the field, the reference that leads to the parent, or null for the parent's type
 * @param ofParent what is selected of the parent; null for a field
 */
public record Selected(SerializableString name, Field field, List<Selected> ofParent) {}
