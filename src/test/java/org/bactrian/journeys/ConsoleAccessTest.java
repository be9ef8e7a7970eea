package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bactrian.cli.Commands;
import org.bactrian.local.Http;
import org.bactrian.local.Modes;
import org.bactrian.local.StandingClock;
import org.bactrian.settings.SettingsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes into the console, and who does not. */
class ConsoleAccessTest {

  private static final String PASSWORD = Served.PASSWORD;

  @TempDir Path folder;
  private final StandingClock clock = new StandingClock();
  private Served served;

  @BeforeEach
  void prepare() {
    served = new Served(folder, 0);
    served.clock = clock;
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void asksForThePasswordAndGoesOnToWhereOneWanted() {
    withPassword();
    Visitor visitor = new Visitor(served.url());
    HttpResponse<String> first = visitor.get("/mappings?a=b");
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.body()).isEmpty();
    String login = first.headers().firstValue("Location").orElseThrow();
    assertThat(login).isEqualTo("/login?next=%2Fmappings%3Fa%3Db");
    assertThat(visitor.get(login).body()).contains("type=\"password\"");
    String before = visitor.cookies.toString();
    HttpResponse<String> wrong = visitor.post("/login", "password", "wrong", "next", "/mappings");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("That is not the password");
    HttpResponse<String> right =
        visitor.post("/login", "password", PASSWORD, "next", "/mappings?a=b");
    assertThat(right.headers().firstValue("Location")).contains("/mappings?a=b");
    assertThat(visitor.cookies.toString()).as("a session nobody knew before").isNotEqualTo(before);
    assertThat(visitor.get("/mappings").body()).contains("Log out");
    Map<String, String> session = Map.copyOf(visitor.cookies);
    visitor.post("/logout");
    assertThat(visitor.get("/mappings").statusCode()).isEqualTo(303);
    visitor.cookies.putAll(session);
    assertThat(visitor.get("/mappings").statusCode()).as("with the old cookie").isEqualTo(303);
  }

  @Test
  void withoutAPasswordNothingIsShownOrDone() {
    withPassword();
    Visitor visitor = new Visitor(served.url());
    for (String path :
        new String[] {"/", "/dead-letters", "/dead-letters.csv", "/live/plots", "/live/status"}) {
      HttpResponse<String> answer = visitor.get(path);
      assertThat(answer.statusCode()).as(path).isIn(303, 204);
      assertThat(answer.body()).as(path).isEmpty();
    }
    assertThat(visitor.get("/live/status").headers().firstValue("HX-Redirect")).contains("/login");
    visitor.get("/login");
    HttpResponse<String> plan = visitor.post("/plan");
    assertThat(plan.headers().firstValue("Location")).contains("/login");
    assertThat(visitor.get("/connect/callback").statusCode()).isEqualTo(400);
  }

  @Test
  void aSessionThatSomebodyElseChoseOpensNothing() {
    withPassword();
    Visitor visitor = new Visitor(served.url());
    visitor.get("/login");
    String name = visitor.cookies.keySet().iterator().next();
    String planted = "A".repeat(43);
    visitor.cookies.put(name, planted);
    visitor.get("/login");
    visitor.post("/login", "password", PASSWORD, "next", "/");
    assertThat(visitor.cookies.get(name)).isNotEqualTo(planted);
    visitor.cookies.put(name, planted);
    assertThat(visitor.get("/mappings").statusCode()).isEqualTo(303);
  }

  @Test
  void whoeverDoesNothingIsLoggedOutEvenIfTheirPageKeepsAsking() {
    served.systems.set("console.idle", "10m");
    withPassword();
    Visitor visitor = logIn(new Visitor(served.url()));
    clock.pass(Duration.ofMinutes(9));
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(9));
    assertThat(visitor.get("/live/status").headers().firstValue("HX-Redirect")).isEmpty();
    clock.pass(Duration.ofMinutes(2));
    assertThat(visitor.get("/live/status").headers().firstValue("HX-Redirect")).contains("/login");
    assertThat(visitor.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void aSessionEndsAtLastHoweverBusyOneIs() {
    served.systems.set("console.idle", "10m");
    served.systems.set("console.session", "20m");
    withPassword();
    Visitor visitor = logIn(new Visitor(served.url()));
    clock.pass(Duration.ofMinutes(9));
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(9));
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(3));
    assertThat(visitor.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void isNotServedToOthersWithoutAPassword() {
    served.systems.set("console.address", "0.0.0.0");
    assertThatThrownBy(served::start)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("bactrian.console.address=0.0.0.0")
        .hasMessageContaining("bactrian.console.password-hash")
        .hasMessageContaining("hash-password");
    served.systems.set("console.address", "127.0.0.1");
    served.systems.set("console.public-url", "https://bactrian.example.com");
    assertThatThrownBy(served::start)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("bactrian.console.public-url=https://bactrian.example.com");
    served.systems.set("console.public-url", "https://bactrian.example.com/path");
    assertThatThrownBy(served::start).hasMessageContaining("without a path");
    served.systems.set("console.public-url", "");
    served.systems.set("console.password-hash", "my secret password");
    assertThatThrownBy(served::start)
        .hasMessageContaining("it is not a hash")
        .message()
        .doesNotContain("my secret");
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      served.systems.set("console.port", String.valueOf(taken.getLocalPort()));
      assertThatThrownBy(served::start)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("serving the console on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("bactrian.console.port");
    }
  }

  @Test
  void behindAProxyItKnowsItsPublicName() {
    served.systems.set("console.public-url", "https://Bactrian.example.com/");
    withPassword();
    assertThat(served.url()).isEqualTo("https://bactrian.example.com");
    Visitor visitor = new Visitor(served.local());
    HttpResponse<String> login = visitor.get("/login");
    assertThat(login.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("__Host-bactrian=")
        .contains("; Secure");
    assertThat(login.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
    visitor.origin = "https://bactrian.example.com";
    assertThat(visitor.post("/login", "password", PASSWORD, "next", "/").statusCode())
        .isEqualTo(303);
    visitor.origin = "https://bactrian.example.com.evil.example";
    assertThat(visitor.post("/plan").statusCode()).isEqualTo(403);
    String port = String.valueOf(URI.create(served.local()).getPort());
    assertThat(
            visitor.raw(
                "GET /login HTTP/1.1\r\nHost: bactrian.example.com\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(
            visitor.raw(
                "GET /login HTTP/1.1\r\nHost: other.example:%s\r\nConnection: close\r\n\r\n"
                    .formatted(port)))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void servesHttpsFromPemFilesAndFromPkcs12() throws Exception {
    Path store = keyStore();
    pem(store);
    served.systems.set("console.tls.certificate", folder.resolve("chain.pem").toString());
    served.systems.set("console.tls.key", folder.resolve("key.pem").toString());
    assertServesHttps(store);
    served.bactrian().close();
    served.systems.settings().remove("bactrian.console.tls.certificate");
    served.systems.settings().remove("bactrian.console.tls.key");
    served.systems.set("console.tls.keystore", store.toString());
    served.systems.set("console.tls.keystore-password", "secret-of-store");
    assertServesHttps(store);
  }

  @Test
  void httpsHasForwardSecrecyAndSaysThatItStays() throws Exception {
    Path store = keyStore("RSA");
    served.systems.set("console.tls.keystore", store.toString());
    served.systems.set("console.tls.keystore-password", "secret-of-store");
    served.systems.set("console.max-connections", "20");
    served.systems.set("console.header-timeout", "3s");
    served.start();
    assertThatHandshakesAreBounded(store);
    HttpResponse<String> answer =
        new Visitor(served.url(), Http.builder().sslContext(trusting(store)).build()).get("/login");
    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
    for (String weak :
        new String[] {
          "TLS_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_RSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"
        }) {
      assertThatThrownBy(() -> shakeHands(store, weak)).as(weak).isInstanceOf(SSLException.class);
    }
    shakeHands(store, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    shakeHands(store, "TLS_AES_256_GCM_SHA384");
  }

  /** By count and by time, whether they are begun or not; and who finishes one is served. */
  private void assertThatHandshakesAreBounded(Path store) throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        Socket socket = new Socket("127.0.0.1", URI.create(served.url()).getPort());
        open.add(socket);
        socket.setSoTimeout(20_000);
        if (i % 2 == 0) socket.getOutputStream().write(new byte[] {0x16, 3, 1});
      }
      assertThat(
              new Visitor(served.url(), Http.builder().sslContext(trusting(store)).build())
                  .get("/mappings")
                  .statusCode())
          .isEqualTo(200);
      long begun = System.nanoTime();
      for (Socket socket : open.subList(0, 40)) assertThat(isClosed(socket)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as("too many")
          .isLessThan(Duration.ofSeconds(2));
      for (Socket socket : open.subList(40, 60))
        assertThat(isClosed(socket)).as("too long").isTrue();
    } finally {
      for (Socket socket : open) socket.close();
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void shakeHands(Path store, String suite) throws Exception {
    int port = URI.create(served.url()).getPort();
    try (SSLSocket socket =
        (SSLSocket) trusting(store).getSocketFactory().createSocket("localhost", port)) {
      socket.setEnabledProtocols(new String[] {suite.contains("_WITH_") ? "TLSv1.2" : "TLSv1.3"});
      socket.setEnabledCipherSuites(new String[] {suite});
      socket.startHandshake();
    }
  }

  @Test
  void aCertificateThatCanNotBeUsedIsNamed() throws Exception {
    Path store = keyStore();
    pem(store);
    served.systems.set("console.tls.certificate", folder.resolve("chain.pem").toString());
    assertThatThrownBy(served::start).hasMessageContaining("bactrian.console.tls.key");
    served.systems.set("console.tls.key", folder.resolve("missing.pem").toString());
    assertThatThrownBy(served::start).hasMessageContaining("missing.pem: there is no such file");
    Modes.set(folder.resolve("key.pem"), "rw-r-----");
    served.systems.set("console.tls.key", folder.resolve("key.pem").toString());
    assertThatThrownBy(served::start)
        .hasMessageContaining("chmod 600 " + folder.resolve("key.pem"));
    Modes.set(folder.resolve("chain.pem"), "rw-------");
    served.systems.set("console.tls.key", folder.resolve("chain.pem").toString());
    assertThatThrownBy(served::start).hasMessageContaining("BEGIN PRIVATE KEY");
    served.systems.settings().remove("bactrian.console.tls.certificate");
    served.systems.settings().remove("bactrian.console.tls.key");
    served.systems.set("console.tls.keystore", store.toString());
    served.systems.set("console.tls.keystore-password", "wrong");
    assertThatThrownBy(served::start)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("bactrian.console.tls.keystore");
  }

  @Test
  void theCommandMakesTheHash() {
    InputStream in = System.in;
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      assertThat(Commands.execute("hash-password")).isZero();
      System.setIn(new ByteArrayInputStream("short\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(Commands.execute("hash-password")).isNotZero();
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
    String[] setting = said.toString(StandardCharsets.UTF_8).strip().split("=", 2);
    assertThat(setting[0]).isEqualTo("bactrian.console.password-hash");
    served.systems.set("console.password-hash", setting[1]);
    served.start();
    assertThat(logIn(new Visitor(served.url())).get("/").statusCode()).isEqualTo(200);
  }

  private void withPassword() {
    served.askPassword();
    served.start();
  }

  private static Visitor logIn(Visitor visitor) {
    visitor.get("/login");
    assertThat(visitor.post("/login", "password", PASSWORD, "next", "/").statusCode())
        .isEqualTo(303);
    return visitor;
  }

  private void assertServesHttps(Path store) throws Exception {
    served.start();
    assertThat(served.url()).startsWith("https://localhost:");
    Visitor visitor = new Visitor(served.url(), Http.builder().sslContext(trusting(store)).build());
    HttpResponse<String> answer = visitor.get("/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("__Host-bactrian=")
        .contains("; Secure");
    assertThat(visitor.post("/language", "language", "en", "to", "/").statusCode()).isEqualTo(303);
  }

  private Path keyStore() throws Exception {
    return keyStore("EC");
  }

  private Path keyStore(String algorithm) throws Exception {
    Path store = folder.resolve("console.p12");
    java.lang.Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-alias",
                "console",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=DNS:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "secret-of-store")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return Modes.set(store, "rw-------");
  }

  private void pem(Path store) throws Exception {
    KeyStore keys = load(store);
    Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    Files.writeString(
        folder.resolve("chain.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + encoder.encodeToString(keys.getCertificate("console").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    Modes.secret(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + encoder.encodeToString(
                keys.getKey("console", "secret-of-store".toCharArray()).getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static KeyStore load(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret-of-store".toCharArray());
    }
    return keys;
  }

  private static SSLContext trusting(Path store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("console", load(store).getCertificate("console"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
