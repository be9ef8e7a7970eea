package org.bactrian.settings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The environment variables that files of the operator name as their own. */
final class NamedVariables {

  /** Camel's placeholder and, in a route, its simple language. */
  private static final Pattern NAME =
      Pattern.compile("\\{\\{\\??env:([A-Za-z0-9_]+)" + "|\\$\\{(?:env|sysenv)[:.]([A-Za-z0-9_]+)");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  private final Set<String> names = new TreeSet<>();

  Set<String> names() {
    return names;
  }

  /** Adds those that values of settings name. */
  NamedVariables in(Collection<Object> values) {
    for (Object value : values) add(String.valueOf(value));
    return this;
  }

  /** Adds those that YAML files of a folder name; what can't be read is told by who needs it. */
  NamedVariables in(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
      for (Path file : files) add(COMMENT.matcher(Files.readString(file)).replaceAll(""));
    } catch (IOException e) {
      return this;
    }
    return this;
  }

  private void add(String text) {
    NAME.matcher(text)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .forEach(names::add);
  }
}
