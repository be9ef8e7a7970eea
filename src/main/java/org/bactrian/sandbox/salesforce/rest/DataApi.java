package org.bactrian.sandbox.salesforce.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.service.Limits;
import org.bactrian.sandbox.salesforce.service.Service;

/** Everything below {@code /services/data}. */
public final class DataApi {
  private static final int OLDEST = 31;
  private static final int NEWEST = 66;
  private static final List<String> SEASONS = List.of("Winter", "Spring", "Summer");

  private final Org org;
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

  /** The API of an org that serves its callers so, and has so many calls a day. */
  public DataApi(Org org, Service service, LongSupplier callsSpent, LongSupplier callsADay) {
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
      return Answer.refused(refusal);
    }
  }

  private Answer resource(Call call) {
    if (!call.version().matches("v\\d\\d\\.0")
        || number(call.version()) < OLDEST
        || number(call.version()) > NEWEST) {
      throw Refusal.notFound();
    }
    return switch (call.step(0)) {
      case "" -> Answer.ok(resources(call.version()));
      case "sobjects" -> sobjects.answer(call);
      case "query" -> queries.answer(call, false);
      case "queryAll" -> queries.answer(call, true);
      case "composite" -> composite(call);
      case "limits" -> Answer.ok(limits());
      case "recent" -> recents.answer(call);
      case "search" -> searches.search(call);
      case "parameterizedSearch" -> searches.parameterized(call);
      case "tooling" -> tooling.answer(call);
      default -> throw Refusal.notFound();
    };
  }

  private Answer composite(Call call) {
    return switch (call.step(1)) {
      case "" -> composites.composite(call);
      case "batch" -> composites.batch(call);
      case "tree" -> trees.answer(call);
      case "sobjects" -> collections.answer(call);
      default -> throw Refusal.notFound();
    };
  }

  private static int number(String version) {
    return Integer.parseInt(version.substring(1, 3));
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

  private static Map<String, String> resources(String version) {
    Map<String, String> resources = new LinkedHashMap<>();
    for (String name :
        List.of(
            "tooling",
            "composite",
            "query",
            "queryAll",
            "search",
            "parameterizedSearch",
            "sobjects",
            "limits",
            "recent",
            "jobs")) {
      resources.put(name, "/services/data/%s/%s".formatted(version, name));
    }
    return resources;
  }

  private Map<String, Map<String, Object>> limits() {
    long rows = org.tables().stream().mapToLong(table -> table.live()).sum();
    return Limits.of(callsADay.getAsLong(), callsSpent.getAsLong(), rows);
  }
}
