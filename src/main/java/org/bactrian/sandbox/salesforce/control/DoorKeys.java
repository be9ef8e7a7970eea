package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** The keys that each deed of the control door takes, and what they hold. */
final class DoorKeys {
  private static final Map<String, Map<String, String>> DEEDS =
      """
      limits: callsPerDay number
      faults: path text, onCall number, probability number, times number, kind text, status number, errorCode text, message text, body text, millis number, after boolean, subrequests boolean, find text
      convert: leadId text, contactId text, accountId text
      merge: object text, masterId text, ids list
      undelete: ids list
      clock: advanceSeconds number
      activity: edits number
      locks: object text, times number, trigger text
      assignment-rules: object text, id text, ownerId text
      validation-rules: object text, condition text, message text, field text
      permissions: object text, field text, read boolean, edit boolean
      duplicate-rules: object text, fields list, message text
      answers: pageWidth number, locatorSeconds number
      query-locators/expire:
      apex-limits: object text, records number, message text
      recycle-bin/empty: ids list, object text, log boolean
      objects: name text, label text, plural text, fields list
      record-types: object text, name text, developerName text, default boolean
      queues: name text, email text, objects list
      currencies: corporate text, rates object, dated list
      person-accounts:
      state-and-country-picklists:
      """
          .lines()
          .map(line -> line.split(":", 2))
          .collect(Collectors.toMap(line -> line[0], line -> keys(line[1])));

  private DoorKeys() {}

  private static Map<String, String> keys(String list) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String key : list.isBlank() ? new String[0] : list.strip().split(", ")) {
      keys.put(key.split(" ")[0], key.split(" ")[1]);
    }
    return keys;
  }

  /**
   * Refuses a key that holds something else than it should; null is as if absent.
   *
   * @return the keys that the deed does not have, which do nothing
   */
  static List<String> unknown(String deed, JsonNode body) {
    Map<String, String> keys = DEEDS.get(deed);
    if (keys == null) {
      return List.of();
    }
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : body.properties()) {
      String kind = keys.get(each.getKey());
      if (kind == null) {
        unknown.add(each.getKey());
      } else if (!holds(kind, each.getValue())) {
        throw Refusal.of(
            "INVALID_FIELD",
            "'%s' of /sandbox/%s is a %s, and not: %s"
                .formatted(each.getKey(), deed, kind, each.getValue()),
            each.getKey());
      }
    }
    return unknown;
  }

  private static boolean holds(String kind, JsonNode value) {
    return value.isNull()
        || switch (kind) {
          case "number" -> value.isNumber() || value.asText().matches("-?\\d+(\\.\\d+)?");
          case "boolean" -> value.isBoolean() || value.asText().matches("true|false");
          case "list" -> value.isArray();
          case "object" -> value.isObject();
          default -> value.isTextual() || value.isNumber();
        };
  }
}
