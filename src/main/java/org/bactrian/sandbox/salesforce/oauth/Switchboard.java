package org.bactrian.sandbox.salesforce.oauth;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each switch stands. */
public final class Switchboard {
  private final Map<Switch, Object> values = new EnumMap<>(Switch.class);

  Switchboard() {
    reset();
  }

  /** Whether a switch is on. */
  public boolean on(Switch which) {
    return (boolean) values.get(which);
  }

  /** The text of a switch. */
  public String text(Switch which) {
    return (String) values.get(which);
  }

  /** The seconds of a switch. */
  public Duration life(Switch which) {
    return Duration.ofSeconds((int) values.get(which));
  }

  /** The callback URLs registered with the app; none stands for the usual ones. */
  public List<String> redirectUris() {
    return ((List<?>) values.get(Switch.REDIRECT_URIS)).stream().map(String.class::cast).toList();
  }

  /** Turns one switch. */
  public void set(Switch which, Object value) {
    values.put(which, value);
  }

  /**
   * Turns the named switches.
   *
   * @throws IllegalArgumentException if there is no such switch or it takes no such value; then
   *     none is turned
   */
  void set(Map<String, Object> changes) {
    Map<Switch, Object> checked = new EnumMap<>(Switch.class);
    changes.forEach((name, value) -> checked.put(named(name, value), value));
    values.putAll(checked);
  }

  private static Switch named(String name, Object value) {
    for (Switch one : Switch.values()) {
      if (one.json().equals(name)) {
        if (one.takes(value)) {
          return one;
        }
        throw new IllegalArgumentException(
            "turning the switch %s: found %s, expected something like %s"
                .formatted(name, value, one.initially()));
      }
    }
    throw new IllegalArgumentException(
        "turning the switch %s: there is none of this name, only %s"
            .formatted(name, Arrays.stream(Switch.values()).map(Switch::json).toList()));
  }

  /** Turns all switches as they were at the start. */
  void reset() {
    for (Switch one : Switch.values()) {
      values.put(one, one.initially());
    }
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach((which, value) -> json.put(which.json(), value));
    return json;
  }
}
