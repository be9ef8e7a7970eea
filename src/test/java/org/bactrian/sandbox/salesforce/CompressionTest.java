package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bactrian.local.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies are compressed both ways, where a client says so. */
class CompressionTest {
  private static SalesforceSandbox sandbox;
  private static Client client;

  @BeforeAll
  static void start() {
    sandbox = SalesforceSandbox.start(Options.small(50));
    client = new Client(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void answersAreCompressedWhenTheClientTakesIt() throws Exception {
    HttpResponse<byte[]> plain = send("GET", "sobjects/Lead/describe", null);
    HttpResponse<byte[]> zipped =
        send("GET", "sobjects/Lead/describe", null, "Accept-Encoding", "gzip");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(zipped.body().length).isLessThan(plain.body().length / 4);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
        .isEqualTo(plain.body());
  }

  @Test
  void callsMayBeCompressed() throws Exception {
    byte[] body = zipped("{\"LastName\":\"Zip\",\"Company\":\"Acme\"}");
    HttpResponse<byte[]> made = send("POST", "sobjects/Lead", body, "Content-Encoding", "gzip");
    assertThat(made.statusCode())
        .as(new String(made.body(), StandardCharsets.UTF_8))
        .isEqualTo(201);
    assertThat(client.count("Lead", "LastName = 'Zip'")).isEqualTo(1);
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static HttpResponse<byte[]> send(
      String method, String path, byte[] body, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(sandbox.url() + Client.API + path))
            .header("Authorization", "Bearer " + client.token())
            .header("Content-Type", "application/json")
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) request.headers(headers);
    return Http.client().send(request.build(), BodyHandlers.ofByteArray());
  }
}
