/**
 * What can be done to a value on its way from Salesforce to Marketo: each converter has a name, a
 * sentence and options, and mappings name it under {@code convert:}.
 *
 * <p>They are declared in one place ({@link org.bactrian.mapping.convert.Converters}), from which
 * the reader, the lint and the editors' schema are fed; an engineer registers one of theirs through
 * {@link java.util.ServiceLoader}, as a {@link org.bactrian.mapping.convert.ConverterFactory}.
 *
 * <p>A converter knows a value and its record, and neither mappings nor systems.
 */
package org.bactrian.mapping.convert;
