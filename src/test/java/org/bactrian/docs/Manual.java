package org.bactrian.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read on the repository's site: README, manual, mappings, security. */
public final class Manual {

  static final Path README = Path.of("README.md");

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");

  private Manual() {}

  /** All pages, by path. */
  static List<Path> pages() {
    List<Path> pages = new ArrayList<>();
    pages.add(README);
    pages.add(Path.of("config/mappings/README.md"));
    pages.add(Path.of(".github/SECURITY.md"));
    try (Stream<Path> manual = Files.list(Path.of("src/site/markdown"))) {
      manual.sorted().forEach(pages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks of one language in all pages, as they stand between their fences. */
  public static List<String> fences(String language) {
    Pattern fence = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```");
    return pages().stream()
        .flatMap(page -> fence.matcher(text(page)).results().map(found -> found.group(1)))
        .toList();
  }

  /** What the links and pictures of a text point to, as written. */
  static List<String> links(String text) {
    return LINK.matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** The anchors that GitHub gives to the headings of a text. */
  static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    HEADING
        .matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .forEach(
            heading -> {
              String words = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
              String anchor =
                  words
                      .toLowerCase(Locale.ROOT)
                      .replaceAll("[^\\p{L}\\p{N} _-]", "")
                      .replace(' ', '-');
              int times = seen.merge(anchor, 1, Integer::sum);
              anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
            });
    return anchors;
  }
}
