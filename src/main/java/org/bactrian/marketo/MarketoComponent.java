package org.bactrian.marketo;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoClientOptions;
import org.bactrian.marketo.wire.CallWatch;
import org.bactrian.marketo.wire.Pace;
import org.bactrian.marketo.wire.SharedWindow;

/** One Marketo instance; its endpoints share one client, and with it pace and token. */
@Component("marketo")
public class MarketoComponent extends DefaultComponent {

  @Metadata(
      label = "common",
      description =
          "The instance, as in https://123-ABC-456.mktorest.com; identity and REST are below it")
  private String baseUrl;

  @Metadata(label = "security", description = "The client id of the custom service in LaunchPoint")
  private String clientId;

  @Metadata(
      label = "security",
      secret = true,
      description = "The client secret of the custom service in LaunchPoint")
  private String clientSecret;

  @Metadata(
      label = "advanced",
      defaultValue = "95",
      description =
          "The most calls in any 20 seconds; Marketo allows 100 to all integrations together. 0"
              + " sets no limit")
  private int callsPer20Seconds = 95;

  @Metadata(
      label = "advanced",
      defaultValue = "10",
      description = "The most calls at the same time; Marketo allows 10 to all integrations")
  private int callsInFlight = 10;

  @Metadata(
      label = "advanced",
      defaultValue = "10m",
      javaType = "java.time.Duration",
      description = "How long a call waits for an outage or a limit of Marketo to end")
  private long patience = Duration.ofMinutes(10).toMillis();

  @Metadata(
      label = "security",
      description =
          "Where base URL, client id and client secret come from, if they may change while it runs")
  private Supplier<MarketoCredentials> credentials;

  @Metadata(
      label = "advanced",
      defaultValue = "130s",
      javaType = "java.time.Duration",
      description =
          "How long one call may take, its answer included; Marketo itself ends a call after 120 s")
  private long requestTimeout = Duration.ofSeconds(130).toMillis();

  @Metadata(
      label = "advanced",
      defaultValue = "20s",
      javaType = "java.time.Duration",
      description = "How long making a connection may take")
  private long connectTimeout = Duration.ofSeconds(20).toMillis();

  private CallWatch watch = CallWatch.NONE;
  private SharedWindow window = SharedWindow.ALONE;
  private MarketoCredentials current;
  private MarketoClient client;
  private long callsBefore;

  /** A component that is told its context later. */
  public MarketoComponent() {}

  /** A component of a context. */
  public MarketoComponent(CamelContext context) {
    super(context);
  }

  /** The client that all endpoints share; it connects with its first call. */
  public synchronized MarketoClient client() {
    if (client == null || credentials != null && !credentials.get().equals(current)) connect();
    return client;
  }

  /** Has each call of its clients watched from now on. */
  public synchronized void watchedBy(CallWatch watcher) {
    watch = watcher;
  }

  /** How much of the limits is used; nothing while no endpoint has connected. */
  public synchronized Pace.Load load() {
    return client == null ? new Pace.Load(0, callsPer20Seconds, 0, callsInFlight) : client.load();
  }

  /** How many data calls were made so far, repeated ones included. */
  public synchronized long calls() {
    return client == null ? callsBefore : callsBefore + client.calls().calls();
  }

  private void connect() {
    disconnect();
    current = credentials != null ? credentials.get() : configured();
    client =
        new MarketoClient(
            MarketoClientOptions.of(current.baseUrl(), current.clientId(), current.clientSecret())
                .withPace(callsPer20Seconds, callsInFlight)
                .withPatience(Duration.ofMillis(patience))
                .withTimeout(Duration.ofMillis(requestTimeout))
                .withConnectTimeout(Duration.ofMillis(connectTimeout))
                .withWatch(watch));
    client.share(window);
  }

  /** Shares the calls in 20 s with other processes, from the next connection on. */
  public synchronized void sharedBy(SharedWindow others) {
    window = others;
  }

  private MarketoCredentials configured() {
    return new MarketoCredentials(
        set("baseUrl", baseUrl), set("clientId", clientId), set("clientSecret", clientSecret));
  }

  private void disconnect() {
    if (client == null) return;
    callsBefore += client.calls().calls();
    client.close();
    client = null;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    int slash = remaining.lastIndexOf('/');
    if (slash < 0)
      throw new IllegalArgumentException(
          "'%s' is not marketo:resource/operation, as in marketo:leads/sync".formatted(uri));
    MarketoEndpoint endpoint =
        new MarketoEndpoint(
            uri, this, remaining.substring(0, slash), remaining.substring(slash + 1));
    setProperties(endpoint, parameters);
    return endpoint;
  }

  @Override
  protected synchronized void doStop() throws Exception {
    super.doStop();
    disconnect();
  }

  private static String set(String option, String value) {
    if (value == null || value.isBlank())
      throw new IllegalStateException("camel.component.marketo." + option + " is not set");
    return value;
  }

  public String getBaseUrl() {
    return baseUrl;
  }

  public void setBaseUrl(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public String getClientId() {
    return clientId;
  }

  public void setClientId(String clientId) {
    this.clientId = clientId;
  }

  public String getClientSecret() {
    return clientSecret;
  }

  public void setClientSecret(String clientSecret) {
    this.clientSecret = clientSecret;
  }

  public int getCallsPer20Seconds() {
    return callsPer20Seconds;
  }

  public void setCallsPer20Seconds(int callsPer20Seconds) {
    this.callsPer20Seconds = callsPer20Seconds;
  }

  public int getCallsInFlight() {
    return callsInFlight;
  }

  public void setCallsInFlight(int callsInFlight) {
    this.callsInFlight = callsInFlight;
  }

  public long getPatience() {
    return patience;
  }

  public void setPatience(long patience) {
    this.patience = patience;
  }

  public long getRequestTimeout() {
    return requestTimeout;
  }

  public void setRequestTimeout(long requestTimeout) {
    this.requestTimeout = requestTimeout;
  }

  public long getConnectTimeout() {
    return connectTimeout;
  }

  public void setConnectTimeout(long connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  public Supplier<MarketoCredentials> getCredentials() {
    return credentials;
  }

  public void setCredentials(Supplier<MarketoCredentials> credentials) {
    this.credentials = credentials;
  }
}
