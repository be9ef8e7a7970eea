package org.bactrian.sandbox.salesforce.rest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.service.Limits;
import org.bactrian.sandbox.salesforce.service.NotSimulated;
import org.bactrian.sandbox.salesforce.service.Service;

/** Everything below {@code /services/data}. */
public final class DataApi {
  private static final int OLDEST = 31;
  private static final int NEWEST = 66;
  private static final List<String> RESOURCES =
      List.of(
          "tooling",
          "metadata",
          "chatter",
          "tabs",
          "appMenu",
          "quickActions",
          "queryAll",
          "wave",
          "analytics",
          "search",
          "composite",
          "parameterizedSearch",
          "theme",
          "recent",
          "connect",
          "licensing",
          "limits",
          "process",
          "query",
          "jobs",
          "localizedvalue",
          "consent",
          "compactLayouts",
          "knowledgeManagement",
          "sobjects",
          "actions",
          "support");
  private static final List<String> SEASONS = List.of("Winter", "Spring", "Summer");

  private final Org org;
  private final Supplier<String> identity;
  private final LongSupplier callsSpent;
  private final LongSupplier callsADay;
  private final Sobjects sobjects;
  private final Queries queries;
  private final Recents recents;
  private final Searches searches;
  private final Collections collections;
  private final Composites composites;
  private final Trees trees;
  private final Tooling tooling;

  /**
   * The API of an org that serves its callers so, and has so many calls a day.
   *
   * @param identity the identity URL of the caller
   */
  public DataApi(
      Org org,
      Service service,
      Supplier<String> identity,
      LongSupplier callsSpent,
      LongSupplier callsADay) {
    this.identity = identity;
    this.org = org;
    this.callsSpent = callsSpent;
    this.callsADay = callsADay;
    recents = new Recents(org);
    searches = new Searches(org);
    queries = new Queries(org, service, recents);
    Records records = new Records(org, new Relationships(org, queries));
    sobjects = new Sobjects(org, records, recents);
    collections = new Collections(org, sobjects, records);
    composites = new Composites(org, service, this::answer);
    trees = new Trees(org, sobjects, records);
    tooling = new Tooling(org);
  }

  /** Answers a call; what is refused is an answer too. */
  public Answer answer(Call call) {
    try {
      if (call.method().equals("HEAD")) {
        Answer whole = answer(call.by("GET"));
        return new Answer(whole.status(), null, whole.headers());
      }
      return call.version().isEmpty() ? Answer.ok(versions()) : resource(call);
    } catch (Refusal refusal) {
      return Answer.refused(
          refusal.status() == 404
              ? NotSimulated.notFound(call.method(), call.where(), refusal)
              : refusal);
    }
  }

  private Answer resource(Call call) {
    if (number(call.version()) < OLDEST || number(call.version()) > NEWEST) {
      throw Refusal.notFound();
    }
    if (call.header("Accept", "").matches("(application|text)/xml[^,]*")) {
      throw new Refusal(406, "NOT_ACCEPTABLE", "Sandbox: XML is not simulated; accept JSON.");
    }
    return switch (call.path().size() == 1 ? call.step(0) : call.step(0) + "/") {
      case "/" -> Answer.ok(resources(call.version()));
      case "sobjects", "sobjects/" -> sobjects.answer(call);
      case "query", "query/" -> queries.answer(call, false);
      case "queryAll", "queryAll/" -> queries.answer(call, true);
      case "composite", "composite/" -> composite(call);
      case "limits" -> Answer.ok(limits());
      case "limits/" -> counts(call);
      case "recent" -> recents.answer(call);
      case "search" -> searches.search(call);
      case "parameterizedSearch" -> searches.parameterized(call);
      case "tooling", "tooling/" -> tooling.answer(call);
      default -> throw Refusal.notFound();
    };
  }

  private Answer composite(Call call) {
    return switch (call.path().size() + call.step(1)) {
      case "1" ->
          switch (call.method()) {
            case "GET" -> Answer.ok(parts(call.version()));
            case "POST" -> composites.composite(call);
            default -> throw call.methodNotAllowed("GET,HEAD,POST");
          };
      case "2batch" -> {
        if (!call.method().equals("POST")) throw call.methodNotAllowed("POST");
        yield composites.batch(call);
      }
      case "3tree" -> trees.answer(call);
      case "2sobjects", "3sobjects", "4sobjects" -> collections.answer(call);
      default -> throw Refusal.notFound();
    };
  }

  private static Map<String, String> parts(String version) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String name : List.of("tree", "batch", "sobjects", "graph")) {
      parts.put(name, "/services/data/%s/composite/%s".formatted(version, name));
    }
    return parts;
  }

  /** The number of a version such as {@code v62.0}, or 0 if it is none. */
  static int number(String version) {
    return version.matches("v\\d\\d\\.0") ? Integer.parseInt(version.substring(1, 3)) : 0;
  }

  private static List<Map<String, String>> versions() {
    List<Map<String, String>> versions = new ArrayList<>();
    for (int version = OLDEST; version <= NEWEST; version++) {
      int since = version - 59;
      int year = 24 + Math.floorDiv(since, 3);
      Map<String, String> one = new LinkedHashMap<>();
      one.put("label", "%s '%d".formatted(SEASONS.get(Math.floorMod(since, 3)), year));
      one.put("url", "/services/data/v%d.0".formatted(version));
      one.put("version", version + ".0");
      versions.add(one);
    }
    return versions;
  }

  private Map<String, String> resources(String version) {
    Map<String, String> resources = new LinkedHashMap<>();
    for (String name : RESOURCES) {
      resources.put(name, "/services/data/%s/%s".formatted(version, name));
    }
    resources.put("identity", identity.get());
    return resources;
  }

  /** How many records there are of the objects that {@code sObjects} names, or of all. */
  private Answer counts(Call call) {
    if (!call.step(1).equals("recordCount") || call.path().size() > 2) throw Refusal.notFound();
    Set<String> wanted =
        Arrays.stream(call.query().getOrDefault("sObjects", "").toLowerCase(Locale.ROOT).split(","))
            .map(String::trim)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    var counts =
        org.tables().stream()
            .filter(table -> org.schema().object(table.type().name()) != null)
            .filter(
                table ->
                    wanted.isEmpty()
                        || wanted.contains(table.type().name().toLowerCase(Locale.ROOT)))
            .map(table -> Map.of("count", table.live(), "name", table.type().name()))
            .toList();
    return Answer.ok(Map.of("sObjects", counts));
  }

  private Map<String, Map<String, Object>> limits() {
    long rows = org.tables().stream().mapToLong(table -> table.live()).sum();
    return Limits.of(callsADay.getAsLong(), callsSpent.getAsLong(), rows);
  }
}
