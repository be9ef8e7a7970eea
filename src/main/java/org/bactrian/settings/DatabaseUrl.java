package org.bactrian.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDBC URL of the database: that of the settings, else of an H2 file in the data directory.
 *
 * <p>H2 never opens a port: it would let other users of the machine, or of the network, run
 * programs as this one. One process opens the file, and commands beside it ask that process.
 */
public final class DatabaseUrl {

  private static final String H2 = "jdbc:h2:";
  private static final Pattern SERVER = Pattern.compile("(tcp|ssl):.*", Pattern.DOTALL);
  private static final Pattern OPTION =
      Pattern.compile(";\\s*(auto_server|auto_server_port|file_lock)\\s*=\\s*([^;]*)");

  private DatabaseUrl() {}

  /**
   * The URL.
   *
   * @throws SettingsException if it has H2 open a port or share its file, saying what to do
   */
  public static String of(Settings settings) {
    String url = settings.get(Setting.DATABASE_URL);
    if (!url.isEmpty()) return checked(url);
    String name = Connections.of(settings).real() ? "bactrian" : "sandbox";
    // 8 MB of pages hold what slices in order need; the more the heap holds, the more its
    // collection costs.
    return H2
        + "owner:%s;TRACE_LEVEL_FILE=0;WRITE_DELAY=0;RETENTION_TIME=2000;CACHE_SIZE=8192"
            .formatted(settings.path(Setting.DATA_DIRECTORY).resolve(name).toAbsolutePath());
  }

  /** As {@link #of}, without its options, of which any may be secret. */
  public static String withoutOptions(Settings settings) {
    return of(settings).replaceFirst("[?;].*", "");
  }

  private static String checked(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    if (!lower.startsWith(H2)) return url;
    if (SERVER.matcher(lower.substring(H2.length())).matches()) {
      throw refused("connects to a server of H2");
    }
    Matcher option = OPTION.matcher(lower);
    while (option.find()) {
      String name = option.group(1);
      String value = option.group(2).strip();
      if (name.equals("file_lock") && !value.equals("fs")) {
        throw refused("has FILE_LOCK=" + value.toUpperCase(Locale.ROOT));
      }
      if (!name.equals("file_lock") && !value.equals("false")) {
        throw refused("has " + name.toUpperCase(Locale.ROOT));
      }
    }
    return url;
  }

  private static SettingsException refused(String what) {
    return new SettingsException(
        "reading %s: the URL %s, by which other users or processes could reach the database; leave that out: commands beside a running process ask that process. For several processes, use PostgreSQL (jdbc:postgresql://...)"
            .formatted(Setting.DATABASE_URL.key(), what));
  }
}
