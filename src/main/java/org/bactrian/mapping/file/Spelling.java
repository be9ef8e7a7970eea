package org.bactrian.mapping.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What was probably meant. */
final class Spelling {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private Spelling() {}

  /** {@code , did you mean 'firstName'?}, or nothing if no known name is near. */
  static String suggestion(String found, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparing((String name) -> distance(found, name)).thenComparing(n -> n))
        .filter(name -> distance(found, name) <= Math.max(2, found.length() / 3))
        .map(name -> ", did you mean '" + name + "'?")
        .orElse("");
  }

  private static int distance(String a, String b) {
    return DISTANCE.apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
