package org.bactrian.sandbox.marketo.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The keys that each deed of the control door takes, and what they hold. */
final class DoorKeys {
  private static final Map<String, Map<String, String>> DEEDS =
      """
      faults: path text, kind text, onCall number, probability number, times number, forSeconds number, status number, code text, message text, index number, body text, millis number, find text
      native-sync: on boolean
      limits: callsPer20Seconds number, concurrency number, dailyQuota number
      lag: millis number
      clock: advanceSeconds number
      activity: deeds number
      tokens/expire:
      leads/merge: winner number, losers list
      lists: name text
      partitions: name text, accessible boolean
      paging-tokens/expire: code text
      fields: hidden boolean, name text
      values: falseBooleans boolean, blockedFields list, narrowFields list, cutAtAstral boolean, narrowNumbers boolean, cutLongText boolean, integerBits number
      log: scoreAndOwner text, booleans text, lateEvery number, lateSeconds number, outOfOrder boolean, tokenLength number, withoutDateEvery number, leadIdAsTextEvery number, dates text, lowerCaseNames boolean
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
  static List<String> unknown(String path, JsonNode body) throws Refusal {
    Map<String, String> keys = DEEDS.get(path.startsWith("fields/") ? "fields" : path);
    if (keys == null) {
      return List.of();
    }
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : body.properties()) {
      String kind = keys.get(each.getKey());
      if (kind == null) {
        unknown.add(each.getKey());
      } else if (!holds(kind, each.getValue())) {
        throw new Refusal(
            "400",
            "'%s' of /sandbox/%s is a %s, and not: %s"
                .formatted(each.getKey(), path, kind, each.getValue()));
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
          default -> value.isTextual() || value.isNumber();
        };
  }
}
