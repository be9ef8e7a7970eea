package org.bactrian.marketo;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.bactrian.marketo.client.MarketoException;

/** DOWN while Marketo gives the component no access token; asking for one costs no data call. */
final class MarketoHealthCheck extends AbstractHealthCheck {

  private final MarketoComponent component;

  MarketoHealthCheck(MarketoComponent component) {
    super("camel", "producer:marketo");
    this.component = component;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    try {
      String user = component.client().user();
      if (!user.isEmpty()) result.detail("marketo.user", user);
      result.up();
    } catch (MarketoException | IllegalStateException e) {
      result.message(e.getMessage()).error(e).down();
    }
  }
}
