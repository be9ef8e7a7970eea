package org.bactrian.console;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** A language of the console, and what it says in it: {@code messages*.properties}, beside this. */
public enum Language {
  ENGLISH(Locale.ENGLISH),
  CHINESE(Locale.TAIWAN);

  private static final String BUNDLE = "org.bactrian.console.messages";
  private static final List<String> TRADITIONAL =
      List.of("zh", "zh-tw", "zh-hant", "zh-hant-tw", "zh-hk", "zh-mo", "zh-hant-hk", "zh-hant-mo");

  private final Locale locale;
  private final ResourceBundle messages;

  Language(Locale locale) {
    this.locale = locale;
    this.messages =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The one with this tag, e.g. {@code zh-TW}. */
  public static Optional<Language> tagged(String tag) {
    for (Language language : values()) {
      if (language.tag().equalsIgnoreCase(tag)) return Optional.of(language);
    }
    return Optional.empty();
  }

  /** The best of a browser's Accept-Language; English if it names none of ours. */
  public static Language accepted(String header) {
    if (header == null) return ENGLISH;
    try {
      for (Locale.LanguageRange range : Locale.LanguageRange.parse(header)) {
        String tag = range.getRange();
        if (tag.equals("en") || tag.startsWith("en-")) return ENGLISH;
        if (TRADITIONAL.contains(tag)) return CHINESE;
      }
    } catch (IllegalArgumentException e) {
      // a header that is none: as if it were not there
    }
    return ENGLISH;
  }

  /** As HTML and cookies name it. */
  public String tag() {
    return locale == Locale.ENGLISH ? "en" : locale.toLanguageTag();
  }

  public Locale locale() {
    return locale;
  }

  /** The message with this key. */
  public String say(String key, Object... arguments) {
    return new MessageFormat(messages.getString(key), locale).format(arguments);
  }

  /** The message with this key, if there is one. */
  public Optional<String> find(String key) {
    return messages.containsKey(key) ? Optional.of(say(key)) : Optional.empty();
  }

  /** A number with its separators. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** A length of time in the units that matter. */
  public String duration(Duration time) {
    if (time.toSeconds() < 10) return say("time.seconds", time.toMillis() / 1000.0);
    if (time.toMinutes() < 1) return say("time.seconds", time.toSeconds());
    if (time.toHours() < 1) return say("time.minutes", time.toMinutes(), time.toSecondsPart());
    return say("time.hours", time.toHours(), time.toMinutesPart());
  }

  /** An instant in UTC, for those without JavaScript; with it, the page shows the reader's own. */
  public String instant(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'")
        .format(instant.atOffset(ZoneOffset.UTC));
  }
}
