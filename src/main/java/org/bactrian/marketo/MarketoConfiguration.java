package org.bactrian.marketo;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.bactrian.marketo.client.MarketoClientOptions;
import org.bactrian.marketo.wire.HttpOptions;

/** Which Marketo instance is called, by whom, how fast and through what. */
@UriParams
public class MarketoConfiguration implements Cloneable {

  @UriParam(
      label = "common",
      description =
          "The instance, as in https://123-ABC-456.mktorest.com; identity and REST are below it")
  private String baseUrl;

  @UriParam(
      label = "security",
      secret = true,
      description = "The client id of the custom service in LaunchPoint")
  private String clientId;

  @UriParam(
      label = "security",
      secret = true,
      description = "The client secret of the custom service in LaunchPoint")
  private String clientSecret;

  @UriParam(
      label = "security",
      description =
          "Where base URL, client id and client secret come from, if they may change while it runs")
  private Supplier<MarketoCredentials> credentials;

  @UriParam(
      label = "advanced",
      defaultValue = "95",
      description =
          "The most calls in any 20 seconds; Marketo allows 100 to all integrations together. 0"
              + " sets no limit")
  private int callsPer20Seconds = 95;

  @UriParam(
      label = "advanced",
      defaultValue = "10",
      description = "The most calls at the same time; Marketo allows 10 to all integrations")
  private int callsInFlight = 10;

  @UriParam(
      label = "advanced",
      defaultValue = "10m",
      javaType = "java.time.Duration",
      description = "How long a call waits for an outage or a limit of Marketo to end")
  private long maxWait = Duration.ofMinutes(10).toMillis();

  @UriParam(
      label = "advanced",
      defaultValue = "130s",
      javaType = "java.time.Duration",
      description =
          "How long one call may take, its answer included; Marketo itself ends a call after 120 s")
  private long requestTimeout = HttpOptions.DEFAULT.timeout().toMillis();

  @UriParam(
      label = "advanced",
      defaultValue = "20s",
      javaType = "java.time.Duration",
      description = "How long making a connection may take")
  private long connectTimeout = HttpOptions.DEFAULT.connectTimeout().toMillis();

  @UriParam(label = "proxy", description = "The host of an HTTP proxy")
  private String proxyHost;

  @UriParam(label = "proxy", description = "The port of the HTTP proxy")
  private int proxyPort;

  @UriParam(
      label = "security",
      description = "The certificates and protocols of TLS; those of the JVM without it")
  @Metadata(autowired = false)
  private SSLContextParameters sslContextParameters;

  /** Another configuration with the same values. */
  public MarketoConfiguration copy() {
    try {
      return (MarketoConfiguration) clone();
    } catch (CloneNotSupportedException e) {
      throw new RuntimeCamelException(e);
    }
  }

  /** Whom to call as, and where; an option that is not set is an IllegalStateException. */
  MarketoCredentials who() {
    if (credentials != null) return credentials.get();
    return new MarketoCredentials(
        set("baseUrl", baseUrl), set("clientId", clientId), set("clientSecret", clientSecret));
  }

  /** Everything that a client is made of, but who calls: equal for equal configurations. */
  List<Object> traits() {
    return Arrays.asList(
        credentials,
        callsPer20Seconds,
        callsInFlight,
        maxWait,
        requestTimeout,
        connectTimeout,
        proxyHost,
        proxyPort,
        sslContextParameters);
  }

  /** The options of a client that calls as these. */
  MarketoClientOptions client(MarketoCredentials who, CamelContext context) {
    return MarketoClientOptions.of(who.baseUrl(), who.clientId(), who.clientSecret())
        .withPace(callsPer20Seconds, callsInFlight)
        .withMaxWait(Duration.ofMillis(maxWait))
        .withHttp(
            new HttpOptions(
                Duration.ofMillis(requestTimeout),
                Duration.ofMillis(connectTimeout),
                tls(context),
                proxyHost == null ? null : new InetSocketAddress(proxyHost, proxyPort)));
  }

  private SSLContext tls(CamelContext context) {
    if (sslContextParameters == null) return null;
    try {
      return sslContextParameters.createSSLContext(context);
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(
          "sslContextParameters of the marketo: component: " + e.getMessage(), e);
    }
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

  public Supplier<MarketoCredentials> getCredentials() {
    return credentials;
  }

  public void setCredentials(Supplier<MarketoCredentials> credentials) {
    this.credentials = credentials;
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

  public long getMaxWait() {
    return maxWait;
  }

  public void setMaxWait(long maxWait) {
    this.maxWait = maxWait;
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

  public String getProxyHost() {
    return proxyHost;
  }

  public void setProxyHost(String proxyHost) {
    this.proxyHost = proxyHost;
  }

  public int getProxyPort() {
    return proxyPort;
  }

  public void setProxyPort(int proxyPort) {
    this.proxyPort = proxyPort;
  }

  public SSLContextParameters getSslContextParameters() {
    return sslContextParameters;
  }

  public void setSslContextParameters(SSLContextParameters sslContextParameters) {
    this.sslContextParameters = sslContextParameters;
  }
}
