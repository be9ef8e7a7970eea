package org.bactrian.marketo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.wire.CallWatch;
import org.bactrian.marketo.wire.Pace;
import org.bactrian.marketo.wire.SharedWindow;

/**
 * One Marketo instance; its endpoints share one client, and with it pace and token.
 *
 * <p>An endpoint whose URI has options of the configuration has a client of its own.
 */
@Component("marketo")
public class MarketoComponent extends HealthCheckComponent implements SSLContextParametersAware {

  /** Who calls, and what else a client is made of. */
  private record Access(MarketoCredentials who, List<Object> traits) {

    /** Whether this is what the other one was before its credentials changed. */
    boolean isFormer(Access now) {
      return traits.get(0) != null && traits.equals(now.traits) && !who.equals(now.who);
    }
  }

  @Metadata(description = "What all endpoints have in common")
  private MarketoConfiguration configuration = new MarketoConfiguration();

  @Metadata(
      label = "security",
      defaultValue = "false",
      description = "Whether the TLS parameters of the Camel context are used")
  private boolean useGlobalSslContextParameters;

  @Metadata(
      label = "producer,advanced",
      defaultValue = "false",
      description =
          "Whether a call holds the thread of its route until Marketo's answer is there, which may"
              + " be maxWait")
  private boolean synchronous;

  private final Map<Access, MarketoClient> clients = new LinkedHashMap<>();
  private CallWatch watch = CallWatch.NONE;
  private SharedWindow window = SharedWindow.ALONE;
  private long callsBefore;
  private ExecutorService threads;
  private MarketoHealthCheck health;

  /** A component that is told its context later. */
  public MarketoComponent() {}

  /** A component of a context. */
  public MarketoComponent(CamelContext context) {
    super(context);
  }

  /** The client that all endpoints share; it connects with its first call. */
  public MarketoClient client() {
    return client(configuration);
  }

  /** The client of a configuration; one whose credentials changed is closed. */
  synchronized MarketoClient client(MarketoConfiguration asked) {
    Access access = new Access(asked.who(), asked.traits());
    MarketoClient known = clients.get(access);
    if (known != null) return known;
    for (Access former : List.copyOf(clients.keySet())) {
      if (former.isFormer(access)) disconnect(former);
    }
    MarketoClient client =
        new MarketoClient(asked.client(access.who(), getCamelContext()).withWatch(watch));
    client.share(window);
    clients.put(access, client);
    return client;
  }

  /** Has each call of its clients watched from now on. */
  public synchronized void watchedBy(CallWatch watcher) {
    watch = watcher;
  }

  /** How much of the limits is used; nothing while no endpoint has connected. */
  public synchronized Pace.Load load() {
    return clients.entrySet().stream()
        .filter(each -> each.getKey().traits().equals(configuration.traits()))
        .map(each -> each.getValue().load())
        .findFirst()
        .orElse(
            new Pace.Load(
                0, configuration.getCallsPer20Seconds(), 0, configuration.getCallsInFlight()));
  }

  /** How many data calls were made so far, repeated ones included. */
  public synchronized long calls() {
    return callsBefore + clients.values().stream().mapToLong(each -> each.calls().calls()).sum();
  }

  /** Shares the calls in 20 s with other processes, from the next connection on. */
  public synchronized void sharedBy(SharedWindow others) {
    window = others;
  }

  /** Threads that wait for Marketo's answers in place of the routes'. */
  synchronized ExecutorService threads() {
    if (threads == null)
      threads = getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "marketo");
    return threads;
  }

  private void disconnect(Access access) {
    MarketoClient client = clients.remove(access);
    callsBefore += client.calls().calls();
    client.close();
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    int slash = remaining.lastIndexOf('/');
    boolean log = remaining.equals(MarketoOperation.ACTIVITIES);
    if (slash < 0 && !log)
      throw new IllegalArgumentException(
          "'%s' is not marketo:resource/operation, as in marketo:leads/sync".formatted(uri));
    MarketoEndpoint endpoint =
        new MarketoEndpoint(
            uri,
            this,
            log ? remaining : remaining.substring(0, slash),
            log ? ActivityOperation.get.name() : remaining.substring(slash + 1));
    endpoint.setConfiguration(configuration.copy());
    if (synchronous) endpoint.setSynchronous(true);
    setProperties(endpoint, parameters);
    if (endpoint.getConfiguration().getSslContextParameters() == null)
      endpoint.getConfiguration().setSslContextParameters(retrieveGlobalSslContextParameters());
    return endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    WritableHealthCheckRepository producers =
        HealthCheckHelper.getHealthCheckRepository(
            getCamelContext(), "producers", WritableHealthCheckRepository.class);
    if (producers == null) return;
    health = new MarketoHealthCheck(this);
    health.setEnabled(isHealthCheckProducerEnabled());
    producers.addHealthCheck(health);
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    if (health != null) {
      HealthCheckHelper.getHealthCheckRepository(
              getCamelContext(), "producers", WritableHealthCheckRepository.class)
          .removeHealthCheck(health);
      health = null;
    }
    disconnectAll();
  }

  private synchronized void disconnectAll() {
    for (Access each : new ArrayList<>(clients.keySet())) disconnect(each);
    if (threads != null) getCamelContext().getExecutorServiceManager().shutdownNow(threads);
    threads = null;
  }

  public MarketoConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(MarketoConfiguration configuration) {
    this.configuration = configuration;
  }

  public boolean isSynchronous() {
    return synchronous;
  }

  public void setSynchronous(boolean synchronous) {
    this.synchronous = synchronous;
  }

  @Override
  public boolean isUseGlobalSslContextParameters() {
    return useGlobalSslContextParameters;
  }

  @Override
  public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
    this.useGlobalSslContextParameters = useGlobalSslContextParameters;
  }
}
