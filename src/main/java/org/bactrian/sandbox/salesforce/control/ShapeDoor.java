package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.shape.AddressPicklists;
import org.bactrian.sandbox.salesforce.shape.Countries;
import org.bactrian.sandbox.salesforce.shape.Currencies;
import org.bactrian.sandbox.salesforce.shape.NewField;
import org.bactrian.sandbox.salesforce.shape.PersonAccounts;
import org.bactrian.sandbox.salesforce.shape.Queues;
import org.bactrian.sandbox.salesforce.shape.RecordTypes;

/**
 * What an administrator makes of an org: objects, fields and the features that are off at first.
 */
final class ShapeDoor {
  private static final Map<String, Object> DONE = Map.of("ok", true);

  private final Org org;
  private final RecordTypes recordTypes;
  private final Queues queues;

  ShapeDoor(Org org) {
    this.org = org;
    recordTypes = new RecordTypes(org);
    queues = new Queues(org);
  }

  /** What to answer, or nothing if the call is about something else. */
  Optional<Map<String, ?>> answer(String method, String path, JsonNode body) {
    if (!method.equals("POST")) {
      return Optional.empty();
    }
    switch (path) {
      case "objects" -> {
        return Optional.of(object(body));
      }
      case "record-types" -> {
        return Optional.of(recordType(body));
      }
      case "queues" -> {
        return Optional.of(queue(body));
      }
      case "currencies" -> new Currencies(org).enable(body);
      case "person-accounts" -> PersonAccounts.enable(org);
      case "state-and-country-picklists" -> AddressPicklists.enable(org, Countries.usual());
      default -> {
        if (!path.matches("fields/\\w+")) {
          return Optional.empty();
        }
        new NewField(org, table(path.substring("fields/".length()))).add(body);
      }
    }
    return Optional.of(DONE);
  }

  private Table table(String object) {
    if (org.schema().find(object) == null) {
      throw Refusal.notFound();
    }
    return org.table(org.schema().find(object));
  }

  private Map<String, ?> object(JsonNode body) {
    String name = body.path("name").asText("");
    if (!name.matches("[A-Za-z]\\w*__c") || org.schema().find(name) != null) {
      throw Refusal.of(
          "DUPLICATE_DEVELOPER_NAME",
          "A new object has a name of its own that ends in __c, and not: " + name,
          "name");
    }
    String label = body.path("label").asText(name.replaceFirst("__c$", "").replace('_', ' '));
    Table table = org.setup().addObject(name, label, body.path("plural").asText(label + "s"));
    body.path("fields").forEach(field -> new NewField(org, table).add(field));
    return Map.of("keyPrefix", table.type().prefix());
  }

  private static String name(JsonNode body) {
    String name = body.path("name").asText("");
    if (name.isBlank()) {
      throw Refusal.of("REQUIRED_FIELD_MISSING", "Required fields are missing: [name]", "name");
    }
    return name;
  }

  private Map<String, ?> recordType(JsonNode body) {
    String name = name(body);
    return Map.of(
        "id",
        recordTypes.add(
            table(body.path("object").asText()),
            name,
            body.path("developerName").asText(name.replace(' ', '_')),
            body.path("default").asBoolean(false)));
  }

  private Map<String, ?> queue(JsonNode body) {
    List<Table> objects = new ArrayList<>();
    body.path("objects").forEach(object -> objects.add(table(object.asText())));
    String email = body.path("email").textValue();
    return Map.of("id", queues.add(name(body), email, objects));
  }
}
