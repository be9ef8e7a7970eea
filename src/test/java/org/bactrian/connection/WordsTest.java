package org.bactrian.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Path SOURCES = Path.of("src/main/java/org/bactrian/connection");
  private static final Path MESSAGES = Path.of("src/main/resources/org/bactrian/connection");

  @Test
  void every_key_in_the_code_has_its_message() throws IOException {
    Set<String> messages = messages(MESSAGES.resolve("messages.properties"));
    Pattern key = Pattern.compile("(Words|Problem)\\.of\\(\\s*\"([^\"]+)\"");
    int found = 0;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = key.matcher(Files.readString(file));
        while (matcher.find()) {
          if (matcher.group(2).endsWith(".")) continue;
          found++;
          assertThat(messages).as(file.toString()).contains(matcher.group(2));
          if (matcher.group(1).equals("Problem")) {
            assertThat(messages).as(file.toString()).contains(matcher.group(2) + ".advice");
          }
        }
      }
    }
    assertThat(found).isGreaterThan(30);
  }

  @Test
  void every_message_can_be_said() throws IOException {
    for (String key : messages(MESSAGES.resolve("messages.properties"))) {
      String said = Words.of(key, "ONE", "TWO", "THREE").in(Locale.ENGLISH);
      assertThat(said).as(key).isNotBlank().doesNotContain("{", "}");
      assertThat(said).as(key + " has a lone apostrophe").doesNotContain("''");
    }
  }

  @Test
  void other_languages_have_the_same_keys() throws IOException {
    Set<String> english = messages(MESSAGES.resolve("messages.properties"));
    try (Stream<Path> files = Files.list(MESSAGES)) {
      for (Path file : files.toList()) assertThat(messages(file)).isEqualTo(english);
    }
    assertThat(Words.of("step.marketo").in(Locale.TAIWAN)).isNotBlank();
  }

  private static Set<String> messages(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new TreeSet<>(properties.stringPropertyNames());
  }
}
