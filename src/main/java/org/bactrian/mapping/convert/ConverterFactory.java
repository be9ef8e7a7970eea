package org.bactrian.mapping.convert;

/** Makes the converters of one name. */
public interface ConverterFactory {

  /** The name under {@code convert:}. */
  String name();

  /** What it does, in a sentence. */
  String description();

  /** Its options as an example in YAML, or empty if it takes none. */
  String options();

  /** What its options may be, as a JSON schema from which editors complete; anything by default. */
  default String optionsSchema() {
    return "true";
  }

  /** Whether a value that went through it can be carried back as it is. */
  boolean invertible();

  /**
   * Makes a converter.
   *
   * @param options what the mapping gives it: a scalar, list or map, or null
   * @throws IllegalArgumentException if these options can't be used
   */
  Converter with(Object options);
}
