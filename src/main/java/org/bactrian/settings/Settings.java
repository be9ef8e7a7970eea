package org.bactrian.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.SimpleCamelContext;
import org.apache.camel.util.TimeUtils;

/**
 * The values of all settings: from {@code -Dbactrian.x.y}, else {@code BACTRIAN_X_Y}, else {@code
 * config/application.properties}, else the default.
 */
public final class Settings {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Properties camel = new Properties();
  private final Path home;

  private Settings(Path home) {
    this.home = home;
  }

  /**
   * Reads the settings.
   *
   * @param home the folder that relative paths start from
   * @throws SettingsException if the file has an unknown or unreadable setting
   */
  public static Settings read(Path home, Properties system, Map<String, String> environment) {
    Settings settings = new Settings(home);
    Path file = home.resolve("config/application.properties");
    Properties written = load(file);
    Names.check(file.toString(), written.stringPropertyNames());
    Names.checkCamels(file.toString(), written.stringPropertyNames());
    Names.check("the command line", system.stringPropertyNames());
    for (String key : written.stringPropertyNames()) {
      if (!key.startsWith("bactrian.")) settings.camel.setProperty(key, written.getProperty(key));
    }
    CamelContext placeholders = new SimpleCamelContext();
    try {
      Vaults.configure(placeholders, settings.camel);
      placeholders.getPropertiesComponent().setInitialProperties(written);
      for (Setting setting : Setting.values()) {
        String value =
            settings.first(
                setting,
                new Place("the command line", system::getProperty),
                new Place("the environment", name -> environment.get(Setting.variable(name))),
                new Place(file.toString(), name -> resolved(placeholders, written, name, file)));
        settings.values.put(setting, value.isEmpty() ? setting.standard() : value);
      }
    } finally {
      placeholders.stop();
    }
    NamedVariables named =
        new NamedVariables()
            .in(written.values())
            .in(settings.path(Setting.ROUTES))
            .in(settings.path(Setting.MAPPINGS));
    Names.checkVariables(environment, named.names());
    return settings;
  }

  private record Place(String name, UnaryOperator<String> values) {}

  /** The value from the first place that gives one, itself or as a file. */
  private String first(Setting setting, Place... places) {
    String key = setting.key();
    for (Place place : places) {
      String value = place.values().apply(key);
      String file = setting.hasFile() ? place.values().apply(key + Setting.FILE) : null;
      if (value != null && file != null) {
        throw new SettingsException(
            "reading %s: both %s and %s are given; remove one"
                .formatted(place.name(), key, key + Setting.FILE));
      }
      if (value != null && value.isBlank() && Setting.NEVER_EMPTY.contains(setting)) {
        throw new SettingsException(
            "reading %s: %s (%s) is given and empty; give a value, or remove it"
                .formatted(place.name(), key, setting.variable()));
      }
      if (value != null) return value;
      if (file != null) return content(setting, file);
    }
    return "";
  }

  private String content(Setting setting, String file) {
    try {
      Path path = home.resolve(file);
      if (Setting.SECRETS.contains(setting)) {
        FileModes.requireSecret(path, setting.key() + Setting.FILE);
      }
      String content = Files.readString(path).strip();
      if (!content.isEmpty()) return content;
      throw new SettingsException(
          "reading %s%s: %s is empty".formatted(setting.key(), Setting.FILE, path));
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(
          "reading %s%s: %s can't be read (%s)"
              .formatted(setting.key(), Setting.FILE, file, FileModes.why(e)));
    }
  }

  private static String resolved(
      CamelContext placeholders, Properties written, String key, Path file) {
    if (written.getProperty(key) == null) return null;
    Vaults.check(placeholders, key, written.getProperty(key));
    try {
      return placeholders.resolvePropertyPlaceholders(written.getProperty(key)).strip();
    } catch (RuntimeException e) {
      throw new SettingsException("reading " + file + ", " + key + ": " + e.getMessage());
    }
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    if (!Files.exists(file)) return properties;
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("reading " + file + ": " + FileModes.why(e));
    }
    return properties;
  }

  /** The value of a setting, or its default; empty where neither is given. */
  public String get(Setting setting) {
    return values.get(setting);
  }

  public boolean has(Setting setting) {
    return !get(setting).isEmpty();
  }

  public int number(Setting setting) {
    try {
      return Integer.parseInt(get(setting));
    } catch (NumberFormatException e) {
      throw wrong(setting, "a whole number");
    }
  }

  /** A whole number from {@code least} to {@code most}. */
  public int number(Setting setting, int least, int most) {
    int number = number(setting);
    if (number < least || number > most) {
      throw wrong(setting, "a whole number from %d to %d".formatted(least, most));
    }
    return number;
  }

  /** A yes or no; the given one where the setting is empty. */
  public boolean yes(Setting setting, boolean otherwise) {
    return switch (get(setting)) {
      case "" -> otherwise;
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(setting, "true or false");
    };
  }

  /** A length of time such as {@code 10s}, {@code 5m} or {@code 500ms}. */
  public Duration duration(Setting setting) {
    try {
      return Duration.ofMillis(TimeUtils.toMilliSeconds(get(setting)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw wrong(setting, "a length of time such as 10s or 5m");
    }
  }

  /** A share such as {@code 5%}, from 0 to 1. */
  public double share(Setting setting) {
    String text = get(setting).strip();
    try {
      double percent = Double.parseDouble(text.replaceFirst("%$", ""));
      if (text.endsWith("%") && percent >= 0 && percent <= 100) return percent / 100;
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(setting, "a share such as 5%");
  }

  /** What the file says to Camel itself and its components, as {@code camel.} keys. */
  public Properties camel() {
    Properties copy = new Properties();
    copy.putAll(camel);
    return copy;
  }

  /** Where health and metrics are served, as {@code camel.} keys. */
  public Properties management() {
    Properties camel = new Properties();
    camel.setProperty("camel.management.enabled", "true");
    camel.setProperty("camel.management.host", get(Setting.MANAGEMENT_ADDRESS));
    camel.setProperty("camel.management.port", String.valueOf(number(Setting.MANAGEMENT_PORT)));
    camel.setProperty("camel.management.healthCheckEnabled", "true");
    camel.setProperty("camel.management.metricsEnabled", "true");
    camel.setProperty("camel.metrics.enabled", "true");
    camel.setProperty("camel.health.exposureLevel", "full");
    // How the runs are doing, and whether they are begun, is told by a check of their own.
    String details = String.valueOf(yes(Setting.HEALTH_DETAILS, false));
    camel.setProperty("camel.health.routesEnabled", details);
    camel.setProperty("camel.health.consumersEnabled", details);
    camel.setProperty("camel.health.excludePattern", "route:schedule,consumer:schedule");
    return camel;
  }

  /**
   * Where browsers reach the console: {@code localhost} rather than 127.0.0.1, which Salesforce
   * takes in no callback URL.
   */
  public String consoleUrl() {
    if (has(Setting.CONSOLE_PUBLIC_URL)) {
      return get(Setting.CONSOLE_PUBLIC_URL).replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
    }
    String address = get(Setting.CONSOLE_ADDRESS);
    String host = LOOPBACK.contains(address) ? "localhost" : address;
    if (host.contains(":")) host = "[" + host + "]";
    boolean encrypted = has(Setting.CONSOLE_TLS_CERTIFICATE) || has(Setting.CONSOLE_TLS_KEYSTORE);
    return (encrypted ? "https://" : "http://") + host + ":" + number(Setting.CONSOLE_PORT);
  }

  /** A file or folder; a relative one starts from the home folder. */
  public Path path(Setting setting) {
    return home.resolve(get(setting));
  }

  private SettingsException wrong(Setting setting, String form) {
    return new SettingsException(
        "reading " + setting.key() + ": '" + get(setting) + "' is not " + form);
  }
}
