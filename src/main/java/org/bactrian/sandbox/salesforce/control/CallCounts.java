package org.bactrian.sandbox.salesforce.control;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** How often each endpoint has been called. */
public final class CallCounts {
  private static final String ROOT = "/services/data";

  private final Map<String, Long> endpoints = new TreeMap<>();
  private final AtomicLong spent = new AtomicLong();
  private volatile long allowed = 100_000;
  private long tokens;

  /** Counts a call of the data API or of the SOAP API. */
  public void api(String method, String path) {
    spent.incrementAndGet();
    endpoints.merge(method + " " + endpoint(path), 1L, Long::sum);
  }

  /** Counts a call of the OAuth endpoints. */
  public void token() {
    tokens++;
  }

  /** Calls of both since the org was started. */
  public long spent() {
    return spent.get();
  }

  /** The calls that the org has in 24 hours. */
  public long allowed() {
    return allowed;
  }

  /** Gives the org so many. */
  public void allow(long calls) {
    allowed = calls;
  }

  /** Refuses a call that is one too many. */
  public void admit() {
    if (spent() > allowed) {
      throw new Refusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }
  }

  /** Counts since the last reset. */
  public Map<String, Object> toJson() {
    long total = endpoints.values().stream().mapToLong(Long::longValue).sum();
    return Map.of("total", total, "endpoints", endpoints, "tokens", tokens);
  }

  /** Starts counting anew. */
  public void reset() {
    endpoints.clear();
    tokens = 0;
  }

  private static String endpoint(String path) {
    if (!path.startsWith(ROOT)) {
      return path.replaceFirst("/\\d+\\.\\d.*", "");
    }
    List<String> steps =
        Arrays.stream(path.substring(ROOT.length()).split("/"))
            .filter(s -> !s.isEmpty() && !s.matches("v\\d+\\.\\d+"))
            .toList();
    StringBuilder name = new StringBuilder(ROOT);
    for (int i = 0; i < steps.size(); i++) {
      name.append('/').append(placeholder(steps, i));
    }
    return name.toString();
  }

  private static String placeholder(List<String> steps, int at) {
    String step = steps.get(at);
    boolean record = steps.get(0).equals("sobjects");
    if (at == 1 && steps.get(0).startsWith("query")) {
      return "{locator}";
    }
    if (record && at == 2 && step.matches("\\w{15}|\\w{18}")) {
      return "{id}";
    }
    return record && at == 3 ? "{value}" : step;
  }
}
