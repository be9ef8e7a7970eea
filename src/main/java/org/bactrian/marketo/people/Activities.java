package org.bactrian.marketo.people;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.PagingTokenRefused;
import org.bactrian.marketo.wire.Call;

/**
 * Marketo's change log, read from a paging token on.
 *
 * <p>Marketo does not keep it for ever: deletions two weeks, changed values 90 days, merges 25
 * months. It says nothing when a token is older than that; what is gone is just not there.
 */
public final class Activities {

  private static final String PATH = "/rest/v1/activities";
  private static final String TOKEN = "nextPageToken";
  private static final Set<String> NO_SUCH_TOKEN = Set.of("610", "1001", "1003", "1013");

  private final MarketoClient client;

  /** The change log that this client reads. */
  public Activities(MarketoClient client) {
    this.client = client;
  }

  /** A token for what happened from this second on. */
  public String pagingToken(Instant since) {
    String second = since.truncatedTo(ChronoUnit.SECONDS).toString();
    Call call =
        Call.get(PATH + "/pagingtoken.json", Map.of("sinceDatetime", second)).withoutResult();
    if (client.answer(call).get(TOKEN) instanceof String token) return token;
    throw new MarketoGarbled(call.endpoint(), "a " + TOKEN, "none");
  }

  /**
   * People who were made, and values of these fields that changed.
   *
   * @param mostPages how many pages of 300 are read at most, which bounds the memory; a page may be
   *     short, or empty, and not the last
   * @throws PagingTokenRefused if the token is no token, or no longer
   */
  public Page<Activity> leadChanges(String token, Collection<String> fields, int mostPages) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fields", String.join(",", fields));
    return read("/leadchanges.json", query, token, mostPages);
  }

  /** People who were deleted, read as {@link #leadChanges} is. People who were merged are not. */
  public Page<Activity> deletedLeads(String token, int mostPages) {
    return read("/deletedleads.json", new LinkedHashMap<>(), token, mostPages);
  }

  /**
   * Activities of up to ten types, read as {@link #leadChanges} is.
   *
   * @param typeIds as {@link #types()} lists them
   */
  public Page<Activity> get(String token, Collection<?> typeIds, int mostPages) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put(
        "activityTypeIds", typeIds.stream().map(String::valueOf).collect(Collectors.joining(",")));
    return read(".json", query, token, mostPages);
  }

  /** The types of activities there are in this instance, with their attributes. */
  public List<Map<String, Object>> types() {
    return client.pages(PATH + "/types.json", Map.of());
  }

  private Page<Activity> read(String path, Map<String, String> query, String token, int mostPages) {
    List<Activity> read = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    String next = token;
    boolean more = true;
    query.put("batchSize", "300");
    for (int page = 0; page < mostPages && more; page++) {
      query.put(TOKEN, next);
      // A page without rows may come without a result.
      Call call = Call.getAlways(PATH + path, query).withoutResult();
      Map<?, ?> answer = ask(call);
      if (answer.isEmpty()) return new Page<>(read, next, false, unreadable);
      if (answer.get("result") instanceof List<?> rows) read.addAll(activities(rows, unreadable));
      more = Boolean.TRUE.equals(answer.get("moreResult"));
      if (!(answer.get(TOKEN) instanceof String following) || more && following.equals(next))
        throw new MarketoGarbled(
            call.endpoint(),
            "another " + TOKEN,
            answer.get(TOKEN) instanceof String same ? same : "none");
      next = following;
    }
    return new Page<>(read, next, more, unreadable);
  }

  private Map<?, ?> ask(Call call) {
    try {
      return client.answer(call);
    } catch (MarketoRefused refused) {
      if (refused.code().equals("702")) return Map.of();
      // Adobe documents no code for a token that it won't take; these are its codes for any value
      // that it won't, and for what is not there.
      boolean told = refused.words().toLowerCase(Locale.ROOT).contains("token");
      if (told && NO_SUCH_TOKEN.contains(refused.code()))
        throw new PagingTokenRefused(call.endpoint(), refused);
      throw refused;
    }
  }

  /**
   * The activities of a page. One without a date happened when the one before it did, for the log
   * is in the order of time. A row that can't be read stops nothing else.
   */
  private static List<Activity> activities(List<?> rows, List<String> unreadable) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object row : rows) maps.add(row instanceof Map<?, ?> map ? map : Map.of());
    List<Activity> activities = new ArrayList<>();
    Instant before =
        maps.stream()
            .map(Activity::at)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(Instant::now);
    for (Map<?, ?> row : maps) {
      try {
        Activity activity = Activity.of(row, before);
        activities.add(activity);
        before = activity.at();
      } catch (IllegalArgumentException e) {
        unreadable.add(e.getMessage());
      }
    }
    return activities;
  }
}
