package org.bactrian.sandbox.salesforce.sosl;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a record must contain to be found. */
public sealed interface Term {
  /** Where words of a text end. */
  Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /**
   * Whether a record contains it.
   *
   * @param texts the words of each of its fields, in lower case
   */
  boolean isIn(List<List<String>> texts);

  /** The words of a text. */
  static List<String> words(String text) {
    return BETWEEN
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Words that follow each other in one field; each may have wildcards. */
  record Words(List<Pattern> words) implements Term {
    @Override
    public boolean isIn(List<List<String>> texts) {
      return texts.stream().anyMatch(this::isAnywhereIn);
    }

    private boolean isAnywhereIn(List<String> text) {
      for (int at = 0; at + words.size() <= text.size(); at++) {
        if (isAt(at, text)) {
          return true;
        }
      }
      return false;
    }

    private boolean isAt(int at, List<String> text) {
      for (int i = 0; i < words.size(); i++) {
        if (!words.get(i).matcher(text.get(at + i)).matches()) {
          return false;
        }
      }
      return true;
    }
  }

  /** Both. */
  record And(Term left, Term right) implements Term {
    @Override
    public boolean isIn(List<List<String>> texts) {
      return left.isIn(texts) && right.isIn(texts);
    }
  }

  /** Either. */
  record Or(Term left, Term right) implements Term {
    @Override
    public boolean isIn(List<List<String>> texts) {
      return left.isIn(texts) || right.isIn(texts);
    }
  }

  /** The one without the other. */
  record Without(Term left, Term right) implements Term {
    @Override
    public boolean isIn(List<List<String>> texts) {
      return left.isIn(texts) && !right.isIn(texts);
    }
  }
}
