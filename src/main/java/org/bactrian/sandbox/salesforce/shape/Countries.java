package org.bactrian.sandbox.salesforce.shape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The countries and states of an org.
 *
 * @param names of the countries, by their ISO code
 * @param states by the code of their country, each by its own code; most countries have none
 */
public record Countries(Map<String, String> names, Map<String, Map<String, String>> states) {
  private static final String FILE = "states.txt";

  /** The countries as an org has them at first: all of ISO 3166, with the states of a few. */
  public static Countries usual() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String code : Locale.getISOCountries()) {
      names.put(
          code, new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH));
    }
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    lines()
        .forEach(
            line -> {
              String[] cells = line.split("\\|");
              states
                  .computeIfAbsent(cells[0], code -> new LinkedHashMap<>())
                  .put(cells[1], cells[2]);
            });
    return new Countries(names, states);
  }

  private static List<String> lines() {
    try (InputStream in = Countries.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE, e);
    }
  }

  /** The states of a country by their code; none where they are not configured. */
  Map<String, String> statesOf(String country) {
    return country == null ? Map.of() : states.getOrDefault(country, Map.of());
  }

  /** The codes of all states, each once. */
  List<String> stateCodes() {
    return new ArrayList<>(
        states.values().stream().flatMap(s -> s.keySet().stream()).distinct().toList());
  }

  /** The codes of the countries that have a state with this code. */
  List<String> with(String state) {
    return states.keySet().stream().filter(code -> statesOf(code).containsKey(state)).toList();
  }

  /** The code of this name, whatever its case, or null. */
  static String code(Map<String, String> names, String name) {
    return names.entrySet().stream()
        .filter(each -> each.getValue().equalsIgnoreCase(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
