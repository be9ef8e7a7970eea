package org.bactrian.sandbox.marketo.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.ValueRules;
import org.bactrian.sandbox.marketo.log.LogRules;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/**
 * What makes an instance differ from others: {@code values} and {@code log} show and change its
 * rules, {@code fields/name} hides or renames a field of people, {@code partitions} adds one, and
 * {@code paging-tokens/expire} ends the life of those that were given.
 */
final class RulesDoor {
  private static final Map<String, Object> DONE = Map.of("ok", true);
  private static final JsonMapper JSON = new JsonMapper();

  private final Instance instance;

  RulesDoor(Instance instance) {
    this.instance = instance;
  }

  /** What to answer, or nothing if the call is not about rules. */
  Optional<Object> answer(String method, String path, JsonNode body) throws Refusal {
    switch (method + " " + path) {
      case "GET values" -> {
        return Optional.of(instance.values());
      }
      case "POST values" -> {
        ValueRules values = changed(instance.values(), ValueRules.class, body);
        for (String name : values.blockedFields()) instance.leads().schema().known(name);
        for (String name : values.narrowFields()) requireAny(name);
        instance.values(values);
      }
      case "GET log" -> {
        return Optional.of(instance.log().rules());
      }
      case "POST log" ->
          instance.log().rules(changed(instance.log().rules(), LogRules.class, body));
      case "POST partitions" ->
          instance.addPartition(
              body.path("name").asText("Partition"), body.path("accessible").asBoolean(true));
      case "POST paging-tokens/expire" ->
          instance.log().pagingTokens().expire(body.path("code").asText("1003"));
      default -> {
        if (!method.equals("POST") || !path.startsWith("fields/")) {
          return Optional.empty();
        }
        change(path.substring("fields/".length()), body);
      }
    }
    return Optional.of(DONE);
  }

  private static <T> T changed(T rules, Class<T> type, JsonNode body) throws Refusal {
    ObjectNode all = JSON.valueToTree(rules);
    body.properties().stream()
        .filter(each -> !each.getValue().isNull())
        .forEach(each -> all.set(each.getKey(), each.getValue()));
    try {
      return JSON.treeToValue(all, type);
    } catch (JsonProcessingException e) {
      throw new Refusal(
          "400",
          e.getCause() == null
              ? "Rules are of the form that GET shows"
              : e.getCause().getMessage());
    }
  }

  private void requireAny(String name) throws Refusal {
    Schema companies = instance.standard().get("companies").type().schema();
    if (companies.slot(name) < 0) {
      instance.leads().schema().known(name);
    }
  }

  private void change(String name, JsonNode body) throws Refusal {
    Schema schema = instance.leads().schema();
    Field field = schema.known(name);
    String other = body.path("name").asText(name);
    if (!other.equals(name) && schema.slot(other) >= 0) {
      throw new Refusal("1003", "Field '" + other + "' already exists");
    }
    if (body.has("hidden")) {
      Set<String> flags = new HashSet<>(field.flags());
      flags.remove("hidden");
      if (body.get("hidden").asBoolean()) {
        flags.add("hidden");
      }
      schema.replace(field.with(flags));
    }
    if (!other.equals(name)) {
      schema.rename(name, other);
    }
  }
}
