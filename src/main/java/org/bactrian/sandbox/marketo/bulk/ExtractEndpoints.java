package org.bactrian.sandbox.marketo.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.marketo.bulk.selection.ActivitySelection;
import org.bactrian.sandbox.marketo.bulk.selection.MemberSelection;
import org.bactrian.sandbox.marketo.bulk.selection.Selection;
import org.bactrian.sandbox.marketo.bulk.selection.TableSelection;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Files of people, activities, members and custom objects that go out; one queue for all. */
final class ExtractEndpoints {
  private static final ZoneId CENTRAL = ZoneId.of("America/Chicago");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** What a call's request selects. */
  private interface Ask {
    Selection of(Exchange call, JsonNode request) throws Refusal;
  }

  private final Instance instance;
  private final long mostBytesADay;
  private final Lanes lanes = new Lanes();
  private final Map<String, ExtractJob> jobs = new LinkedHashMap<>();
  private LocalDate day;
  private long writtenToday;

  ExtractEndpoints(Instance instance, long mostBytesADay) {
    this.instance = instance;
    this.mostBytesADay = mostBytesADay;
  }

  void mount(Endpoints endpoints) {
    mount(endpoints, "leads", (call, asked) -> TableSelection.leads(instance, asked));
    mount(endpoints, "program/members", (call, asked) -> new MemberSelection(instance, asked));
    mount(endpoints, "activities", (call, asked) -> new ActivitySelection(instance, asked));
    mount(
        endpoints,
        "customobjects/{api}",
        (call, asked) -> TableSelection.records(instance, call.path().get("api"), asked));
  }

  private void mount(Endpoints endpoints, String of, Ask ask) {
    String path = "/bulk/v1/" + of + "/export";
    endpoints
        .post(path + "/create.json", call -> create(call, owner(of, call), ask))
        .get(path + ".json", call -> list(call, owner(of, call)))
        .post(path + "/{id}/enqueue.json", call -> enqueue(job(call, owner(of, call))))
        .post(path + "/{id}/cancel.json", call -> cancel(job(call, owner(of, call))))
        .get(path + "/{id}/status.json", call -> status(job(call, owner(of, call))))
        .get(path + "/{id}/file.json", call -> file(call, job(call, owner(of, call))));
  }

  private static String owner(String of, Exchange call) {
    return of.replace("{api}", String.valueOf(call.path().get("api")));
  }

  /** Starts the jobs whose turn has come, and forgets what is too old. */
  void settle() {
    long now = instance.clock().millis();
    lanes.settle(now);
    jobs.values().removeIf(job -> job.outlived(now));
  }

  private Reply create(Exchange call, String owner, Ask ask) throws Refusal {
    settle();
    JsonNode request = call.json();
    if (!request.isObject()) {
      throw new Refusal("609", "Invalid JSON: an object is required");
    }
    Format format = Format.named(request.path("format").asText("CSV"));
    Selection selection = ask.of(call, request);
    ExtractJob job =
        new ExtractJob(
            new UUID(instance.random().nextLong(), instance.random().nextLong()).toString(),
            owner,
            instance.clock().millis(),
            format,
            header(selection, request.path("columnHeaderNames")),
            selection,
            this::written);
    jobs.put(job.id(), job);
    return status(job);
  }

  private static List<String> header(Selection selection, JsonNode names) throws Refusal {
    for (var renamed = names.fieldNames(); renamed.hasNext(); ) {
      String name = renamed.next();
      if (!selection.fields().contains(name)) {
        throw new Refusal("1003", "columnHeaderNames: '" + name + "' is not among the fields");
      }
    }
    return selection.fields().stream().map(name -> names.path(name).asText(name)).toList();
  }

  private void written(long at, long bytes) {
    today(at);
    writtenToday += bytes;
  }

  private void today(long at) {
    LocalDate now = LocalDate.ofInstant(Instant.ofEpochMilli(at), CENTRAL);
    writtenToday = now.equals(day) ? writtenToday : 0;
    day = now;
  }

  private Reply enqueue(ExtractJob job) throws Refusal {
    long now = instance.clock().millis();
    String status = job.status(now);
    if (!status.equals("Created")) {
      throw new Refusal("1029", "Job already queued, its status is " + status);
    }
    if (lanes.full(now)) {
      throw new Refusal("1029", "Too many jobs (10) in queue");
    }
    today(now);
    if (writtenToday >= mostBytesADay) {
      throw new Refusal("1029", "Export daily quota " + mostBytesADay + " bytes exceeded");
    }
    job.queue(now);
    lanes.add(job);
    return status(job);
  }

  private Reply cancel(ExtractJob job) throws Refusal {
    long now = instance.clock().millis();
    String status = job.status(now);
    if (status.equals("Completed") || status.equals("Failed")) {
      throw new Refusal("1003", "Job can not be canceled, its status is " + status);
    }
    lanes.remove(job, now);
    job.cancel();
    // Two spellings, as Adobe's sample has it: this answer has two l.
    return Reply.result(out -> job.print(out, "Cancelled"));
  }

  private Reply status(ExtractJob job) throws Refusal {
    String status = job.status(instance.clock().millis());
    return Reply.result(out -> job.print(out, status));
  }

  private Reply list(Exchange call, String owner) throws Refusal {
    settle();
    long now = instance.clock().millis();
    List<String> wanted = new ArrayList<>();
    for (String status : call.values("status")) {
      wanted.add(status.toLowerCase(Locale.ROOT).replace("cancelled", "canceled"));
    }
    List<ExtractJob> found =
        jobs.values().stream()
            .filter(job -> job.owner().equals(owner))
            .filter(
                job ->
                    wanted.isEmpty() || wanted.contains(job.status(now).toLowerCase(Locale.ROOT)))
            .toList();
    int from = Math.min(call.offset(), found.size());
    int to = Math.min(from + call.batchSize(), found.size());
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (ExtractJob job : found.subList(from, to)) {
            job.print(out, job.status(now));
          }
          out.writeEndArray();
          if (to < found.size()) {
            out.writeStringField("nextPageToken", Exchange.token(to));
          }
        });
  }

  private ExtractJob job(Exchange call, String owner) throws Refusal {
    settle();
    ExtractJob job = jobs.get(call.path().get("id"));
    if (job == null || !job.owner().equals(owner)) {
      throw new Refusal("1013", "Export '" + call.path().get("id") + "' not found");
    }
    return job;
  }

  private Reply file(Exchange call, ExtractJob job) {
    ExtractFile file = job.file(instance.clock().millis());
    if (file == null) {
      return Reply.text(404, "File not found");
    }
    String range = call.request().getHeader("Range");
    Matcher asked = RANGE.matcher(range == null ? "" : range.strip());
    if (!asked.matches() || asked.group(1).isEmpty() && asked.group(2).isEmpty()) {
      return part(200, job, Map.of(), file.read(0, file.size()));
    }
    long last = file.size() - 1;
    long from = asked.group(1).isEmpty() ? -1 : Long.parseLong(asked.group(1));
    long to = asked.group(2).isEmpty() ? last : Math.min(last, Long.parseLong(asked.group(2)));
    if (from < 0) {
      from = Math.max(0, file.size() - Long.parseLong(asked.group(2)));
      to = last;
    }
    if (from > to) {
      return part(416, job, Map.of("Content-Range", "bytes */" + file.size()), new byte[0]);
    }
    String content = "bytes %d-%d/%d".formatted(from, to, file.size());
    return part(206, job, Map.of("Content-Range", content), file.read(from, to - from + 1));
  }

  private static Reply part(int status, ExtractJob job, Map<String, String> more, byte[] bytes) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Accept-Ranges", "bytes");
    // Marketo never compresses what comes from the bulk doors.
    headers.put("Content-Encoding", "identity");
    return new Reply(status, job.format().contentType(), headers, bytes);
  }
}
