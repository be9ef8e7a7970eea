package org.bactrian.marketo.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.bactrian.marketo.wire.CallWatch;
import org.bactrian.marketo.wire.HttpOptions;

/**
 * Where Marketo is, who calls, and how much may be asked of it.
 *
 * @param baseUrl identity and REST are below it, as in {@code https://123-ABC-456.mktorest.com}
 * @param callsPer20Seconds data calls in any 20 s; Marketo allows 100 to all integrations together;
 *     0 for no limit
 * @param callsInFlight calls at the same time; Marketo allows 10
 * @param maxWait how long one call waits for an outage or a limit to end
 * @param clock tells the day whose quota is used up
 * @param watch is asked before each call, and told how it ended
 */
public record MarketoClientOptions(
    String baseUrl,
    String clientId,
    String clientSecret,
    int callsPer20Seconds,
    int callsInFlight,
    Duration maxWait,
    Clock clock,
    HttpOptions http,
    CallWatch watch) {

  /** Refuses what could never work, and takes {@code /rest} or {@code /identity} off the URL. */
  public MarketoClientOptions {
    Objects.requireNonNull(clientId, "Marketo client id");
    Objects.requireNonNull(clientSecret, "Marketo client secret");
    baseUrl = baseUrl.strip().replaceAll("(/+(rest|identity))?/*$", "");
    String scheme = URI.create(baseUrl).getScheme();
    if (!"https".equals(scheme) && !"http".equals(scheme))
      throw new IllegalArgumentException(
          "Marketo's URL is '" + baseUrl + "'; it must start with https://");
    if (callsPer20Seconds < 0 || callsInFlight < 1)
      throw new IllegalArgumentException(
          "calls per 20 s must be 0 or more, calls in flight 1 or more");
  }

  /** The defaults: 95 calls per 20 s, 10 in flight, 10 minutes at most. */
  public static MarketoClientOptions of(String baseUrl, String clientId, String clientSecret) {
    return new MarketoClientOptions(
        baseUrl,
        clientId,
        clientSecret,
        95,
        10,
        Duration.ofMinutes(10),
        Clock.systemUTC(),
        HttpOptions.DEFAULT,
        CallWatch.NONE);
  }

  /** The same with another pace. */
  public MarketoClientOptions withPace(int per20Seconds, int inFlight) {
    return with(per20Seconds, inFlight, maxWait, clock, http, watch);
  }

  /** The same with another longest wait. */
  public MarketoClientOptions withMaxWait(Duration longest) {
    return with(callsPer20Seconds, callsInFlight, longest, clock, http, watch);
  }

  /** The same with another clock. */
  public MarketoClientOptions withClock(Clock other) {
    return with(callsPer20Seconds, callsInFlight, maxWait, other, http, watch);
  }

  /** The same, reached in another way. */
  public MarketoClientOptions withHttp(HttpOptions other) {
    return with(callsPer20Seconds, callsInFlight, maxWait, clock, other, watch);
  }

  /** The same, watched. */
  public MarketoClientOptions withWatch(CallWatch watcher) {
    return with(callsPer20Seconds, callsInFlight, maxWait, clock, http, watcher);
  }

  private MarketoClientOptions with(
      int perWindow,
      int inFlight,
      Duration longest,
      Clock time,
      HttpOptions way,
      CallWatch watcher) {
    return new MarketoClientOptions(
        baseUrl, clientId, clientSecret, perWindow, inFlight, longest, time, way, watcher);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Marketo at " + baseUrl + " as " + clientId;
  }
}
