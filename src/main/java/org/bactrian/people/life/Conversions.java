package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.salesforce.convert.Conversion;
import org.bactrian.state.Links.Linked;

/** Leads that are to become part of a contact, until each has its outcome. */
final class Conversions {

  private final Map<String, Linked> open = new LinkedHashMap<>();
  private final Map<String, Integer> tries = new HashMap<>();
  private final Map<String, Integer> statusOf = new HashMap<>();
  private final Map<String, String> became = new HashMap<>();
  private List<String> statuses = List.of();
  private List<Conversion> next = List.of();
  private String contactId;

  /** Into this contact. */
  Conversions(String contactId) {
    this.contactId = contactId;
  }

  void add(Linked lead) {
    open.put(lead.link().salesforceId(), lead);
  }

  /** Those without an outcome. */
  List<Linked> open() {
    return List.copyOf(open.values());
  }

  /** The ids of those without an outcome, by the names of their mappings. */
  Map<String, List<String>> byMapping() {
    Map<String, List<String>> byMapping = new LinkedHashMap<>();
    for (Linked lead : open.values()) {
      byMapping
          .computeIfAbsent(lead.mapping(), name -> new ArrayList<>())
          .add(lead.link().salesforceId());
    }
    return byMapping;
  }

  /** The contact, which is another one if it was merged meanwhile. */
  String contactId() {
    return contactId;
  }

  void moveTo(String otherContactId) {
    contactId = otherContactId;
  }

  /** The statuses that say converted, in the order in which they are tried. */
  void know(List<String> convertedStatuses) {
    statuses = List.copyOf(convertedStatuses);
  }

  /** The status that a lead is to get, if one is left. */
  Optional<String> status(String lead) {
    int index = statusOf.getOrDefault(lead, 0);
    return index < statuses.size() ? Optional.of(statuses.get(index)) : Optional.empty();
  }

  /** Turns to the next status: leads of one kind may not have them all. False if none is left. */
  boolean nextStatus(String lead) {
    return statusOf.merge(lead, 1, Integer::sum) < statuses.size();
  }

  /** What can be asked for now. */
  List<Conversion> next() {
    return next;
  }

  void ask(List<Conversion> conversions) {
    next = List.copyOf(conversions);
  }

  /** The lead is part of this contact now. */
  void became(String lead, String contact) {
    became.put(lead, contact);
    open.remove(lead);
  }

  /** The lead has its outcome, and is part of no contact. */
  void close(String lead) {
    open.remove(lead);
  }

  /** The contact that a lead is part of, if it is. */
  Optional<String> contactOf(String lead) {
    return Optional.ofNullable(became.get(lead));
  }

  /** Notes a try in vain; false if there were enough. */
  boolean again(String lead, int mostTries) {
    return tries.merge(lead, 1, Integer::sum) < mostTries;
  }

  /** How often one was tried in vain. */
  int tries() {
    return tries.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
