package org.bactrian.mapping.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;

/** Checks what mappings of one folder mean together, and what else lies in it. */
final class FolderLint {

  private static final String ENDING = ".yaml";
  private static final String TEST = ".test.yaml";

  /** What was meant to be a mapping, whatever it is called. */
  private static final Pattern MISNAMED =
      Pattern.compile("(.+?)(\\.test)?\\.ya?ml", Pattern.CASE_INSENSITIVE);

  /**
   * What belongs there and is neither a mapping nor its test; hidden files are nobody's concern.
   */
  private static final Pattern OTHERS = Pattern.compile("\\..*|mapping\\.schema\\.json|.*\\.md");

  private FolderLint() {}

  /** Whether a file of the folder is to be read as a mapping. */
  static boolean isMapping(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENDING) && !name.endsWith(TEST) && !name.startsWith(".");
  }

  /** What is to be said of a file that is not read, or of a folder. */
  static Optional<Finding> stray(Path file, String shown) {
    String name = file.getFileName().toString();
    if (OTHERS.matcher(name).matches()) return Optional.empty();
    if (Files.isDirectory(file)) {
      return Optional.of(
          new Finding(shown, 0, false, "it is a folder, and mappings in it are not read"));
    }
    if (name.endsWith(TEST)) {
      String mapping = name.substring(0, name.length() - TEST.length()) + ENDING;
      return Files.exists(file.resolveSibling(mapping))
          ? Optional.empty()
          : Optional.of(new Finding(shown, 0, false, "it is the test of no mapping: " + mapping));
    }
    if (name.endsWith(ENDING)) return Optional.empty();
    Matcher misnamed = MISNAMED.matcher(name);
    if (!misnamed.matches()) {
      return Optional.of(new Finding(shown, 0, false, "it is no mapping, and is not read"));
    }
    String test = misnamed.group(2) == null ? "" : ".test";
    return Optional.of(
        Finding.error(
            shown,
            0,
            "mappings end with .yaml; name it %s%s%s".formatted(misnamed.group(1), test, ENDING)));
  }

  static void check(List<Mapping> mappings, List<Finding> findings) {
    Map<String, Mapping> pairs = new HashMap<>();
    Mapping creating = null;
    for (Mapping mapping : mappings) {
      String pair = mapping.salesforceObject() + " to " + mapping.marketoObject().word();
      Mapping other = pairs.putIfAbsent(pair, mapping);
      if (other != null) {
        findings.add(
            Finding.error(
                mapping.file(),
                mapping.line(),
                "%s maps %s already; put the rules of both into one file"
                    .formatted(other.file(), pair)));
      }
      if (mapping.creation().isEmpty()) continue;
      if (creating == null) {
        creating = mapping;
        continue;
      }
      findings.add(
          Finding.error(
              mapping.file(),
              mapping.creation().get().line(),
              "create-in-salesforce: %s says already which people become records; say it in one"
                  .formatted(creating.file())));
    }
  }
}
