package org.bactrian.sandbox.salesforce.population;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import net.datafaker.Faker;

/**
 * What people of one place are called, where they live and how they write a telephone number.
 *
 * @param share how many of a hundred people come from there
 * @param phones patterns in which # stands for a digit
 */
record Culture(
    int share,
    String country,
    List<String> firstNames,
    List<String> lastNames,
    List<String> cities,
    List<String> streets,
    List<String> companies,
    List<String> phones) {

  private record Place(int share, String locale, String country, List<String> phones) {}

  private static final List<Place> PLACES =
      List.of(
          new Place(
              40,
              "en-US",
              "United States",
              List.of("(###) ###-####", "+1 ###-###-####", "###.###.####", "1-###-###-#### x###")),
          new Place(9, "de", "Deutschland", List.of("+49 30 ########", "0## / ### ## ##")),
          new Place(8, "fr", "France", List.of("+33 1 ## ## ## ##", "01.##.##.##.##")),
          new Place(7, "es", "España", List.of("+34 9## ### ###", "9########")),
          new Place(6, "pl", "Polska", List.of("+48 ## ### ## ##", "0-## ###-##-##")),
          new Place(7, "ja", "日本", List.of("+81-3-####-####", "03(####)####", "０３－####－####")),
          new Place(7, "zh-CN", "中国", List.of("+86 1## #### ####", "010-########")),
          new Place(3, "ko", "대한민국", List.of("+82-2-###-####", "02)###-####")),
          new Place(7, "ru", "Россия", List.of("+7 (9##) ###-##-##", "8 495 ###-##-##")),
          new Place(6, "ar", "مصر", List.of("+20 2 #### ####", "٠١٠########")));

  private static final Map<Long, List<Culture>> KNOWN = new ConcurrentHashMap<>();

  /** All cultures, the same for the same seed. */
  static List<Culture> all(long seed) {
    return KNOWN.computeIfAbsent(seed, s -> PLACES.stream().map(p -> of(p, s)).toList());
  }

  private static Culture of(Place place, long seed) {
    Faker faker = new Faker(Locale.forLanguageTag(place.locale), new Random(seed));
    return new Culture(
        place.share,
        place.country,
        pool(150, 40, () -> faker.name().firstName()),
        pool(150, 80, () -> faker.name().lastName()),
        pool(60, 40, () -> faker.address().cityName()),
        pool(60, 255, () -> faker.address().streetName()),
        pool(60, 120, () -> faker.company().name()),
        place.phones);
  }

  private static List<String> pool(int size, int longest, Supplier<String> source) {
    List<String> pool = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      String text = source.get().strip();
      pool.add(text.length() > longest ? text.substring(0, longest).strip() : text);
    }
    return pool;
  }
}
