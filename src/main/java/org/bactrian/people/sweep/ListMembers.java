package org.bactrian.people.sweep;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.people.Newcomers;
import org.bactrian.state.connection.Facts;

/** The verbs of static lists whose members become Salesforce records: which it is, who is on it. */
public final class ListMembers {

  private static final String FACT = "static-list-";
  private static final String MEMBER = "memberof";

  private final Facts facts;
  private final ProducerTemplate routes;

  public ListMembers(Facts facts, ProducerTemplate routes) {
    this.facts = facts;
    this.routes = routes;
  }

  /** What to ask Marketo about a list, given by its name or its id. */
  public List<String> askList(@Body String list, Exchange exchange) {
    exchange.getMessage().setHeader(MarketoConstants.FILTER_TYPE, isId(list) ? "id" : "name");
    exchange.setProperty("list", list);
    return List.of(list);
  }

  /** Whose id it is: of all lists that Marketo answered with, those that are meant. */
  public List<String> found(
      @ExchangeProperty("list") String list, @Body List<Map<String, Object>> answer) {
    String field = isId(list) ? "id" : "name";
    return answer.stream()
        .filter(row -> list.equals(String.valueOf(row.get(field))))
        .map(row -> String.valueOf(row.get("id")))
        .distinct()
        .toList();
  }

  private static boolean isId(String list) {
    return list.matches("\\d+");
  }

  /** What is wrong with the list that a mapping names; asks Marketo once, and remembers its id. */
  public Optional<Finding> check(Mapping mapping) {
    String list = mapping.creation().flatMap(CreationRule::list).orElse(null);
    if (list == null || facts.find(FACT + list).isPresent()) return Optional.empty();
    List<String> ids = ask(list);
    if (ids.size() == 1) {
      facts.keep(FACT + list, ids.get(0));
      return Optional.empty();
    }
    return Optional.of(notOne(mapping, list, ids));
  }

  @SuppressWarnings("unchecked")
  private List<String> ask(String list) {
    return routes.requestBody("direct:find-static-list", (Object) list, List.class);
  }

  private static Finding notOne(Mapping mapping, String list, List<String> ids) {
    String message =
        ids.isEmpty()
            ? "Marketo has no static list '%s'; give the name of one as Marketo shows it, or its id"
                .formatted(list)
            : "Marketo has %d static lists '%s'; give the id of one of %s"
                .formatted(ids.size(), list, ids);
    int line = mapping.creation().orElseThrow().line();
    return Finding.error(mapping.file(), line, "create-in-salesforce: list: " + message);
  }

  /**
   * The id of the list that a mapping names; Marketo is asked where it was not checked before, as
   * when a sync is only planned.
   *
   * @throws IllegalStateException if Marketo has no such list; it says where it is named
   */
  String id(Mapping mapping) {
    String list = mapping.creation().flatMap(CreationRule::list).orElseThrow();
    return facts
        .find(FACT + list)
        .orElseGet(
            () -> {
              List<String> ids = ask(list);
              if (ids.size() == 1) return ids.get(0);
              throw new IllegalStateException(notOne(mapping, list, ids).toString());
            });
  }

  /** Who is to be asked about. */
  public List<String> ask(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers, Exchange exchange) {
    exchange.getMessage().setHeader(MarketoConstants.LIST_ID, id(newcomers.mapping()));
    return newcomers.ids();
  }

  /** Takes who of them is on the list. */
  public void members(
      @ExchangeProperty(Newcomers.PROPERTY) Newcomers newcomers, @Body List<RecordResult> results) {
    Set<String> members = new HashSet<>();
    for (RecordResult result : results) {
      if (MEMBER.equals(result.status())) members.add(result.id());
    }
    newcomers.members(members);
  }
}
