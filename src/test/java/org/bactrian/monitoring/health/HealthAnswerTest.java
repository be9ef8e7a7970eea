package org.bactrian.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.junit.jupiter.api.Test;

class HealthAnswerTest {

  private static final String WORDS = "GET /rest/v1/leads.json: “no”, \"never\" \\ \t’";

  private static HealthCheck.Result result(String name, boolean up) {
    HealthCheck check =
        new AbstractHealthCheck(name) {
          @Override
          protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            builder.message(WORDS).detail("at", "a/b").detail("often", 3).state(state(up));
          }
        };
    return check.call();
  }

  private static HealthCheck.State state(boolean up) {
    return up ? HealthCheck.State.UP : HealthCheck.State.DOWN;
  }

  @Test
  void messages_are_what_was_said() {
    JsonObject answer = sent(result("bactrian", true), "full", true);
    assertThat(answer.getString("status")).isEqualTo("UP");
    JsonObject check = answer.getJsonArray("checks").getJsonObject(0);
    assertThat(check.getString("name")).isEqualTo("bactrian");
    assertThat(check.getString("message")).isEqualTo(WORDS);
    assertThat(check.getJsonObject("data").getMap()).containsEntry("at", "a/b");
    assertThat(check.getJsonObject("data").getMap()).containsEntry("often", 3);
  }

  @Test
  void the_level_says_which_checks_are_told() {
    assertThat(sent(result("a", false), "oneline", true).fieldNames()).containsOnly("status");
    assertThat(sent(result("a", true), "default", true).fieldNames()).containsOnly("status");
    assertThat(sent(result("a", false), "default", true).getJsonArray("checks")).hasSize(1);
    JsonObject brief = sent(result("a", true), "full", false);
    assertThat(brief.getJsonArray("checks").getJsonObject(0).fieldNames())
        .containsOnly("name", "status", "message");
  }

  private static JsonObject sent(HealthCheck.Result result, String level, boolean data) {
    boolean up = result.getState() == HealthCheck.State.UP;
    return new JsonObject(HealthAnswer.json(List.of(result), up, level, data, false).encode());
  }
}
