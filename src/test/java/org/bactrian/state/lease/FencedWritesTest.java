package org.bactrian.state.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fence stands before the commit of a transaction: nothing is written without one. */
class FencedWritesTest {

  private static final Pattern WITHOUT_TRANSACTION = Pattern.compile("\\b(with|use)Handle\\(");
  private static final Pattern WRITES = Pattern.compile("INSERT INTO|DELETE FROM|UPDATE \\w+ SET");

  @Test
  void every_write_is_in_a_transaction() throws IOException {
    List<String> unfenced = new ArrayList<>();
    int looked = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/bactrian/state"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String text = text(file);
        Matcher call = WITHOUT_TRANSACTION.matcher(text);
        while (call.find()) {
          looked++;
          String work = text.substring(call.end(), end(text, call.end()));
          if (WRITES.matcher(work).find()) unfenced.add(file.getFileName() + ": " + work);
        }
      }
    }
    assertThat(looked).isGreaterThan(20);
    assertThat(unfenced).isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the bracket that was opened before this place is closed. */
  private static int end(String text, int from) {
    int open = 1;
    int at = from;
    while (open > 0) {
      char c = text.charAt(at++);
      if (c == '(') open++;
      if (c == ')') open--;
    }
    return at;
  }
}
