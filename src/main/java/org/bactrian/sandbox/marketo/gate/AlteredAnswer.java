package org.bactrian.sandbox.marketo.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer of which the call was done, and whose results do not say so as they should. */
public final class AlteredAnswer {
  private static final JsonMapper JSON = new JsonMapper();

  private AlteredAnswer() {}

  /** The answer as a fault alters it; another fault leaves it as it is. */
  public static byte[] by(Fault fault, byte[] answer) {
    if (fault.kind() == Fault.Kind.ALTERED) {
      String text = new String(answer, StandardCharsets.UTF_8);
      return fault.find().matcher(text).replaceFirst(fault.body()).getBytes(StandardCharsets.UTF_8);
    }
    try {
      JsonNode json = JSON.readTree(answer);
      if (json.path("result") instanceof ArrayNode rows && !rows.isEmpty()) {
        alter(fault, rows);
      }
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void alter(Fault fault, ArrayNode rows) {
    switch (fault.kind()) {
      case WRONG_LENGTH -> rows.remove(rows.size() - 1);
      case NO_REASONS, SKIPPED -> rows.forEach(row -> ((ObjectNode) row).remove("reasons"));
      case ROW_STATUS -> {
        if (rows.get(fault.index()) instanceof ObjectNode row) {
          row.put("status", fault.body());
        }
      }
      case OTHER_IDS -> {
        JsonNode first = rows.get(0).path("id");
        ((ObjectNode) rows.get(0)).set("id", rows.get(rows.size() - 1).path("id"));
        ((ObjectNode) rows.get(rows.size() - 1)).set("id", first);
      }
      default -> {}
    }
  }
}
