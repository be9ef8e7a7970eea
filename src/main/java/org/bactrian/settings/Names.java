package org.bactrian.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Refuses names that look like settings and are none: what is misspelt would be ignored. */
final class Names {

  private static final String PREFIX = "bactrian.";
  private static final String VARIABLE_PREFIX = "BACTRIAN_";
  private static final UnaryOperator<String> FOLDED =
      name -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");

  /**
   * What Kubernetes gives every pod for each service, here for one that is called bactrian-x; its
   * bare PORT is an address.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "BACTRIAN_([A-Z0-9_]+_)?(SERVICE_HOST=|SERVICE_PORT(_[A-Z0-9_]+)?="
              + "|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=|=[a-z]+://)).*",
          Pattern.DOTALL);

  /** The first words of the keys that Camel reads; from the metadata of camel-main. */
  private static final Set<String> CAMELS =
      Set.of(
          "main",
          "component",
          "dataformat",
          "language",
          "startupcondition",
          "routecontroller",
          "server",
          "management",
          "debug",
          "trace",
          "ssl",
          "threadpool",
          "health",
          "rest",
          "vault",
          "opentelemetry",
          "opentelemetry2",
          "telemetryDev",
          "mdc",
          "metrics",
          "faulttolerance",
          "resilience4j",
          "lra",
          "variable",
          "beans",
          "routeTemplate",
          "devConsole",
          "cluster");

  private Names() {}

  /**
   * Checks the names of one place.
   *
   * @throws SettingsException for the first that is none, with what was meant
   */
  static void check(String where, Set<String> names) {
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(PREFIX) && !Setting.names().contains(name)) {
        throw unknown(where, "setting", name, nearest(name, Setting.names()));
      }
      if (!name.startsWith(PREFIX) && FOLDED.apply(name).startsWith(VARIABLE_PREFIX)) {
        String meant = name.toLowerCase(Locale.ROOT).replace('_', '.');
        throw unknown(where, "setting", name, nearest(meant, Setting.names()));
      }
      String first = name.replaceFirst("\\..*", "");
      for (String ours : List.of("bactrian", "camel")) {
        int apart = distance(first.toLowerCase(Locale.ROOT), ours);
        if (!first.equals(ours) && apart <= ours.length() / 4) {
          throw unknown(where, "setting", name, ours + name.substring(first.length()));
        }
      }
    }
  }

  /**
   * Checks the keys that are Camel's: Camel itself refuses an unknown option of what it knows, and
   * ignores what it does not know.
   *
   * @throws SettingsException for the first that Camel would ignore
   */
  static void checkCamels(String where, Set<String> names) {
    for (String name : new TreeSet<>(names)) {
      String[] words = name.split("\\.");
      if (!words[0].equals("camel") || words.length < 2) continue;
      if (CAMELS.stream().anyMatch(words[1]::equalsIgnoreCase)) continue;
      throw unknown(
          where, "setting of Camel", name, name.replace(words[1], nearest(words[1], CAMELS)));
    }
  }

  /**
   * Checks the environment.
   *
   * @param environment the variables and their values
   * @param named the variables of the operator's own
   * @throws SettingsException for the first variable that is none of ours
   */
  static void checkVariables(Map<String, String> environment, Set<String> named) {
    Set<String> known = new TreeSet<>(Setting.names().stream().map(Setting::variable).toList());
    known.add(Setting.STACK_TRACES);
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (!FOLDED.apply(variable).startsWith(VARIABLE_PREFIX)) continue;
      if (known.contains(variable) || named.contains(variable)) continue;
      if (SERVICE_LINK.matcher(variable + "=" + environment.get(variable)).matches()) continue;
      throw unknown(
          "the environment", "variable", variable, nearest(FOLDED.apply(variable), known));
    }
  }

  private static SettingsException unknown(String where, String what, String name, String meant) {
    return new SettingsException(
        "reading %s: unknown %s '%s', did you mean '%s'?".formatted(where, what, name, meant));
  }

  private static String nearest(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparing((String each) -> distance(name, each)).thenComparing(each -> each))
        .orElseThrow();
  }

  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }
}
