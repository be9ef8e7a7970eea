package org.bactrian.marketo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bactrian.marketo.client.FakeMarketo;
import org.bactrian.marketo.client.FakeMarketo.Reply;
import org.bactrian.marketo.client.FakeMarketo.Seen;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoClientOptions;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.MarketoUnavailable;
import org.bactrian.marketo.people.MergeResult.Fate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadMergeTest {

  private final FakeMarketo marketo = new FakeMarketo();
  private final Set<String> there =
      new TreeSet<>(IntStream.rangeClosed(1, 60).mapToObj(String::valueOf).toList());
  private MarketoClient client = client(Duration.ofMinutes(1));
  private boolean loseAnswer;
  private String badLoser = "";
  private String badCode = "712";

  LeadMergeTest() {
    marketo.answer = this::answer;
  }

  @AfterEach
  void stop() {
    client.close();
    marketo.close();
  }

  @Test
  void twenty_five_travel_in_one_call() {
    List<String> losers = IntStream.rangeClosed(2, 60).mapToObj(String::valueOf).toList();
    List<MergeResult> results = LeadMerge.merge(client, "1", losers);
    assertThat(results).extracting(MergeResult::leadId).isEqualTo(losers);
    assertThat(results).allMatch(each -> each.fate() == Fate.MERGED && each.reasons().isEmpty());
    assertThat(merges()).extracting(each -> each.split(",").length).containsExactly(25, 25, 9);
    assertThat(there).containsExactly("1");
  }

  @Test
  void who_was_merged_before_is_gone_and_the_others_are_merged() {
    LeadMerge.merge(client, "1", List.of("3"));
    List<MergeResult> again = LeadMerge.merge(client, "1", List.of("2", "3", "4"));
    assertThat(again)
        .extracting(MergeResult::fate)
        .containsExactly(Fate.MERGED, Fate.GONE, Fate.MERGED);
    assertThat(again.get(1).reasons()).extracting(r -> r.code()).containsExactly("1004");
    assertThat(merges()).containsExactly("3", "2,3,4", "2,4");
    assertThat(fates("1", "2", "3", "4")).containsExactly(Fate.GONE, Fate.GONE, Fate.GONE);
  }

  @Test
  void a_winner_who_is_gone_is_a_refusal() {
    there.remove("1");
    there.remove("3");
    List<MergeResult> results = LeadMerge.merge(client, "1", List.of("2", "3"));
    assertThat(results).extracting(MergeResult::fate).containsExactly(Fate.REFUSED, Fate.GONE);
    assertThat(results.get(0).reasons()).extracting(r -> r.code()).containsExactly("1004");
  }

  @ParameterizedTest
  @ValueSource(strings = {"712", "714", "1076", "1077", "1078", "1079", "1080"})
  void one_who_can_not_be_merged_does_not_keep_the_others(String code) {
    badLoser = "5";
    badCode = code;
    List<MergeResult> results = LeadMerge.merge(client, "1", List.of("2", "3", "4", "5", "6", "7"));
    assertThat(results)
        .extracting(MergeResult::fate)
        .containsExactly(
            Fate.MERGED, Fate.MERGED, Fate.MERGED, Fate.REFUSED, Fate.MERGED, Fate.MERGED);
    assertThat(results.get(3).reasons()).extracting(r -> r.code()).containsExactly(code);
  }

  @Test
  void a_lost_answer_is_told_and_never_followed_by_a_second_merge() {
    loseAnswer = true;
    List<MergeResult> results = LeadMerge.merge(client, "1", List.of("2", "3"));
    assertThat(results).extracting(MergeResult::fate).containsOnly(Fate.UNKNOWN);
    assertThat(results.get(0).reasons().get(0).message()).contains("the answer was lost");
    assertThat(marketo.calls).hasSize(1);
    loseAnswer = false;
    assertThat(fates("1", "2", "3")).as("merging again tells").containsOnly(Fate.GONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void neither_is_an_outage(int status) {
    marketo.answer = seen -> new Reply(status, "down");
    assertThat(fates("1", "2")).containsExactly(Fate.UNKNOWN);
    assertThat(marketo.calls).hasSize(1);
  }

  @Test
  void what_surely_did_nothing_is_sent_again() {
    for (String code : List.of("606", "601", "615")) marketo.first.add(Reply.error(code));
    assertThat(fates("1", "2")).containsExactly(Fate.MERGED);
    assertThat(marketo.calls).hasSize(4);
  }

  @Test
  void nobody_listening_is_an_outage_and_no_doubt() {
    String nowhere = marketo.url();
    marketo.close();
    try (MarketoClient lonely =
        new MarketoClient(
            MarketoClientOptions.of(nowhere, "bactrian", "hush").withMaxWait(Duration.ZERO))) {
      assertThatThrownBy(() -> LeadMerge.merge(lonely, "1", List.of("2")))
          .isInstanceOf(MarketoUnavailable.class);
    }
  }

  @Test
  void a_refusal_of_the_instance_is_not_halved() {
    marketo.answer = seen -> Reply.error("603");
    assertThatThrownBy(() -> LeadMerge.merge(client, "1", List.of("2", "3", "4")))
        .isInstanceOf(MarketoRefused.class);
    assertThat(marketo.calls).hasSize(1);
  }

  @Test
  void an_id_is_digits() {
    assertThatThrownBy(() -> LeadMerge.merge(client, "1", List.of("2&x=1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LeadMerge.merge(client, "../2", List.of("2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(marketo.calls).isEmpty();
    assertThat(LeadMerge.merge(client, "1", List.of())).isEmpty();
  }

  private List<Fate> fates(String winner, String... losers) {
    return LeadMerge.merge(client, winner, List.of(losers)).stream()
        .map(MergeResult::fate)
        .toList();
  }

  private List<String> merges() {
    return marketo.calls.stream()
        .map(Seen::uri)
        .filter(uri -> uri.contains("/merge.json"))
        .map(uri -> uri.replaceFirst(".*leadIds=", ""))
        .toList();
  }

  /** Marketo as far as merging goes: a call is done whole or not at all. */
  private Reply answer(Seen seen) {
    if (!seen.uri().contains("/merge.json")) {
      String asked = seen.uri().replaceFirst(".*filterValues=", "").replaceFirst("&.*", "");
      return Reply.result(
          Arrays.stream(asked.split("%2C"))
              .filter(there::contains)
              .map(id -> Map.of("id", Integer.valueOf(id)))
              .toList());
    }
    String winner = seen.uri().split("/")[4];
    Set<String> losers =
        Arrays.stream(seen.uri().replaceFirst(".*leadIds=", "").split(","))
            .collect(Collectors.toSet());
    if (losers.contains(badLoser)) return Reply.error(badCode);
    if (!there.contains(winner) || !there.containsAll(losers)) return Reply.error("1004");
    there.removeAll(losers);
    return loseAnswer ? Reply.cut() : Reply.ok("{\"requestId\":\"1\",\"success\":true}");
  }

  private MarketoClient client(Duration patience) {
    return new MarketoClient(
        MarketoClientOptions.of(marketo.url(), "bactrian", "hush").withMaxWait(patience));
  }
}
