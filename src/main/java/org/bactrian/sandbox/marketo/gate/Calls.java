package org.bactrian.sandbox.marketo.gate;

import java.util.Map;
import java.util.TreeMap;

/** How often each endpoint was called, and how often which refusal was given. */
public final class Calls {
  private final Map<String, Integer> endpoints = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private int total;
  private int identity;

  /** One call of an endpoint, named by its method and path. */
  public void count(String endpoint) {
    total++;
    endpoints.merge(endpoint, 1, Integer::sum);
  }

  /** One call for a token. */
  public void countIdentity() {
    identity++;
  }

  /** One call refused with this code. */
  public void countRefused(String code) {
    refused.merge(code, 1, Integer::sum);
  }

  /** All calls but those for tokens. */
  public int total() {
    return total;
  }

  /** The calls for tokens. */
  public int identity() {
    return identity;
  }

  /** Calls by endpoint. */
  public Map<String, Integer> endpoints() {
    return endpoints;
  }

  /** Refused calls by code. */
  public Map<String, Integer> refused() {
    return refused;
  }

  /** Begins to count anew. */
  public void forget() {
    endpoints.clear();
    refused.clear();
    total = 0;
    identity = 0;
  }
}
