package org.bactrian.marketo.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.marketo.wire.Call;

/** Static lists and who is on them. */
public final class StaticLists {

  private static final int MOST = 300;

  private final MarketoClient client;

  /** The lists that this client reads and writes. */
  public StaticLists(MarketoClient client) {
    this.client = client;
  }

  /**
   * Lists with their ids and names.
   *
   * @param filterType {@code id} or {@code name}
   * @param values of these; all lists, if it is empty
   */
  public List<Map<String, Object>> get(String filterType, List<String> values) {
    Map<String, String> query = new LinkedHashMap<>();
    if (!values.isEmpty()) query.put(filterType, String.join(",", values));
    query.put("batchSize", String.valueOf(MOST));
    return client.pages("/rest/v1/lists.json", query);
  }

  /**
   * The people on a list.
   *
   * @param fields to read of them; empty for Marketo's choice
   * @param token where to begin, or null for the first page
   * @param mostPages how many pages of 300 are read at most, which bounds the memory
   */
  public Page<Map<String, Object>> leads(
      String listId, List<String> fields, String token, int mostPages) {
    Map<String, String> query = new LinkedHashMap<>();
    if (!fields.isEmpty()) query.put("fields", String.join(",", fields));
    query.put("batchSize", String.valueOf(MOST));
    List<Map<String, Object>> read = new ArrayList<>();
    String next = token;
    for (int page = 0; page < mostPages; page++) {
      if (next != null) query.put("nextPageToken", next);
      Call call = Call.get(path(listId), query).named(fields.contains("id") ? "id" : null);
      Map<?, ?> answer = client.answer(call);
      read.addAll(rows(answer));
      String following = (String) answer.get("nextPageToken");
      if (following == null || following.isEmpty()) return new Page<>(read, null, false);
      if (following.equals(next))
        throw new MarketoGarbled(call.endpoint(), "another nextPageToken", following);
      next = following;
    }
    return new Page<>(read, next, true);
  }

  /**
   * Who of these people is on a list: the status is {@code memberof} or {@code notmemberof}; who is
   * not there at all is skipped with 1004. The results are in their order.
   */
  public List<RecordResult> isMember(String listId, List<String> leadIds) {
    return each("GET", path(listId).replace(".json", "/ismember.json"), leadIds);
  }

  /** Puts people on a list; who is on it already stays on it. The results are in their order. */
  public List<RecordResult> add(String listId, List<String> leadIds) {
    return each("POST", path(listId), leadIds);
  }

  /** Takes people off a list; who is not on it is skipped with 1015. */
  public List<RecordResult> remove(String listId, List<String> leadIds) {
    return each("DELETE", path(listId), leadIds);
  }

  private List<RecordResult> each(String method, String path, List<String> leadIds) {
    List<RecordResult> results = new ArrayList<>();
    for (int i = 0; i < leadIds.size(); i += MOST) {
      List<String> some = leadIds.subList(i, Math.min(i + MOST, leadIds.size()));
      String target = path + "?" + Call.repeated("id", some);
      for (RecordResult result : client.results(Call.bare(method, target, some.size())))
        results.add(result.at(results.size()));
    }
    return results;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Map<?, ?> answer) {
    return (List<Map<String, Object>>) answer.get("result");
  }

  private static String path(String listId) {
    if (!listId.matches("\\d+"))
      throw new IllegalArgumentException("'" + listId + "' is not the id of a static list");
    return "/rest/v1/lists/" + listId + "/leads.json";
  }
}
