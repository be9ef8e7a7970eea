package org.bactrian.salesforce.call;

import java.time.Duration;
import org.bactrian.calls.CallBoundary;
import org.bactrian.calls.WriteSizes;

/**
 * What bounds the calls of a component.
 *
 * @param request how long one HTTP request may take, its answer included; Salesforce's own longest
 *     is 120 s
 * @param connect how long making a connection may take
 * @param boundary is asked before each request and told how each call ended
 * @param sizes how many records a call writes
 */
public record CallLimits(
    Duration request, Duration connect, CallBoundary boundary, WriteSizes sizes) {

  /** How many records Salesforce takes in one call at most. */
  public static final int MOST_RECORDS = 200;

  private static final int MEGABYTE = 1 << 20;

  /** The most bytes of an answer, unzipped: 64 MB, or a sixth of a small heap. */
  public static final int MOST_BYTES =
      (int) Math.min(64L * MEGABYTE, Math.max(4L * MEGABYTE, Runtime.getRuntime().maxMemory() / 6));

  /** As Salesforce allows, and a little more. */
  public static CallLimits standard() {
    return new CallLimits(
        Duration.ofSeconds(130),
        Duration.ofSeconds(20),
        new CallBoundary(),
        WriteSizes.unshared(MOST_RECORDS));
  }

  /** The end of an exchange, in which a token may be renewed between two requests. */
  Duration exchange() {
    return request.multipliedBy(3);
  }

  static String words(Duration time) {
    return time.toMillis() < 1_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }

  static String mostBytes() {
    return MOST_BYTES / MEGABYTE + " MB";
  }
}
