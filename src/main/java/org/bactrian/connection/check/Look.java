package org.bactrian.connection.check;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.bactrian.connection.Confirmation;
import org.bactrian.connection.Confirmation.MarketoSide;
import org.bactrian.connection.Confirmation.SalesforceSide;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.client.RecordResult;

/** Asks both systems who is connected. */
public final class Look {

  private static final String NATIVE_SYNC = "1018";
  private static final long USUAL_QUOTA = 50_000;

  private final ProducerTemplate routes;
  private final Permissions permissions;
  private final Supplier<String> identityUrl;
  private final Supplier<MarketoClient> marketo;
  private final String apiVersion;
  private final Clock clock;

  /**
   * @param identityUrl names the org and the user of Salesforce's session
   * @param marketo the client of the marketo: component, which knows the API user
   */
  public Look(
      ProducerTemplate routes,
      Permissions permissions,
      Supplier<String> identityUrl,
      Supplier<MarketoClient> marketo,
      String apiVersion,
      Clock clock) {
    this.routes = routes;
    this.permissions = permissions;
    this.identityUrl = identityUrl;
    this.marketo = marketo;
    this.apiVersion = apiVersion;
    this.clock = clock;
  }

  /**
   * Asks.
   *
   * @param marketoUrl the instance
   * @throws SetupTrouble if a system does not answer as it should
   */
  public Confirmation now(String marketoUrl) {
    try {
      SalesforceSide salesforce = salesforce();
      MarketoSide instance = marketo(marketoUrl);
      return new Confirmation(salesforce, instance, permissions.lacking(), clock.instant());
    } catch (RuntimeException e) {
      throw Trouble.explaining(e);
    }
  }

  private SalesforceSide salesforce() {
    Map<?, ?> limits = routes.requestBody("direct:salesforce-limits", null, Map.class);
    Map<?, ?> calls = limits.get("DailyApiRequests") instanceof Map<?, ?> daily ? daily : Map.of();
    Map<?, ?> org = first("SELECT Id, Name, OrganizationType, IsSandbox FROM Organization");
    String identity = identityUrl.get();
    String userId = identity.substring(identity.lastIndexOf('/') + 1).replaceAll("\\W", "");
    Map<?, ?> user = first("SELECT Name, Username FROM User WHERE Id = '" + userId + "'");
    return new SalesforceSide(
        text(org, "Name"),
        text(org, "Id"),
        text(org, "OrganizationType"),
        Boolean.TRUE.equals(org.get("IsSandbox")),
        text(user, "Name"),
        text(user, "Username"),
        apiVersion,
        number(calls, "Remaining"),
        number(calls, "Max"));
  }

  private Map<?, ?> first(String soql) {
    Map<?, ?> page = routes.requestBody("direct:query-salesforce", soql, Map.class);
    return page.get("records") instanceof List<?> records
            && !records.isEmpty()
            && records.get(0) instanceof Map<?, ?> record
        ? record
        : Map.of();
  }

  private MarketoSide marketo(String url) {
    String user = marketo.get().user();
    long today = 0;
    List<?> usage = routes.requestBody("direct:marketo-usage", null, List.class);
    if (!usage.isEmpty() && usage.get(0) instanceof Map<?, ?> day) today = number(day, "total");
    return new MarketoSide(url, user, today, USUAL_QUOTA, isNativeSyncOn());
  }

  /**
   * Whether Marketo's own Salesforce Sync is on: then it refuses every write of a company, even
   * this update of one that can't exist.
   */
  private boolean isNativeSyncOn() {
    Map<String, Object> nobody = Map.of("externalCompanyId", "bactrian-looks-" + UUID.randomUUID());
    try {
      List<?> results = routes.requestBody("direct:probe-marketo", List.of(nobody), List.class);
      return results.stream()
          .flatMap(result -> ((RecordResult) result).reasons().stream())
          .anyMatch(reason -> reason.code().equals(NATIVE_SYNC));
    } catch (RuntimeException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof MarketoRefused refused && refused.code().equals(NATIVE_SYNC)) return true;
      }
      throw e;
    }
  }

  private static String text(Map<?, ?> record, String name) {
    return record.get(name) instanceof String text ? text : "";
  }

  private static long number(Map<?, ?> record, String name) {
    return record.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
