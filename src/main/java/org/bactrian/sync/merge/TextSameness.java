package org.bactrian.sync.merge;

import org.bactrian.mapping.convert.Characters;

/**
 * Texts mean the same but for blanks around them, the kind of line breaks, and what no system
 * shows. Some instances of Marketo end a text before its first character that UTF-16 needs two
 * units for, as an emoji, and tell nobody.
 */
record TextSameness() implements Sameness {

  private static final Sameness MEANING =
      Sameness.meaning(
          v -> Characters.cleaned(v.toString()).replace("\r\n", "\n").replace('\r', '\n').strip());

  @Override
  public boolean same(Object a, Object b) {
    return MEANING.same(a, b);
  }

  /** A text that ends, to the blank, where another has its first such character was cut there. */
  @Override
  public boolean holds(Object marketo, Object meant) {
    return same(marketo, meant) || meant instanceof String whole && isCut(marketo, whole);
  }

  private static boolean isCut(Object marketo, String whole) {
    int end = 0;
    while (end < whole.length() && !Character.isHighSurrogate(whole.charAt(end))) {
      end++;
    }
    String held = marketo == null ? "" : marketo.toString();
    return end < whole.length() && whole.substring(0, end).equals(held);
  }
}
