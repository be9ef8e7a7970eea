package org.bactrian.sandbox.salesforce.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/** Everything below {@code jobs}. */
public final class BulkApi {
  private static final int MOST_RECORDS = 50_000;
  private static final String CSV = "text/csv; charset=UTF-8";

  private final Org org;
  private final IngestJob.Api api;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private int made;

  /**
   * @param api what answers a call for a single record or a page of a query
   */
  public BulkApi(Org org, java.util.function.Function<Call, Answer> api) {
    this.org = org;
    this.api =
        new IngestJob.Api() {
          @Override
          public Answer answer(Call call) {
            return api.apply(call);
          }

          @Override
          public void purge(String id) {
            Table table = org.table(org.schema().ofId(id));
            org.purge(table, table.row(id));
          }

          @Override
          public void together(ObjectType type, int size, Runnable writes) {
            org.rules()
                .triggers()
                .together(
                    Map.of(type, size),
                    () -> {
                      writes.run();
                      return null;
                    });
          }
        };
  }

  /** Lets the time that has passed take effect on jobs under way. */
  public void settle() {
    long now = org.stamps().now();
    jobs.values().forEach(job -> job.settle(now));
  }

  /** Answers a call; refuses it as Salesforce does. */
  public Answer answer(Call call) {
    List<String> path = call.path();
    boolean ingest = path.size() > 1 && path.get(1).equals("ingest");
    if (!ingest && !(path.size() > 1 && path.get(1).equals("query"))) {
      throw Refusal.notFound();
    }
    if (path.size() == 2) {
      return switch (call.method()) {
        case "POST" -> create(call, ingest);
        case "GET" -> list(ingest);
        default -> throw call.methodNotAllowed("GET,POST");
      };
    }
    Job job = jobs.get(path.get(2));
    if (job == null || job instanceof IngestJob != ingest) {
      throw Refusal.notFound();
    }
    return path.size() == 3 ? one(call, job) : file(call, job, path.get(3));
  }

  private Answer create(Call call, boolean ingest) {
    ObjectNode asked = call.object();
    long now = org.stamps().now();
    String id = RecordId.of("750", ++made);
    Job job;
    if (ingest) {
      ObjectType type = org.schema().object(asked.path("object").asText());
      if (type == null) {
        throw Refusal.of(
            "INVALIDENTITY",
            "InvalidEntity : Unable to find object: " + asked.path("object").asText());
      }
      job = new IngestJob(id, type, call.version(), asked, now, api);
    } else {
      job = QueryJob.of(id, call.version(), asked, now, api);
    }
    jobs.put(id, job);
    return described(job);
  }

  private Answer list(boolean ingest) {
    List<Map<String, Object>> records =
        jobs.values().stream()
            .filter(job -> job instanceof IngestJob == ingest)
            .map(this::description)
            .toList();
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("done", true);
    list.put("records", records);
    list.put("nextRecordsUrl", null);
    return Answer.ok(list);
  }

  private Answer one(Call call, Job job) {
    switch (call.method()) {
      case "GET" -> {
        return described(job);
      }
      case "PATCH" -> {
        job.turn(call.object().path("state").asText(), org.stamps().now());
        return described(job);
      }
      case "DELETE" -> {
        if (job.is("UploadComplete") || job.is("InProgress")) {
          job.need("JobComplete");
        }
        jobs.remove(job.id);
        return Answer.nothing();
      }
      default -> throw call.methodNotAllowed("GET,PATCH,DELETE");
    }
  }

  private Answer file(Call call, Job job, String which) {
    if (job instanceof QueryJob query) {
      if (!which.equals("results")) {
        throw Refusal.notFound();
      }
      return page(call, query);
    }
    IngestJob ingest = (IngestJob) job;
    if (which.equals("batches")) {
      if (!call.method().equals("PUT")) {
        throw call.methodNotAllowed("PUT");
      }
      ingest.upload(call.body());
      return new Answer(201, null, Map.of());
    }
    String text = ingest.results(which);
    return new Answer(200, json -> json.writeRaw(text), Map.of("Content-Type", CSV));
  }

  private static Answer page(Call call, QueryJob query) {
    query.need("JobComplete");
    int most = number(call.query().getOrDefault("maxRecords", String.valueOf(MOST_RECORDS)));
    String locator = call.query().getOrDefault("locator", "0");
    int from = number(locator);
    int to = Math.min(query.total(), from + most);
    String text = query.results(from, most);
    return new Answer(
        200,
        json -> json.writeRaw(text),
        Map.of(
            "Content-Type",
            CSV,
            "Sforce-Locator",
            to < query.total() ? String.valueOf(to) : "null",
            "Sforce-NumberOfRecords",
            String.valueOf(to - Math.min(from, to))));
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw Refusal.of("INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return Integer.parseInt(text);
  }

  private Answer described(Job job) {
    return Answer.ok(description(job));
  }

  private Map<String, Object> description(Job job) {
    Map<String, Object> lines = new LinkedHashMap<>();
    job.describeTo(lines, RecordId.of("005", 0));
    return lines;
  }
}
