package org.bactrian.sandbox.salesforce.population;

import java.util.List;
import java.util.Locale;

/** The seeded people: who is behind a number. */
final class Person {
  private static final List<String> BAD_EMAILS =
      List.of(
          "jane..doe%d@example.com",
          ".joe%d@example.com",
          "mail%d@-example.com",
          "o'brien%d@example..com",
          "name%d@exa_mple.c",
          "用户%d@例え。jp.x");
  private static final List<String> EMOJI = List.of("🌻", "🐫", "👩‍💻", "✨", "🇺🇦");
  private static final List<String> TITLES =
      List.of(
          "CEO",
          "CTO",
          "VP, Marketing",
          "Director of Sales",
          "Marketing Manager",
          "Software Engineer",
          "Buyer",
          "Geschäftsführerin",
          "Directeur général",
          "営業部長",
          "Владелец",
          "Office Manager",
          "Consultant & Trainer",
          "Head of \"Growth\"");
  private static final List<String> NOTES =
      List.of(
          "Met at the trade show.",
          "Asked for a quote; call back after Easter.",
          "Prefers e-mail. Très sympathique 🙂",
          "Interested in GC5000.\r\nBudget: 2027.",
          "<b>Do not</b> send brochures & samples",
          "担当者は佐藤さん。",
          "Просил перезвонить");

  private final Dice dice;
  private final List<Culture> cultures;

  Person(Dice dice, long seed) {
    this.dice = dice;
    this.cultures = Culture.all(seed);
  }

  Culture culture(long person) {
    int share = dice.below(100, person, 1);
    for (Culture culture : cultures) {
      share -= culture.share();
      if (share < 0) {
        return culture;
      }
    }
    return cultures.get(0);
  }

  String firstName(long person) {
    if (dice.percent(4, person, 2)) {
      return null;
    }
    String name = dice.pick(culture(person).firstNames(), person, 3);
    return dice.percent(0.5, person, 4) && name.length() < 30
        ? name + " " + dice.pick(EMOJI, person, 5)
        : name;
  }

  String lastName(long person) {
    Culture culture = culture(person);
    String name = dice.pick(culture.lastNames(), person, 6);
    if (dice.percent(1, person, 7)) {
      String both = name + "-" + dice.pick(culture.lastNames(), person, 8);
      return both.length() > 80 ? name : both;
    }
    return name;
  }

  String email(long person) {
    if (dice.percent(4, person, 9)) {
      return null;
    }
    if (dice.percent(0.3, person, 10)) {
      return dice.pick(BAD_EMAILS, person, 11).formatted(person);
    }
    if (person > 0 && dice.percent(0.5, person, 12)) {
      return ownEmail(dice.below((int) Math.min(person, 1 << 30), person, 13));
    }
    return ownEmail(person);
  }

  private String ownEmail(long person) {
    String first = ascii(dice.pick(culture(person).firstNames(), person, 3));
    String last = ascii(dice.pick(culture(person).lastNames(), person, 6));
    String name = first.isEmpty() || last.isEmpty() ? "user" : first + "." + last;
    return name + "." + person + "@" + domain(person);
  }

  String domain(long person) {
    return "company" + dice.below(5000, person, 14) + ".example";
  }

  private static String ascii(String name) {
    StringBuilder plain = new StringBuilder();
    name.chars().filter(c -> c < 128 && Character.isLetter(c)).forEach(c -> plain.append((char) c));
    String text = plain.toString().toLowerCase(Locale.ROOT);
    return text.length() > 20 ? text.substring(0, 20) : text;
  }

  String phone(long person, int purpose) {
    return dice.percent(25, person, purpose)
        ? null
        : dice.digits(
            dice.pick(culture(person).phones(), person, purpose + 1), person, purpose + 2);
  }

  String title(long person) {
    return dice.maybe(20, TITLES, person, 20);
  }

  String street(long person) {
    if (dice.percent(20, person, 21)) {
      return null;
    }
    String street = dice.pick(culture(person).streets(), person, 22);
    String line = street + " " + (1 + dice.below(250, person, 23));
    return dice.percent(10, person, 24) ? line + "\nSuite " + dice.below(40, person, 25) : line;
  }

  String company(long number) {
    return dice.pick(culture(number).companies(), number, 26)
        + (dice.percent(50, number, 27) ? " " + number : "")
        + (dice.percent(0.5, number, 28) ? " ☕️" : "");
  }

  String notes(long person) {
    if (dice.percent(70, person, 29)) {
      return null;
    }
    String note = dice.pick(NOTES, person, 30);
    return dice.percent(0.5, person, 31) ? note.repeat(1 + 1900 / note.length()) : note;
  }
}
