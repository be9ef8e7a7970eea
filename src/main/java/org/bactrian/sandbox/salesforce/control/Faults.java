package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** Faults to come. */
public final class Faults {
  /**
   * What goes wrong with one call.
   *
   * @param kind status, timeout, cut, slow, garbage, redirect (to {@code body}), huge or gzip-bomb
   *     (of {@code millis} megabytes), or altered (the good answer, with {@code body} in place of
   *     what {@code find} matches first)
   * @param after whether the deed is done and only its answer is lost
   * @param body the answer's body, or null
   * @param find a regular expression
   */
  public record Fault(
      String kind,
      int status,
      String errorCode,
      String message,
      String body,
      long millis,
      boolean after,
      Pattern find) {

    /** A good answer, as this fault has it. */
    public byte[] altered(byte[] good) {
      String text = new String(good, StandardCharsets.UTF_8);
      String other = body == null ? "" : body;
      return find.matcher(text).replaceFirst(other).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final Set<String> KINDS =
      Set.of(
          "status",
          "timeout",
          "cut",
          "slow",
          "garbage",
          "redirect",
          "huge",
          "gzip-bomb",
          "altered");

  private static final class Rule {
    private final String prefix;
    private final Pattern pattern;
    private final long onCall;
    private final double probability;
    private final boolean subrequests;
    private final Fault fault;
    private long times;
    private long seen;

    Rule(JsonNode json) {
      String kind = json.path("kind").asText("status");
      if (!KINDS.contains(kind)) {
        throw Refusal.of(
            "INVALID_FIELD",
            "No kind of fault: %s; there are %s".formatted(kind, new TreeSet<>(KINDS)),
            "kind");
      }
      prefix = json.path("path").asText("/");
      pattern = pattern(prefix);
      onCall = json.path("onCall").asLong(0);
      subrequests = json.path("subrequests").asBoolean(false);
      probability = json.path("probability").asDouble(-1);
      times = json.path("times").asLong(probability >= 0 ? Long.MAX_VALUE : 1);
      fault =
          new Fault(
              kind,
              json.path("status").asInt(503),
              json.path("errorCode").asText("SERVER_UNAVAILABLE"),
              json.path("message").asText("Service unavailable"),
              json.path("body").isMissingNode() ? null : json.path("body").asText(),
              json.path("millis").asLong(1000),
              json.path("after").asBoolean(false),
              pattern(json.path("find").asText("")));
    }

    private static Pattern pattern(String path) {
      try {
        return Pattern.compile(path);
      } catch (PatternSyntaxException e) {
        throw Refusal.of("INVALID_FIELD", "No regular expression: " + path);
      }
    }

    boolean matches(String path, boolean subrequest) {
      return subrequest == subrequests && meets(path);
    }

    private boolean meets(String path) {
      return path.startsWith(prefix) || pattern.matcher(path).find();
    }

    boolean strikes(SplittableRandom random) {
      seen++;
      boolean strikes = probability >= 0 ? random.nextDouble() < probability : seen >= onCall;
      if (strikes) {
        times--;
      }
      return strikes;
    }
  }

  private final List<Rule> rules = new ArrayList<>();
  private final SplittableRandom random;

  /** No faults; those that come by chance follow the seed. */
  public Faults(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * Plans a fault.
   *
   * @param json path (prefix or regular expression), onCall or probability, times, kind, status,
   *     errorCode, message, body, millis, after, find; with subrequests it strikes parts of
   *     composite requests, by their decoded URL, and no calls
   */
  public void add(JsonNode json) {
    rules.add(new Rule(json));
  }

  /** Forgets all faults. */
  public void clear() {
    rules.clear();
  }

  /** The fault that strikes this call, or null. */
  public Fault strike(String path) {
    return strike(path, false);
  }

  /** The refusal that the part of a composite request with this URL meets, or null. */
  public Refusal refusal(String url) {
    Fault fault = strike(url, true);
    return fault == null ? null : new Refusal(fault.status, fault.errorCode, fault.message);
  }

  private Fault strike(String path, boolean subrequest) {
    for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
      Rule rule = all.next();
      if (rule.matches(path, subrequest) && rule.strikes(random)) {
        if (rule.times <= 0) {
          all.remove();
        }
        return rule.fault;
      }
    }
    return null;
  }
}
