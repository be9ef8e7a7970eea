package org.bactrian.sandbox.marketo.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.bactrian.sandbox.marketo.gate.Calls;
import org.bactrian.sandbox.marketo.gate.Fault;
import org.bactrian.sandbox.marketo.gate.Faults;
import org.bactrian.sandbox.marketo.gate.Gate;
import org.bactrian.sandbox.marketo.gate.Tokens;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Answers {@code /sandbox}. */
public final class ControlDoor {
  private static final Map<String, Object> DONE = Map.of("ok", true);

  private final Instance instance;
  private final Gate gate;
  private final Calls calls;
  private final Faults faults;
  private final Tokens tokens;
  private final Marketers marketers;
  private final RulesDoor rules;

  /** The door to this instance. */
  public ControlDoor(
      Instance instance, Gate gate, Calls calls, Faults faults, Tokens tokens, long seed) {
    this.instance = instance;
    this.gate = gate;
    this.calls = calls;
    this.faults = faults;
    this.tokens = tokens;
    this.marketers = new Marketers(instance, seed);
    this.rules = new RulesDoor(instance);
  }

  /**
   * Does what is asked; keys that it does not know are answered as ignored.
   *
   * @param path below {@code /sandbox/}
   * @return what to answer, as maps, lists and values
   * @throws Refusal if it can't be done
   */
  public Object answer(String method, String path, Map<String, String> query, JsonNode body)
      throws Refusal {
    if (!body.isObject() && !body.isMissingNode()) {
      throw new Refusal("400", "The control door takes a JSON object");
    }
    List<String> unknown = method.equals("POST") ? DoorKeys.unknown(path, body) : List.<String>of();
    Object done = done(method, path, query, body);
    if (unknown.isEmpty() || !(done instanceof Map<?, ?> map)) {
      return done;
    }
    Map<Object, Object> answer = new LinkedHashMap<>(map);
    answer.put("ignored", unknown);
    return answer;
  }

  private Object done(String method, String path, Map<String, String> query, JsonNode body)
      throws Refusal {
    String[] steps = path.split("/");
    if (steps[0].equals("leads")) {
      return people(method, steps, query, body);
    }
    if (steps[0].equals("lists") && method.equals("POST")) {
      return lists(steps, body);
    }
    if (method.equals("GET") && instance.standard().containsKey(path)) {
      return marketers.records(path, query);
    }
    Optional<Object> ruled = rules.answer(method, path, body);
    if (ruled.isPresent()) {
      return ruled.get();
    }
    switch (method + " " + path) {
      case "GET calls" -> {
        return counts();
      }
      case "GET stats" -> {
        return stats();
      }
      case "GET faults" -> {
        return faults.all();
      }
      case "DELETE calls" -> {
        calls.forget();
        gate.forgetPeaks();
      }
      case "POST faults" -> faults.add(Fault.of(body));
      case "DELETE faults" -> faults.clear();
      case "POST native-sync" -> instance.nativeSync(body.path("on").asBoolean(true));
      case "POST limits" ->
          gate.limit(
              body.path("callsPer20Seconds").asInt(),
              body.path("concurrency").asInt(),
              body.path("dailyQuota").asInt());
      case "POST lag" -> instance.log().lag(body.path("millis").asLong());
      case "POST clock" ->
          instance.clock().advance(Duration.ofSeconds(body.path("advanceSeconds").asLong()));
      case "POST activity" -> work(body.path("deeds").asInt(1));
      case "POST tokens/expire" -> tokens.expire();
      default -> throw new Refusal("404", "There is no " + method + " /sandbox/" + path);
    }
    return DONE;
  }

  /** Lets marketers do so many things. */
  public void work(int deeds) {
    marketers.work(deeds);
  }

  private Object people(String method, String[] steps, Map<String, String> query, JsonNode body)
      throws Refusal {
    long id = steps.length == 2 && steps[1].matches("\\d{1,9}") ? Long.parseLong(steps[1]) : 0;
    if (method.equals("GET") && steps.length == 1) {
      return marketers.people(query);
    }
    if (method.equals("POST") && steps.length == 1) {
      return marketers.create(body);
    }
    if (method.equals("PATCH") && id > 0) {
      return marketers.edit(id, (ObjectNode) body);
    }
    if (method.equals("DELETE") && id > 0) {
      return marketers.delete(id);
    }
    if (method.equals("POST") && steps.length == 2 && steps[1].equals("merge")) {
      instance
          .leads()
          .merge(
              body.path("winner").asLong(),
              StreamSupport.stream(body.path("losers").spliterator(), false)
                  .mapToLong(JsonNode::asLong)
                  .toArray());
      return DONE;
    }
    throw new Refusal("404", "There is no " + method + " /sandbox/" + String.join("/", steps));
  }

  private Object lists(String[] steps, JsonNode body) throws Refusal {
    if (steps.length == 1) {
      return marketers.makeList(body);
    }
    boolean known = steps.length == 3 && steps[1].matches("\\d{1,9}");
    if (known && (steps[2].equals("join") || steps[2].equals("leave"))) {
      boolean on = steps[2].equals("join");
      return marketers.enlist(Long.parseLong(steps[1]), body.path("leads"), on);
    }
    throw new Refusal("404", "There is no POST /sandbox/" + String.join("/", steps));
  }

  private Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("total", calls.total());
    counts.put("identity", calls.identity());
    counts.put("endpoints", calls.endpoints());
    counts.put("refused", calls.refused());
    counts.put("peakInFlight", gate.peakInFlight());
    counts.put("peakPer20Seconds", gate.peakPerWindow());
    counts.put("today", gate.today());
    return counts;
  }

  private Map<String, Object> stats() {
    Map<String, Object> objects = new LinkedHashMap<>();
    objects.put("leads", instance.leads().table().size());
    instance.standard().forEach((path, records) -> objects.put(path, records.table().size()));
    instance
        .customObjects()
        .approved()
        .forEach((name, records) -> objects.put(name, records.table().size()));
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("objects", objects);
    stats.put("activities", instance.log().size());
    stats.put("now", instance.clock().instant().toString());
    return stats;
  }
}
