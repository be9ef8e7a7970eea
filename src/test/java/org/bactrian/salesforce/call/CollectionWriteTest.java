package org.bactrian.salesforce.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.internal.OperationName;
import org.bactrian.calls.WriteSizes;
import org.junit.jupiter.api.Test;

/** What Salesforce refuses for its size is sent in smaller calls. */
class CollectionWriteTest {

  private static final String APEX =
      "LeadTrigger: System.LimitException: LeadTrigger: Too many SOQL queries: 101";
  private static final String FLOW =
      "This error occurred when the flow tried to look up records: Apex CPU time limit exceeded.";

  private final Map<String, String> notes = new HashMap<>();
  private final List<Integer> calls = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void halvesWhatApexRefusesAndKnowsTheSizeFromThenOn() throws Exception {
    assertThat(written(200, all -> all.size() > 60, APEX)).containsOnly(true);
    assertThat(calls).containsExactly(200, 100, 50, 50, 50, 50);
    calls.clear();
    assertThat(written(120, all -> all.size() > 60, FLOW)).containsOnly(true);
    assertThat(calls).containsExactly(50, 50, 20);
  }

  @Test
  void forgetsTheSizeAfterADay() throws Exception {
    written(200, all -> all.size() > 100, APEX);
    now = now.plus(Duration.ofHours(25));
    calls.clear();
    written(200, all -> false, APEX);
    assertThat(calls).containsExactly(200);
  }

  @Test
  void oneRecordThatIsTooMuchByItselfTellsNothingOfTheSize() throws Exception {
    List<Boolean> written = written(8, all -> all.contains(5), APEX);
    assertThat(written).containsExactly(true, true, true, true, true, false, true, true);
    assertThat(notes).isEmpty();
  }

  @Test
  void aTriggerThatFailsForEachRecordIsNotAskedForAll() throws Exception {
    assertThat(written(200, all -> true, APEX)).containsOnly(false);
    assertThat(calls.size()).isLessThan(40);
    assertThat(notes).isEmpty();
  }

  @Test
  void whatIsRefusedForItselfIsNotSentAgain() throws Exception {
    List<List<?>> sent = new ArrayList<>();
    List<Object> results =
        write(
            records(4),
            part -> {
              sent.add(part);
              List<SaveSObjectResult> answers = new ArrayList<>();
              for (Object each : part) {
                boolean bad = number(each) == 1;
                answers.add(
                    bad
                        ? result("REQUIRED_FIELD_MISSING", "Required fields are missing")
                        : part.size() > 2 ? result("CANNOT_EXECUTE_FLOW_TRIGGER", FLOW) : done());
              }
              return answers;
            });
    assertThat(results.stream().map(each -> ((SaveSObjectResult) each).getSuccess()))
        .containsExactly(true, false, true, true);
    assertThat(sent.stream().map(List::size)).containsExactly(4, 2, 1);
  }

  @Test
  void halvesACallThatRunsTooLongAndWaitsForARecordThatDoes() throws Exception {
    CollectionWrite.Call slow =
        part -> {
          calls.add(part.size());
          if (part.size() > 1) throw tooLong();
          return List.of(done());
        };
    assertThat(write(records(2), slow)).hasSize(2);
    assertThat(calls).containsExactly(2, 1, 1);
    assertThatThrownBy(
            () ->
                write(
                    records(1),
                    part -> {
                      throw tooLong();
                    }))
        .isInstanceOf(CallFailed.class);
  }

  private List<Boolean> written(int records, Predicate<List<Integer>> tooMuch, String message)
      throws Exception {
    List<Object> results =
        write(
            records(records),
            part -> {
              calls.add(part.size());
              boolean refused = tooMuch.test(part.stream().map(each -> number(each)).toList());
              return part.stream()
                  .map(
                      each ->
                          refused
                              ? result("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", message)
                              : done())
                  .toList();
            });
    return results.stream().map(each -> ((SaveSObjectResult) each).getSuccess()).toList();
  }

  private List<Object> write(List<Map<String, Object>> records, CollectionWrite.Call call)
      throws Exception {
    WriteSizes sizes =
        new WriteSizes(
            200,
            name -> Optional.ofNullable(notes.get(name)),
            notes::put,
            Clock.fixed(now, ZoneOffset.UTC));
    OperationName update = OperationName.COMPOSITE_UPDATE_SOBJECT_COLLECTIONS;
    return new CollectionWrite(update, records, sizes, call).results();
  }

  private static List<Map<String, Object>> records(int count) {
    return IntStream.range(0, count)
        .<Map<String, Object>>mapToObj(i -> Map.of("attributes", Map.of("type", "Lead"), "n", i))
        .toList();
  }

  private static int number(Object record) {
    return (Integer) ((Map<?, ?>) record).get("n");
  }

  private static CallFailed tooLong() {
    RestError error = new RestError("REQUEST_RUNNING_TOO_LONG", "Your request was running for ...");
    return new CallFailed(
        CallFailed.Kind.REFUSED, 400, List.of(error), "too long", new byte[0], null);
  }

  private static SaveSObjectResult done() {
    SaveSObjectResult result = new SaveSObjectResult();
    result.setSuccess(true);
    return result;
  }

  private static SaveSObjectResult result(String code, String message) {
    SaveSObjectResult result = new SaveSObjectResult();
    result.setSuccess(false);
    result.setErrors(List.of(new RestError(code, message)));
    return result;
  }
}
