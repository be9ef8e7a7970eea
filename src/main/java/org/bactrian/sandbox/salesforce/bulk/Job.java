package org.bactrian.sandbox.salesforce.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** What jobs of both kinds have in common: their state, and when it changes. */
abstract class Job {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);
  private static final long UNTIL_BEGUN = 300;
  private static final long UNTIL_DONE = 1_000;

  final String id;
  final String operation;
  final String object;
  final String version;
  final Csv csv;
  final long created;
  private long changed;
  private String state;
  private String error;

  Job(String id, String object, String version, ObjectNode asked, String state, long now) {
    this.id = id;
    this.operation = asked.path("operation").asText();
    this.object = object;
    this.version = version;
    this.csv =
        new Csv(
            asked.path("columnDelimiter").asText("COMMA"), asked.path("lineEnding").asText("LF"));
    this.created = now;
    this.changed = now;
    this.state = state;
  }

  /** Does the work of the job. */
  abstract void work();

  /** Further lines of the job's description. */
  abstract void describe(Map<String, Object> description);

  /** Lets the time that has passed take effect. */
  void settle(long now) {
    if (state.equals("UploadComplete") && now - changed >= UNTIL_BEGUN) {
      state = "InProgress";
    }
    if (state.equals("InProgress") && now - changed >= UNTIL_DONE) {
      changed = now;
      try {
        work();
        state = "JobComplete";
      } catch (Refusal refusal) {
        state = "Failed";
        error = refusal.getMessage();
      }
    }
  }

  boolean is(String wanted) {
    return state.equals(wanted);
  }

  void need(String wanted) {
    if (!is(wanted)) {
      throw Refusal.of(
          "INVALIDJOBSTATE",
          "InvalidJobState : Job %s is %s, and must be %s".formatted(id, state, wanted));
    }
  }

  /** Goes to a state that the client may choose. */
  void turn(String wanted, long now) {
    boolean over = is("JobComplete") || is("Failed") || is("Aborted");
    boolean allowed =
        wanted.equals("Aborted") ? !over : wanted.equals("UploadComplete") && is("Open");
    if (!allowed) {
      throw Refusal.of(
          "INVALIDJOBSTATE",
          "InvalidJobState : %s is not allowed for a job that is %s".formatted(wanted, state));
    }
    state = wanted;
    changed = now;
  }

  void describeTo(Map<String, Object> lines, String user) {
    lines.put("id", id);
    lines.put("operation", operation);
    lines.put("object", object);
    lines.put("createdById", user);
    lines.put("createdDate", time(created));
    lines.put("systemModstamp", time(changed));
    lines.put("state", state);
    lines.put("concurrencyMode", "Parallel");
    lines.put("contentType", "CSV");
    lines.put("apiVersion", Double.valueOf(version.substring(1)));
    lines.put("lineEnding", csv.lineEnding());
    lines.put("columnDelimiter", csv.delimiter());
    lines.put("retries", 0);
    lines.put("totalProcessingTime", is("JobComplete") ? UNTIL_DONE : 0);
    if (error != null) {
      lines.put("errorMessage", error);
    }
    describe(lines);
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
  }
}
