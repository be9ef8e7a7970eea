package org.bactrian.journeys;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.bactrian.flow.Dispatch;
import org.bactrian.people.Hearing;

/**
 * A step that journeys put into routes: what users do at the very moment at which a sync passes it.
 */
public final class Meanwhile {

  private static final Map<Place, Runnable> DEEDS = new HashMap<>();

  /** Where in a sync it is. */
  enum Place {
    /** What a stream of Marketo's log tells is read, and nothing of it is done yet. */
    MERGES_HEARD,
    DELETIONS_HEARD,
    CHANGES_HEARD,
    /** What changed in Salesforce is read, and nothing of it is done yet. */
    CONTACTS_READ,
    LEADS_READ,
    /** Both records of a pair were compared after Marketo's changes, and nothing is written yet. */
    MARKETOS_DECIDED,
    /** The same after Salesforce's. */
    CONTACTS_DECIDED,
    LEADS_DECIDED,
    /** Pairs were written, and it is not remembered yet. */
    WRITTEN
  }

  /** Lets users do this once a sync passes the place; one deed a place. */
  static synchronized void at(Place place, Runnable deed) {
    DEEDS.put(place, deed);
  }

  /** The places that were not passed since; they are forgotten. */
  static synchronized Map<Place, Runnable> left() {
    Map<Place, Runnable> left = Map.copyOf(DEEDS);
    DEEDS.clear();
    return left;
  }

  /** Puts it into the routes between the two systems. */
  static void into(TwoSystems systems) {
    systems.route(
        "marketo-to-salesforce.camel.yaml",
        "                    - bean:\n                        ref: changeLog\n"
            + "                        method: take\n",
        step(20, "heard"));
    systems.route(
        "salesforce-to-marketo.camel.yaml",
        "        - loop:\n            doWhile: true\n            simple:\n"
            + "              expression: ${exchangeProperty.dispatch.open}\n",
        step(8, "read"));
    systems.route(
        "meet.camel.yaml",
        "        - loop:\n            doWhile: true\n            simple:\n"
            + "              expression: ${exchangeProperty.meeting.writesSalesforce}\n",
        step(8, "decided"));
    systems.route(
        "meet.camel.yaml",
        "        - bean:\n            ref: meetings\n            method: settle\n",
        step(8, "written"));
  }

  private static String step(int indent, String method) {
    return "- bean:\n    beanType: %s\n    method: %s\n"
        .formatted(Meanwhile.class.getName(), method)
        .indent(indent);
  }

  /** A page of Marketo's log was read. */
  public void heard(@ExchangeProperty(Hearing.PROPERTY) Hearing hearing) {
    switch (hearing.getOperation()) {
      case "get" -> pass(Place.MERGES_HEARD);
      case "deletedLeads" -> pass(Place.DELETIONS_HEARD);
      default -> pass(Place.CHANGES_HEARD);
    }
  }

  /** A share of Salesforce's changes was prepared. */
  public void read(@ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch) {
    switch (dispatch.mapping().name()) {
      case "contact" -> pass(Place.CONTACTS_READ);
      case "lead" -> pass(Place.LEADS_READ);
      default -> {}
    }
  }

  /** It was decided what becomes of pairs. */
  public void decided(@ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch) {
    if (dispatch == null) pass(Place.MARKETOS_DECIDED);
    else if (dispatch.mapping().name().equals("contact")) pass(Place.CONTACTS_DECIDED);
    else pass(Place.LEADS_DECIDED);
  }

  /** What was decided is written. */
  public void written() {
    pass(Place.WRITTEN);
  }

  private static void pass(Place place) {
    take(place).ifPresent(Runnable::run);
  }

  private static synchronized Optional<Runnable> take(Place place) {
    return Optional.ofNullable(DEEDS.remove(place));
  }
}
