package org.bactrian.sandbox.salesforce.sosl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Refusal;

/**
 * Reads what is to be found: words, phrases in quotes, wildcards, AND, OR, AND NOT, parentheses.
 */
public final class TermReader {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:\"((?:\\\\.|[^\"\\\\])*)\"|([()])|((?:\\\\.|[^\\s()\"\\\\])+))");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}*?]+");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  private TermReader(String text) {
    this.text = text;
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    for (; token.find() && token.start() == end; end = token.end()) {
      tokens.add(
          token.group(1) != null
              ? '"' + token.group(1)
              : token.group(2) != null ? token.group(2) : token.group(3));
    }
    if (!text.substring(end).isBlank()) {
      throw malformed(text.substring(end));
    }
  }

  /**
   * The term of a text.
   *
   * @throws Refusal if it can't be read or would find everything
   */
  public static Term read(String text) {
    TermReader reader = new TermReader(text);
    Term term = reader.either();
    if (reader.at < reader.tokens.size()) {
      throw reader.malformed(reader.tokens.get(reader.at));
    }
    return term;
  }

  private Refusal malformed(String near) {
    return Refusal.of("MALFORMED_SEARCH", "unexpected token: %s in %s".formatted(near, text));
  }

  private Term either() {
    Term term = both();
    while (takes("OR")) {
      term = new Term.Or(term, both());
    }
    return term;
  }

  private Term both() {
    Term term = one();
    while (at < tokens.size() && !tokens.get(at).equals(")") && !is("OR")) {
      boolean and = takes("AND");
      term = and && takes("NOT") ? new Term.Without(term, one()) : new Term.And(term, one());
    }
    return term;
  }

  private Term one() {
    if (at == tokens.size() || is("AND") || is("OR") || is("NOT") || is(")")) {
      throw malformed(at == tokens.size() ? "<EOF>" : tokens.get(at));
    }
    String token = tokens.get(at++);
    if (token.equals("(")) {
      Term term = either();
      if (!takes(")")) {
        throw malformed("<EOF>");
      }
      return term;
    }
    return words(token.startsWith("\"") ? token.substring(1) : token);
  }

  private boolean is(String word) {
    return at < tokens.size() && tokens.get(at).equalsIgnoreCase(word);
  }

  private boolean takes(String word) {
    boolean is = is(word);
    if (is) {
      at++;
    }
    return is;
  }

  private static Term words(String token) {
    String plain = token.replaceAll("\\\\[*?]", " ").replaceAll("\\\\(.)", "$1");
    List<String> words = WORD.matcher(plain).results().map(found -> found.group()).toList();
    int letters = String.join("", words).replaceAll("[*?]", "").length();
    if (letters < 2) {
      throw Refusal.of("INVALID_SEARCH", "search term must be longer than one character: " + token);
    }
    return new Term.Words(words.stream().map(TermReader::pattern).toList());
  }

  private static Pattern pattern(String word) {
    String regex = word.toLowerCase(Locale.ROOT).replace("*", ".*").replace('?', '.');
    return Pattern.compile(regex);
  }
}
