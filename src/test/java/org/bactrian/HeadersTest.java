package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.bactrian.flow.Cycle;
import org.bactrian.sandbox.marketo.Limits;
import org.bactrian.sandbox.marketo.MarketoSandbox;
import org.bactrian.sandbox.salesforce.Options;
import org.bactrian.sandbox.salesforce.SalesforceSandbox;
import org.bactrian.settings.Settings;
import org.bactrian.sync.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No header of a message reaches a call to Salesforce: camel-salesforce 4.18.0 would let it
 * override the endpoint's own parameters (CVE-2026-49099).
 */
class HeadersTest {

  private static final String EVIL = "SELECT Id FROM Organization";

  @TempDir Path data;

  @Test
  void headers_change_no_call_to_salesforce() throws Exception {
    try (SalesforceSandbox salesforce =
            SalesforceSandbox.start(new Options(0, 50, 7, 0, Clock.systemUTC(), "127.0.0.1"));
        MarketoSandbox marketo = marketo();
        Bactrian bactrian = Bactrian.start(settings(salesforce.url(), marketo.url()))) {
      bactrian.syncFields();
      CamelContext camel = bactrian.camel();
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:unguarded")
                  .routeId("unguarded")
                  .to("salesforce:queryAll?rawPayload=true&sObjectQuery=SELECT Id FROM Lead");
            }
          });
      camel.getRouteController().startRoute("unguarded");
      var routes = camel.createProducerTemplate();
      Map<String, Object> query = Map.of(SalesforceEndpointConfig.SOBJECT_QUERY, EVIL);
      assertThat(routes.requestBodyAndHeaders("direct:unguarded", null, query, String.class))
          .as("what happens without the guard; if it no longer does, the guards can go")
          .contains("Organization");

      assertThat(routes.requestBodyAndHeaders("direct:describe-salesforce", "Lead", evil()))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
          .containsEntry("name", "Lead");
      Tally tally =
          routes
              .send(
                  "direct:salesforce-to-marketo",
                  exchange -> exchange.getMessage().getHeaders().putAll(evil()))
              .getProperty(Cycle.PROPERTY, Cycle.class)
              .tally();
      assertThat(tally.adds()).isTrue();
      assertThat(tally.created()).isGreaterThan(100);
      routes.requestBodyAndHeaders(
          "direct:replay-dead-letters",
          bactrian.deadLetters().list(java.util.Optional.empty()),
          evil());
    }
  }

  private static MarketoSandbox marketo() {
    return MarketoSandbox.start(
        new org.bactrian.sandbox.marketo.Options(
            0, "127.0.0.1", Clock.systemUTC(), 7, new Limits(0, 0, 0), Duration.ofHours(1)));
  }

  private Settings settings(String salesforce, String marketo) {
    Properties given = new Properties();
    Map.of(
            "salesforce.login-url", salesforce,
            "salesforce.client-id", "sandbox-consumer-key",
            "salesforce.client-secret", "sandbox-consumer-secret",
            "marketo.url", marketo,
            "marketo.client-id", "sandbox-client-id",
            "marketo.client-secret", "sandbox-client-secret",
            "data-directory", data.toString())
        .forEach((key, value) -> given.setProperty("bactrian." + key, value));
    return Settings.read(Path.of("").toAbsolutePath(), given, Map.of());
  }

  /** Every header that the component reads. */
  private static Map<String, Object> evil() throws IllegalAccessException {
    Map<String, Object> headers = new HashMap<>();
    for (var constant : SalesforceEndpointConfig.class.getFields()) {
      if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
        headers.put((String) constant.get(null), "evil");
      }
    }
    headers.put(SalesforceEndpointConfig.SOBJECT_QUERY, EVIL);
    headers.put(SalesforceEndpointConfig.SOBJECT_NAME, "Organization");
    return headers;
  }
}
