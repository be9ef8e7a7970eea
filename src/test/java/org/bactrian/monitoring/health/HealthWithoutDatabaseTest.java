package org.bactrian.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.engine.SimpleCamelContext;
import org.junit.jupiter.api.Test;

/** While the database is away, health answers, and says that it is. */
class HealthWithoutDatabaseTest {

  @Test
  void it_is_down_with_the_reason_and_without_the_statement() {
    SyncHealth health =
        new SyncHealth(
            () -> {
              throw new IllegalStateException(
                  "SELECT value FROM secret",
                  new SQLTransientConnectionException("No space left on device"));
            },
            new HealthRules(Duration.ofSeconds(90)));
    health.setCamelContext(new SimpleCamelContext());
    HealthCheck.Result result = health.call();
    assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(result.getMessage()).hasValue("the database can't be used: No space left on device");
  }
}
