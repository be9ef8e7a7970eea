package org.bactrian.connection;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Something to tell a person, in whatever language they read: a key of {@code
 * org/bactrian/connection/messages.properties} and its arguments, none of them a secret.
 */
public record Words(String key, List<String> arguments) {

  private static final String BUNDLE = "org.bactrian.connection.messages";

  /** The message with this key; arguments that are null become empty. */
  public static Words of(String key, Object... arguments) {
    return new Words(
        key, Arrays.stream(arguments).map(a -> a == null ? "" : String.valueOf(a)).toList());
  }

  /** In a language; in English where it has no messages, and by its key where that is gone. */
  public String in(Locale locale) {
    ResourceBundle messages =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return messages.containsKey(key)
        ? new MessageFormat(messages.getString(key), locale).format(arguments.toArray())
        : key;
  }

  /** In English, as logs and the command line have it. */
  @Override
  public String toString() {
    return in(Locale.ROOT);
  }
}
