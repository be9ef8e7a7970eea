package org.bactrian.marketo.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.OutcomeUnknown;
import org.bactrian.marketo.client.RecordResult.Reason;
import org.bactrian.marketo.client.Resource;
import org.bactrian.marketo.people.MergeResult.Fate;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.Repeat;

/**
 * Merges people into one, the winner, who keeps every value that it has and gets those that it has
 * not, and with them the losers' activities, lists and programs.
 *
 * <p>Marketo answers for a whole call, and refuses it whole. So a call that is refused is found out
 * about: with 1004, by looking who is still there; with another code, by halving.
 */
public final class LeadMerge {

  private static final int MOST = 25;

  private final MarketoClient client;
  private final String winner;
  private final TreeMap<Integer, MergeResult> results = new TreeMap<>();

  private record Loser(int index, String id) {}

  private LeadMerge(MarketoClient client, String winner) {
    this.client = client;
    this.winner = winner;
  }

  /**
   * Merges people, 25 a call, one call after the other.
   *
   * <p>When it fails with an exception, some may have been merged: merge again, and they are {@link
   * Fate#GONE}.
   *
   * @return what became of each, in their order
   */
  public static List<MergeResult> merge(MarketoClient client, String winner, List<String> losers) {
    LeadMerge merge = new LeadMerge(client, id(winner));
    List<Loser> all = new ArrayList<>();
    for (String each : losers) all.add(new Loser(all.size(), id(each)));
    for (int i = 0; i < all.size(); i += MOST)
      merge.attempt(all.subList(i, Math.min(i + MOST, all.size())), true);
    return List.copyOf(merge.results.values());
  }

  private void attempt(List<Loser> losers, boolean mayLook) {
    String ids = losers.stream().map(Loser::id).collect(Collectors.joining(","));
    String target = "/rest/v1/leads/" + winner + "/merge.json?leadIds=" + ids;
    try {
      client.answer(Call.bare("POST", target, Call.NONE).with(Repeat.ONCE));
      tell(losers, Fate.MERGED, List.of());
    } catch (OutcomeUnknown unknown) {
      tell(losers, Fate.UNKNOWN, List.of(new Reason("unknown", unknown.getMessage())));
    } catch (MarketoRefused refused) {
      if (!isAboutPeople(refused.code())) throw refused;
      List<Reason> reasons = List.of(new Reason(refused.code(), refused.words()));
      if (refused.code().equals("1004") && mayLook) lookAndAttempt(losers, reasons);
      else if (losers.size() == 1) tell(losers, Fate.REFUSED, reasons);
      else {
        int middle = losers.size() / 2;
        attempt(losers.subList(0, middle), mayLook);
        attempt(losers.subList(middle, losers.size()), mayLook);
      }
    }
  }

  private void lookAndAttempt(List<Loser> losers, List<Reason> reasons) {
    List<String> asked = new ArrayList<>(losers.stream().map(Loser::id).toList());
    asked.add(winner);
    Set<String> there =
        client.get(Resource.LEADS, "id", asked, List.of("id")).stream()
            .map(row -> String.valueOf(row.get("id")))
            .collect(Collectors.toSet());
    Map<Boolean, List<Loser>> parts =
        losers.stream().collect(Collectors.partitioningBy(loser -> there.contains(loser.id())));
    tell(parts.get(false), Fate.GONE, reasons);
    if (!there.contains(winner)) tell(parts.get(true), Fate.REFUSED, reasons);
    else if (!parts.get(true).isEmpty()) attempt(parts.get(true), false);
  }

  private void tell(List<Loser> losers, Fate fate, List<Reason> reasons) {
    for (Loser loser : losers)
      results.put(loser.index(), new MergeResult(loser.index(), loser.id(), fate, reasons));
  }

  /** 7xx and 1xxx are about what is merged; the others are about the call or the instance. */
  private static boolean isAboutPeople(String code) {
    return code.matches("7\\d\\d|1\\d\\d\\d") && !code.equals("703");
  }

  private static String id(String id) {
    if (!id.matches("\\d+")) throw new IllegalArgumentException("'" + id + "' is no lead's id");
    return id;
  }
}
