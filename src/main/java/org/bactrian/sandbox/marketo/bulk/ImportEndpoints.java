package org.bactrian.sandbox.marketo.bulk;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.instance.Records;
import org.bactrian.sandbox.marketo.program.Program;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Files of people, custom objects and program members that come in. */
final class ImportEndpoints {
  private static final int TOO_LARGE = 10 * 1_048_576;
  private static final long KEPT_MILLIS = 7 * 86_400_000L;
  private static final String PEOPLE = "leads";
  private static final String MEMBERS = "members";

  /** A job, whose it is, the custom object or null, and the static list or null. */
  private record Batch(long id, String owner, String object, StaticList list, ImportJob job) {
    boolean fills(StaticList other) {
      return !job.over() && list != null && list.id() == other.id();
    }
  }

  /** Where the rows of a call's file go. */
  private interface Aim {
    RowTarget of(Upload upload) throws Refusal;
  }

  private final Instance instance;
  private final Lanes lanes = new Lanes();
  private final Map<Long, Batch> batches = new LinkedHashMap<>();
  private long last = 1021;

  ImportEndpoints(Instance instance) {
    this.instance = instance;
  }

  void mount(Endpoints endpoints) {
    String objects = "/bulk/v1/customobjects/{api}/import";
    String members = "/bulk/v1/program/members/import/{id}";
    endpoints
        .post("/bulk/v1/leads.json", this::people)
        .get("/bulk/v1/leads/batch/{id}.json", call -> status(batch(call, PEOPLE)))
        .get("/bulk/v1/leads/batch/{id}/failures.json", call -> failures(batch(call, PEOPLE)))
        .get("/bulk/v1/leads/batch/{id}/warnings.json", call -> warnings(batch(call, PEOPLE)))
        .post(objects + ".json", this::objects)
        .get(objects + "/{id}/status.json", call -> status(batch(call, owner(call))))
        .get(objects + "/{id}/failures.json", call -> failures(batch(call, owner(call))))
        .get(objects + "/{id}/warnings.json", call -> warnings(batch(call, owner(call))))
        .post("/bulk/v1/program/{program}/members/import.json", this::members)
        .get(members + "/status.json", call -> status(batch(call, MEMBERS)))
        .get(members + "/failures.json", call -> failures(batch(call, MEMBERS)))
        .get(members + "/warnings.json", call -> warnings(batch(call, MEMBERS)));
  }

  /** Starts jobs and writes rows as far as the clock has come. */
  void settle() {
    long now = instance.clock().millis();
    lanes.settle(now);
    batches.values().removeIf(b -> b.job().over() && b.job().queuedAt() + KEPT_MILLIS < now);
    batches.values().forEach(batch -> batch.job().advance(now));
  }

  private static String owner(Exchange call) {
    return "customobjects/" + call.path().get("api");
  }

  private Reply people(Exchange call) throws Refusal {
    return take(
        call,
        PEOPLE,
        null,
        upload -> {
          StaticList list = list(upload);
          String partition = upload.text("partitionName");
          return RowTarget.leads(instance, upload.text("lookupField"), partition, list);
        });
  }

  private StaticList list(Upload upload) throws Refusal {
    String id = upload.text("listId");
    return id == null ? null : instance.lists().need(Exchange.number("listId", id));
  }

  private Reply objects(Exchange call) throws Refusal {
    String name = call.path().get("api");
    Records records = instance.customObjects().approved().get(name);
    if (records == null) {
      throw new Refusal("1013", "Object '" + name + "' not found");
    }
    return take(call, owner(call), name, upload -> RowTarget.records(records));
  }

  private Reply members(Exchange call) throws Refusal {
    Program program = instance.programs().need(call.pathNumber("program"));
    return take(
        call,
        MEMBERS,
        null,
        upload -> RowTarget.members(instance, program, upload.need("programMemberStatus")));
  }

  private Reply take(Exchange call, String owner, String object, Aim aim) throws Refusal {
    if (call.body().length() >= TOO_LARGE) {
      return Reply.text(413, "Request Entity Too Large");
    }
    settle();
    Upload upload = Upload.of(call);
    Format format = Format.named(upload.need("format"));
    List<List<String>> file = read(format, upload.file());
    RowTarget target = aim.of(upload);
    StaticList list = owner.equals(PEOPLE) ? list(upload) : null;
    if (list != null && batches.values().stream().anyMatch(b -> b.fills(list))) {
      throw new Refusal("1019", "Import in progress");
    }
    long now = instance.clock().millis();
    if (lanes.full(now)) {
      throw new Refusal("1016", "Too many imports");
    }
    ImportJob job = new ImportJob(now, format, file, target, call.injected());
    Batch batch = new Batch(++last, owner, object, list, job);
    batches.put(batch.id(), batch);
    lanes.add(job);
    return Reply.result(
        out -> {
          head(out, batch);
          out.writeEndObject();
        });
  }

  private static List<List<String>> read(Format format, byte[] bytes) throws Refusal {
    try {
      List<List<String>> file = format.read(bytes);
      if (!file.isEmpty()) {
        return file;
      }
    } catch (CsvParseException e) {
      throw new Refusal("1003", "Invalid file: " + e.getMessage());
    }
    throw new Refusal("1003", "Empty file");
  }

  private void head(JsonGenerator out, Batch batch) throws IOException {
    out.writeStartObject();
    out.writeNumberField("batchId", batch.id());
    out.writeStringField("status", batch.job().status(instance.clock().millis()));
    if (batch.object() == null) {
      out.writeStringField("importId", String.valueOf(batch.id()));
    } else {
      out.writeStringField("operation", "import");
      out.writeStringField("objectApiName", batch.object());
    }
  }

  private Batch batch(Exchange call, String owner) throws Refusal {
    settle();
    Batch batch = batches.get(call.pathNumber("id"));
    if (batch == null || !batch.owner().equals(owner)) {
      throw new Refusal("1013", "Batch '" + call.path().get("id") + "' not found");
    }
    return batch;
  }

  private Reply status(Batch batch) throws Refusal {
    ImportJob job = batch.job();
    String counted = batch.object() == null ? "numOfLeadsProcessed" : "numOfObjectsProcessed";
    return Reply.result(
        out -> {
          head(out, batch);
          out.writeNumberField(counted, job.taken());
          out.writeNumberField("numOfRowsFailed", job.refused());
          out.writeNumberField("numOfRowsWithWarning", 0);
          if (job.over()) {
            if (batch.object() != null) {
              out.writeStringField("importTime", job.seconds() + " second(s)");
            }
            out.writeStringField("message", job.message());
          }
          out.writeEndObject();
        });
  }

  private static Reply failures(Batch batch) {
    ImportJob job = batch.job();
    return job.over() && job.refused() > 0
        ? new Reply(200, job.contentType(), Map.of(), job.failures())
        : Reply.text(404, "There are no failures");
  }

  /** No row is ever taken with a warning: what the rules do not take, they refuse. */
  private static Reply warnings(Batch batch) {
    return Reply.text(404, "There are no warnings of batch " + batch.id());
  }
}
