package org.bactrian.sandbox.marketo.store;

import java.util.Set;

/**
 * One field of an object.
 *
 * @param length the longest text, 0 where Describe tells none
 * @param flags what is special about it
 * @param soap its name in the SOAP API of old, or null where it had none
 */
public record Field(
    int id,
    String name,
    String displayName,
    String description,
    DataType type,
    int length,
    Set<String> flags,
    String soap) {

  /** A field whose SOAP name is its name. */
  public Field(
      int id,
      String name,
      String displayName,
      String description,
      DataType type,
      int length,
      Set<String> flags) {
    this(id, name, displayName, description, type, length, flags, name);
  }

  /** The same field under another name. */
  Field named(String other) {
    return new Field(id, other, displayName, description, type, length, flags, soap);
  }

  /** The same field with other flags. */
  public Field with(Set<String> other) {
    return new Field(id, name, displayName, description, type, length, Set.copyOf(other), soap);
  }

  /** What Describe says its type is: references are kept as numbers, scores told as integers. */
  public String describedType() {
    return flags.stream()
        .filter(flag -> flag.startsWith("shown:"))
        .findFirst()
        .map(flag -> flag.substring("shown:".length()))
        .orElse(type == DataType.SCORE ? DataType.INTEGER.apiName() : type.apiName());
  }

  /** Whether the API can not write it. */
  public boolean readOnly() {
    return flags.contains("readOnly");
  }

  /** Whether an administrator added it. */
  public boolean custom() {
    return flags.contains("custom");
  }

  /** Whether the API never shows it. */
  public boolean internal() {
    return flags.contains("internal");
  }

  /** Whether a record can not be without it. */
  public boolean required() {
    return flags.contains("required");
  }

  /** Whether it is an administrator's decision to hide it. */
  public boolean hidden() {
    return flags.contains("hidden");
  }

  /** Whether calls can name it. */
  public boolean usable() {
    return !internal() && !hidden();
  }

  /** The field of the lead's company that this field of the lead shows, or null. */
  public String ofCompany() {
    for (String flag : flags) {
      if (flag.equals("company")) {
        return name;
      }
      if (flag.startsWith("company:")) {
        return flag.substring("company:".length());
      }
    }
    return null;
  }
}
