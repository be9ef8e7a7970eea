package org.bactrian.sandbox.salesforce.rest.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;

/**
 * Which state of a resource an answer shows, for HTTP's conditional requests.
 *
 * @param tag the ETag with its quotes, or null where Salesforce gives none
 * @param modified when it became so, in milliseconds
 */
public record Edition(String tag, long modified) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  /** That of a record; only accounts have a tag. */
  public static Edition of(Table table, int row) {
    String content = table.id(row) + table.stamp(row);
    boolean tagged = table.type().name().equals("Account");
    return new Edition(
        tagged ? tag(content.getBytes(StandardCharsets.UTF_8)) : null, table.stamp(row));
  }

  /** A hash of a content. */
  public static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + Base64.getEncoder().encodeToString(hash) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer, or none if the client has it already. */
  public Answer answer(Call call, Supplier<Answer> whole) {
    requireFor(call);
    Answer answer = hasIt(call) ? new Answer(304, null, Map.of()) : whole.get();
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("Last-Modified", HTTP_DATE.format(at(modified)));
    if (tag != null) {
      headers.put("ETag", tag);
    }
    return new Answer(answer.status(), answer.body(), headers);
  }

  /**
   * Refuses a call that is meant for another edition.
   *
   * @throws Refusal with status 412
   */
  public void requireFor(Call call) {
    String match = call.header("If-Match", null);
    ZonedDateTime since = date(call, "If-Unmodified-Since");
    boolean changes = !call.method().equals("GET");
    if (match != null && tag != null && !names(match)
        || since != null && at(modified).isAfter(since)
        || changes && names(call.header("If-None-Match", ""))) {
      throw new Refusal(412, "PRECONDITION_FAILED", "The precondition of the request failed");
    }
  }

  private boolean hasIt(Call call) {
    String none = call.header("If-None-Match", null);
    if (none != null && tag != null) {
      return names(none);
    }
    ZonedDateTime since = date(call, "If-Modified-Since");
    return since != null && !at(modified).isAfter(since);
  }

  // A proxy or a compressing server puts the coding into the tag: "abc-gzip", "abc--gzip".
  private boolean names(String tags) {
    return tag != null
        && Arrays.stream(tags.split(","))
            .map(each -> each.trim().replaceFirst("^W/", "").replaceFirst("-{1,2}gzip\"$", "\""))
            .anyMatch(each -> each.equals("*") || each.equals(tag));
  }

  private static ZonedDateTime date(Call call, String header) {
    String text = call.header(header, null);
    try {
      return text == null ? null : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static ZonedDateTime at(long millis) {
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, 1000)).atZone(ZoneOffset.UTC);
  }
}
