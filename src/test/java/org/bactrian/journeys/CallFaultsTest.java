package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.Endpoints;
import org.bactrian.flow.Changes;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Failure;
import org.bactrian.flow.Progress;
import org.bactrian.marketo.people.ExtractedLeads;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.Reading;
import org.bactrian.salesforce.convert.Conversion;
import org.bactrian.salesforce.convert.ConversionCall;
import org.bactrian.salesforce.merge.Merge;
import org.bactrian.salesforce.merge.MergeCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link FaultsTest} for the calls that few runs make, each made by itself: it fails in words
 * for an operator, or answers that it isn't known what was done; and the next one is answered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallFaultsTest {

  private static final String SALESFORCE = "/services/data/v62.0/";
  private static final String EXPORT = "/bulk/v1/leads/export/";

  private TwoSystems systems;
  private Bactrian bactrian;

  /**
   * A call.
   *
   * @param path what the fault strikes
   * @param again whether it can be answered again and again
   */
  private record Call(String name, String system, String path, Ask ask, boolean again) {
    /**
     * Whether an answer is a good one to it: the limits are read as far as they are told, a merge
     * is done if its answer says so, and a file is only read once Marketo has written it, which
     * takes it two seconds.
     */
    boolean takes(Map<String, Object> answer) {
      String body = String.valueOf(answer.get("body"));
      return switch (name) {
        case "salesforce-limits" -> body.equals("{}") || body.startsWith("{\"results\"");
        case "marketo-merge" -> body.equals("{\"success\":true,\"result\":[null]}");
        case "marketo-extract-file" -> !List.of("garbage", "cut").contains(answer.get("kind"));
        case "marketo-extract-status" ->
            !List.of("garbage", "cut", "redirect").contains(answer.get("kind"))
                && !answer.equals(Map.of("kind", "status", "status", 500));
        default -> false;
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private interface Ask {
    Object ask() throws Exception;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    systems = TwoSystems.unwatched(folder);
    systems.set("marketo.patience", "20ms");
    systems.routeText(
        "wait-or-park.camel.yaml", "maximumRedeliveries: 10", "maximumRedeliveries: 0");
    bactrian = systems.bactrian();
  }

  @AfterAll
  void stop() {
    if (bactrian != null) bactrian.close();
    if (systems != null) systems.close();
  }

  Stream<Call> calls() {
    return Stream.of(
        soap("merge", new MergeCall(List.of(new Merge("Lead", id(1), id(2), Map.of())))),
        soap("convert", new ConversionCall(List.of(conversion()))),
        salesforce("limits", SALESFORCE + "limits", () -> route("salesforce-limits", null), true),
        salesforce(
            "query",
            SALESFORCE + "query",
            () -> route("query-salesforce", "SELECT Id FROM Lead"),
            true),
        salesforce("query-more", SALESFORCE + "query/", this::nextPage, false),
        salesforce(
            "delete",
            SALESFORCE + "composite/sobjects",
            () ->
                Endpoints.ask(
                    bactrian,
                    "salesforce:compositeDeleteSObjectCollections",
                    List.of(id(1)),
                    Map.of()),
            true),
        marketo("merge", "/rest/v1/leads/1/merge.json", "leads/merge?winner=1", ids(), false),
        marketo("delete", "/rest/v1/leads/delete.json", "leads/delete", ids(), true),
        marketo("lists", "/rest/v1/lists.json", "lists/get", null, true),
        marketo(
            "members",
            "/rest/v1/lists/1/leads.json",
            "lists/leads?listId=1&fields=id",
            null,
            false),
        marketo(
            "is-member",
            "/rest/v1/lists/1/leads/ismember",
            "lists/isMember?listId=1",
            ids(),
            false),
        marketo("usage", "/rest/v1/stats/usage.json", "stats/usage", null, true),
        marketo("describe", "/rest/v1/leads/describe.json", "leads/describe", null, true),
        marketo("fields", "/rest/v1/leads/schema/fields.json", "schema/fields", null, true),
        marketo("token", "/rest/v1/activities/pagingtoken.json", token(), null, true),
        marketo("types", "/rest/v1/activities/types.json", "activities/types", null, true),
        company("salespersons", "externalSalesPersonId"),
        company("companies", "externalCompanyId"),
        extract("file"),
        extract("status"),
        extract("enqueue"),
        extract("create"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void its_answer_may_be_anything(Call call) throws Exception {
    Map<String, Throwable> wrong = new LinkedHashMap<>();
    for (Map<String, Object> answer : answers(call)) {
      if (call.takes(answer)) continue;
      fault(call, answer);
      try {
        said(answer, call.ask());
      } catch (AssertionError e) {
        wrong.put(answer.toString(), e);
      }
      systems.http("DELETE", call.system() + "/sandbox/faults");
    }
    assertThat(wrong).isEmpty();
    if (call.again()) call.ask().ask();
  }

  Stream<Call> callsOfSalesforce() {
    return calls().filter(call -> call.system().equals(systems.salesforceUrl()));
  }

  @ParameterizedTest
  @MethodSource("callsOfSalesforce")
  void a_token_for_an_instance_without_encryption_is_not_used(Call call) {
    systems.salesforceFault(BadAnswers.expired(call.path()));
    systems.salesforceFault(BadAnswers.unencrypted());
    assertThatThrownBy(() -> call.ask().ask())
        .satisfies(
            failure ->
                assertThat(Failure.explain(Failure.cause(failure)))
                    .contains("instance_url 'http://elsewhere.example'", "bactrian.allow-http")
                    .doesNotContain("401"));
    systems.http("DELETE", call.system() + "/sandbox/faults");
  }

  @ParameterizedTest
  @MethodSource("callsOfSalesforce")
  void what_fails_in_this_process_while_a_token_is_renewed_is_not_blamed_on_salesforce(Call call) {
    systems.salesforceFault(BadAnswers.expired(call.path()));
    run("ALTER TABLE origin RENAME TO gone");
    try {
      assertThatThrownBy(() -> call.ask().ask())
          .satisfies(
              failure ->
                  assertThat(Failure.explain(Failure.cause(failure)))
                      .startsWith("the database: ")
                      .doesNotContain("SELECT", "401", "broke"));
    } finally {
      run("ALTER TABLE gone RENAME TO origin");
      systems.http("DELETE", call.system() + "/sandbox/faults");
    }
  }

  private void run(String sql) {
    bactrian.database().jdbi().useHandle(h -> h.execute(sql));
  }

  private List<Map<String, Object>> answers(Call call) {
    if (call.system().equals(systems.marketoUrl())) return BadAnswers.ofMarketo();
    return call.path().contains("Soap") ? BadAnswers.ofSoap() : BadAnswers.ofSalesforce();
  }

  private void fault(Call call, Map<String, Object> answer) {
    Map<String, Object> all = BadAnswers.to(call.path(), answer);
    if (call.system().equals(systems.marketoUrl())) systems.marketoFault(all);
    else systems.salesforceFault(all);
  }

  /** What it fails with, or what it says of its rows. */
  private static void said(Map<String, Object> answer, Ask ask) {
    Object words;
    try {
      words = ask.ask();
    } catch (Exception e) {
      BadAnswers.explained(answer, Failure.explain(Failure.cause(e)));
      return;
    }
    assertThat(String.valueOf(words)).as("it was answered " + answer).contains("unknown");
    BadAnswers.explained(answer, String.valueOf(words));
  }

  private Call soap(String name, Object call) {
    return salesforce(
        "soap-" + name,
        "/services/Soap/u/62.0",
        () -> Endpoints.ask(bactrian, "direct:ask-in-soap", null, Map.of("call", call)),
        false);
  }

  private Call salesforce(String name, String path, Ask ask, boolean again) {
    return new Call("salesforce-" + name, systems.salesforceUrl(), path, ask, again);
  }

  private Call marketo(String name, String path, String uri, Object body, boolean again) {
    return new Call(
        "marketo-" + name,
        systems.marketoUrl(),
        path,
        () -> Endpoints.ask(bactrian, "marketo:" + uri, body, Map.of()),
        again);
  }

  private Call company(String name, String key) {
    return marketo(
        name,
        "/rest/v1/" + name + ".json",
        name + "/sync?dedupeBy=dedupeFields&action=createOrUpdate",
        List.of(Map.of(key, "1")),
        true);
  }

  /** Each of the four calls of an extract. */
  private Call extract(String step) {
    String path = step.equals("create") ? EXPORT + "create.json" : EXPORT + ".*/" + step + ".json";
    return new Call("marketo-extract-" + step, systems.marketoUrl(), path, this::extracted, false);
  }

  private Object extracted() throws Exception {
    String created = "startAt=2026-01-01T00:00:00Z&endAt=2026-01-02T00:00:00Z";
    Object answer =
        Endpoints.ask(
            bactrian,
            "marketo:bulkleads/extract?fields=id&pollEvery=10&jobPatience=5000&" + created,
            null,
            Map.of());
    List<Object> rows = new ArrayList<>();
    ((ExtractedLeads) answer).forEachRemaining(rows::add);
    return rows;
  }

  private Object route(String name, Object body) throws Exception {
    return Endpoints.ask(bactrian, "direct:" + name, body, Map.of());
  }

  /** The second page of a question whose first one has been read. */
  private Object nextPage() throws Exception {
    Reading reading = Reading.first(new Question("Lead", List.of("LastName")));
    Map<String, Object> page = new HashMap<>();
    page.put("totalSize", 4_000);
    page.put("records", List.of());
    page.put("done", false);
    page.put("nextRecordsUrl", SALESFORCE + "query/0r8xx0000000001-2000");
    reading.page(page);
    Cycle cycle = new Cycle(List.of(reading), Progress.NONE);
    Endpoints.bean(bactrian, "changes", Changes.class).moreToRead(cycle);
    return Endpoints.ask(bactrian, "direct:next-slice", null, Map.of(Cycle.PROPERTY, cycle));
  }

  private static List<Map<String, Object>> ids() {
    return List.of(Map.of("id", 1_000_001));
  }

  private static String token() {
    return "activities/pagingToken?since=2026-01-01T00:00:00Z";
  }

  private static Conversion conversion() {
    return new Conversion(
        id(1), "003000000000001AAA", "001000000000001AAA", null, "Closed - Converted");
  }

  private static String id(int number) {
    return "00Q%012dAAA".formatted(number);
  }
}
