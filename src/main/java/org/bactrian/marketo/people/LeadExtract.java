package org.bactrian.marketo.people;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bactrian.marketo.client.DailyQuotaExhausted;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.MarketoUnavailable;
import org.bactrian.marketo.wire.Call;

/**
 * A bulk extract of the people who were created in some time: how an instance's people are all read
 * at first meeting, at four calls for any number.
 *
 * <p>It asks by {@code createdAt} only. Marketo has filters by change and by smart list too, but
 * not every subscription has them (1035), and reading everybody needs none.
 *
 * <p>A job that is made twice costs nothing: only what is queued does, and that is queued once.
 *
 * @param pollEvery how often a job is asked after at most; a short one is asked after sooner, from
 *     a second on, each time after twice as long. Marketo itself looks once in 60 s
 * @param patience how long a job may take, waiting for its turn included
 */
public record LeadExtract(MarketoClient client, Duration pollEvery, Duration patience) {

  private static final String PATH = "/bulk/v1/leads/export/";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final String BUSY = "1029";

  /**
   * The people who were created within a window; they are read while they are taken.
   *
   * @throws DailyQuotaExhausted if the day's 500 MB are used up
   * @throws MarketoUnavailable if the job takes longer than the patience
   */
  public ExtractedLeads read(Window created, List<String> fields) {
    String path = PATH + create(created, fields) + "/";
    Deadline deadline = new Deadline();
    queue(path, deadline);
    while (true) {
      Call status = Call.bare("GET", path + "status.json", 1);
      Map<?, ?> job = row(status);
      switch (String.valueOf(job.get("status"))) {
        case "Completed" -> {
          return new ExtractedLeads(
              "GET " + path + "file.json",
              number(job, "numberOfRecords"),
              new ExtractFile(
                  client, path + "file.json", size(status, job), (String) job.get("fileChecksum")));
        }
        case "Failed", "Canceled", "Cancelled" ->
            throw new MarketoRefused(
                status.endpoint(),
                "that the extract is",
                job.get("errorMsg") == null
                    ? job.get("status") + " and not why"
                    : job.get("status") + ": " + job.get("errorMsg"));
        default -> deadline.waitFor(status, job.get("status"));
      }
    }
  }

  private String create(Window created, List<String> fields) {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("fields", fields);
    asked.put("format", "CSV");
    asked.put(
        "filter",
        Map.of(
            "createdAt",
            Map.of("startAt", created.from().toString(), "endAt", created.to().toString())));
    return String.valueOf(row(Call.post(PATH + "create.json", asked, 1)).get("exportId"));
  }

  private void queue(String path, Deadline deadline) {
    Call call = Call.bare("POST", path + "enqueue.json", 1);
    while (true) {
      try {
        client.answer(call);
        return;
      } catch (MarketoRefused refused) {
        String words = refused.words().toLowerCase(Locale.ROOT);
        if (!refused.code().equals(BUSY)) throw refused;
        if (words.contains("already")) return;
        if (words.contains("quota"))
          throw new DailyQuotaExhausted(call.endpoint(), "exported bytes", client.clock());
        deadline.waitFor(call, refused.words());
      }
    }
  }

  private Map<?, ?> row(Call call) {
    return (Map<?, ?>) ((List<?>) client.answer(call).get("result")).get(0);
  }

  private static long number(Map<?, ?> job, String name) {
    return job.get(name) instanceof Number number ? number.longValue() : -1;
  }

  private static long size(Call status, Map<?, ?> job) {
    long size = number(job, "fileSize");
    if (size < 0) throw new MarketoGarbled(status.endpoint(), "a fileSize", String.valueOf(job));
    return size;
  }

  private final class Deadline {
    private Duration left = patience;
    private Duration pause = FIRST_PAUSE;

    void waitFor(Call call, Object state) {
      if (left.isNegative() || left.isZero())
        throw new MarketoUnavailable(
            "%s: after %s still %s; look at Marketo's queue of extracts"
                .formatted(call.endpoint(), patience, state),
            null);
      Duration now = pause.compareTo(pollEvery) < 0 ? pause : pollEvery;
      client.pause(now);
      left = left.minus(now);
      pause = now.multipliedBy(2);
    }
  }
}
