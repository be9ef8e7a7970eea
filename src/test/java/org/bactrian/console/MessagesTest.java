package org.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the console says is said in every language, and nowhere else. */
class MessagesTest {

  private static final Path MESSAGES = Path.of("src/main/resources/org/bactrian/console");
  private static final Path TEMPLATES = Path.of("src/main/jte/console");

  /** Keys that templates and pages make up of parts, such as {@code cause.} and a code. */
  private static final List<String> MADE_UP =
      List.of(
          "cause.",
          "remedy.",
          "gauge.",
          "state.",
          "refused.",
          "done.",
          "direction.",
          "origin.",
          "rule-said.",
          "fate.",
          "erasure.",
          "audit.from.",
          "audit.did.",
          "standing.",
          "step.",
          "app.external.",
          "app.connected.",
          "marketo.how.");

  private static final Pattern KEY =
      Pattern.compile(
          "(?:say|sayOr|translated)\\((?:[^\"()]*\\? )?\"([a-z0-9.-]+)\"(?: : \"([a-z0-9.-]+)\")?");

  static Stream<Path> templates() throws IOException {
    return Files.list(TEMPLATES).filter(file -> file.toString().endsWith(".jte")).sorted();
  }

  @Test
  void everyLanguageSaysTheSame() throws IOException {
    Properties english = read("messages.properties");
    Properties chinese = read("messages_zh_TW.properties");
    assertThat(new TreeSet<>(chinese.stringPropertyNames()))
        .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
    for (String key : english.stringPropertyNames()) {
      assertThat(places(chinese.getProperty(key)))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
      assertThat(chinese.getProperty(key)).as(key).isNotBlank();
    }
  }

  /** How many things a message has places for, which must also be there to be formatted. */
  private static long places(String message) {
    assertThat(message).as("' quotes in a pattern: write ’").doesNotContain("'");
    MessageFormat format = new MessageFormat(message, Locale.ROOT);
    long used =
        Arrays.stream(new int[] {0, 1, 2, 3}).filter(i -> message.contains("{" + i)).count();
    assertThat(format.getFormatsByArgumentIndex()).as(message).hasSize((int) used);
    return used;
  }

  @ParameterizedTest
  @MethodSource("templates")
  void noTemplateHoldsText(Path template) throws IOException {
    String text = withoutCode(Files.readString(template));
    String shown = text.replaceAll("(?s)<[^>]*>", " ");
    assertThat(shown.replaceAll("[\\s→›–=]", "")).as("text in " + template).isEmpty();
    var attribute =
        Pattern.compile("(?:title|alt|placeholder|aria-label|data-label|data-time)=\"([^\"]+)\"")
            .matcher(text);
    while (attribute.find()) {
      assertThat(attribute.group(1)).as("text in " + template).isEqualTo("CODE");
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyKeyOfATemplateIsThere(Path template) throws IOException {
    Properties english = read("messages.properties");
    var key = KEY.matcher(Files.readString(template));
    while (key.find()) {
      for (int i = 1; i <= 2; i++) {
        if (key.group(i) == null || key.group(i).endsWith(".")) continue;
        assertThat(english.stringPropertyNames()).as(template.toString()).contains(key.group(i));
      }
    }
  }

  @Test
  void everyActionOfTheAuditTrailHasItsMessage() throws IOException {
    for (Action action : Action.values()) {
      assertThat(read("messages.properties")).containsKey("audit.did." + action.word());
    }
    for (Actor.Origin origin : Actor.Origin.values()) {
      assertThat(read("messages.properties")).containsKey("audit.from." + origin.name());
    }
  }

  @Test
  void everyMessageIsSaidSomewhere() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files =
        Stream.concat(templates(), Files.walk(Path.of("src/main/java/org/bactrian/console")))) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        all.append(Files.readString(file));
    }
    for (String key : read("messages.properties").stringPropertyNames()) {
      if (MADE_UP.stream().anyMatch(key::startsWith)) continue;
      assertThat(all.toString()).as(key).contains("\"" + key + "\"");
    }
  }

  /** A template with CODE in place of what is computed, and nothing in place of its directives. */
  private static String withoutCode(String template) {
    String text =
        Pattern.compile("(?m)^\\s*@(import|param)\\b.*$").matcher(template).replaceAll("");
    text = inPlaceOf(text, "${", '{', '}', "CODE");
    text = inPlaceOf(text, "!{", '{', '}', "");
    for (String directive : List.of("@if(", "@elseif(", "@for(")) {
      text = inPlaceOf(text, directive, '(', ')', "");
    }
    text = text.replaceAll("(?s)@template\\.console\\.layout\\(.*?content = @`", "");
    text = text.replace("`)", "").replaceAll("@template\\.[\\w.]+\\(", "@template(");
    text = inPlaceOf(text, "@template(", '(', ')', "");
    return text.replaceAll("@(else|endif|endfor)\\b", "")
        .replaceAll(">CODE", ">")
        .replaceAll("CODE(?=[^\"]*<)", "");
  }

  private static String inPlaceOf(
      String text, String begin, char open, char close, String instead) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    int found;
    while ((found = text.indexOf(begin, at)) >= 0) {
      out.append(text, at, found).append(instead);
      int depth = 1;
      int i = found + begin.length();
      for (; depth > 0; i++) {
        if (text.charAt(i) == open) depth++;
        if (text.charAt(i) == close) depth--;
      }
      at = i;
    }
    return out.append(text.substring(at)).toString();
  }

  private static Properties read(String file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(MESSAGES.resolve(file))) {
      properties.load(reader);
    }
    return properties;
  }
}
