package org.bactrian.sandbox.marketo.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bactrian.sandbox.marketo.store.Refusal;

/**
 * Something that shall go wrong. {@code path} is a prefix or a regular expression; {@code onCall}
 * counts matching calls from 1; {@code times} 0 is for ever; {@code forSeconds} 0 is no end.
 */
public record Fault(
    String path,
    Pattern pattern,
    Kind kind,
    int onCall,
    double probability,
    int times,
    int forSeconds,
    int status,
    String code,
    String message,
    int index,
    String body,
    int millis,
    Pattern find) {

  /** What goes wrong. */
  public enum Kind {
    /** Another HTTP status, with {@code body}. */
    STATUS,
    /** HTTP 200 and {@code success:false} with {@code code}. */
    CODE,
    /** The record at {@code index} is skipped with {@code code}, without effect. */
    REASON,
    /** No answer until {@code millis} are over, then a cut. */
    TIMEOUT,
    /** The connection is cut before anything is done. */
    CUT,
    /** The call is done, and the connection cut before the answer. */
    LOST_ANSWER,
    /** The answer is {@code millis} late. */
    SLOW,
    /** Bytes that mean nothing. */
    GARBAGE,
    /** A page for a browser. */
    HTML,
    /** A redirect to {@code body}. */
    REDIRECT,
    /** An answer of {@code millis} megabytes. */
    HUGE,
    /** The same, zipped. */
    GZIP_BOMB,
    /** Half of the answer. */
    TRUNCATED,
    /** The answer without its last result. */
    WRONG_LENGTH,
    /** The answer without the reasons of skipped records. */
    NO_REASONS,
    /** The record at {@code index} is skipped, without effect and without a reason. */
    SKIPPED,
    /** The call is done, and the status of the record at {@code index} is {@code body}. */
    ROW_STATUS,
    /** The call is done, and the ids of the first and the last result have changed places. */
    OTHER_IDS,
    /** The call is done, and its answer has {@code body} in place of what {@code find} matches. */
    ALTERED;

    /** As the control door is told it: {@code lost-answer}. */
    String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether one record of the call is refused. */
    public boolean refusesOne() {
      return this == REASON || this == SKIPPED;
    }

    /** Whether it is the answer's results that are wrong. */
    public boolean altersResults() {
      return switch (this) {
        case WRONG_LENGTH, NO_REASONS, SKIPPED, ROW_STATUS, OTHER_IDS, ALTERED -> true;
        default -> false;
      };
    }

    /** Whether the call itself is done. */
    public boolean afterwards() {
      return this == REASON
          || this == LOST_ANSWER
          || this == SLOW
          || this == TRUNCATED
          || altersResults();
    }
  }

  /** A fault as the control door is told it. */
  public static Fault of(JsonNode json) throws Refusal {
    try {
      String path = json.path("path").asText("/");
      boolean sometimes = json.has("probability");
      return new Fault(
          path,
          Pattern.compile(path),
          kind(json.path("kind").asText("code")),
          json.path("onCall").asInt(1),
          sometimes ? json.get("probability").asDouble() : 1,
          json.path("times").asInt(sometimes || json.has("forSeconds") ? 0 : 1),
          json.path("forSeconds").asInt(),
          json.path("status").asInt(json.path("kind").asText().equals("html") ? 200 : 500),
          json.path("code").asText("611"),
          json.path("message").asText("Injected"),
          json.path("index").asInt(),
          json.path("body").asText(""),
          json.path("millis").asInt(60_000),
          Pattern.compile(json.path("find").asText("")));
    } catch (PatternSyntaxException e) {
      throw new Refusal("400", "No regular expression: " + e.getPattern());
    }
  }

  private static Kind kind(String name) throws Refusal {
    for (Kind kind : Kind.values()) {
      if (kind.written().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    List<String> all = Arrays.stream(Kind.values()).map(Kind::written).toList();
    throw new Refusal("400", "No kind of fault: %s; there are %s".formatted(name, all));
  }

  boolean matches(String method, String called) {
    return called.startsWith(path)
        || pattern.matcher(called).matches()
        || pattern.matcher(method + " " + called).matches();
  }
}
