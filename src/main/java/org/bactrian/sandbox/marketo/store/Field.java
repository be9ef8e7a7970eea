package org.bactrian.sandbox.marketo.store;

import java.util.Set;

/** One field of an object; {@code flags} say what is special about it, {@code length} 0 is none. */
public record Field(
    int id,
    String name,
    String displayName,
    String description,
    DataType type,
    int length,
    Set<String> flags) {

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
