package org.bactrian.salesforce.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.api.utils.JsonUtils;
import org.bactrian.local.Http;
import org.bactrian.salesforce.Question;
import org.bactrian.sandbox.salesforce.Options;
import org.bactrian.sandbox.salesforce.SalesforceSandbox;

/** A query finds what it asks for, whatever characters its values have. */
class QueryBatchTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = Http.client();
  private static SalesforceSandbox salesforce;
  private static String token;

  @BeforeContainer
  static void start() throws Exception {
    salesforce = SalesforceSandbox.start(new Options(0, 0, 7, 0, Clock.systemUTC(), "127.0.0.1"));
    token =
        post(
                "/services/oauth2/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&client_id=sandbox-consumer-key"
                    + "&client_secret=sandbox-consumer-secret")
            .path("access_token")
            .asText();
  }

  @AfterContainer
  static void stop() {
    salesforce.close();
  }

  @Property(tries = 200)
  void a_value_is_found_as_it_is(@ForAll("values") String value) throws Exception {
    String lead = create(value);
    String nobody = create(value.replaceAll("[^a-z]", "_") + "_");
    String soql =
        new Question("Lead", List.of("Id")).alive(Question.in("LastName", List.of(value)));
    SObjectBatch batch = QueryBatch.of("62.0", List.of(soql, soql));
    JsonNode answer =
        post(
            "/services/data/v62.0/composite/batch",
            "application/json",
            JsonUtils.createObjectMapper().writeValueAsString(batch));
    for (JsonNode each : answer.path("results")) {
      assertThat(each.path("result").path("records").findValuesAsText("Id"))
          .as("%s: %s", value, each)
          .contains(lead)
          .doesNotContain(nobody);
    }
    assertThat(answer.path("results")).hasSize(2);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> odd =
        Arbitraries.strings()
            .withChars("+&%#?=/'\"\\;:@!$ \t\n\r<>{}[]()|^~`,._-*")
            .withChars('\u00e4', '\u00df', '\u4e2d', '\u0e01', '\u202e', '\u00a0')
            .ofMaxLength(12);
    Arbitrary<String> surrogates = Arbitraries.of("", "\ud83d\udc2a", "%41", "%", "&amp;", "'--");
    return odd.flatMap(
        text -> surrogates.map(more -> ("a" + text + more + "z").replaceAll("\\s+", " ")));
  }

  private static String create(String lastName) throws Exception {
    return post(
            "/services/data/v62.0/sobjects/Lead",
            "application/json",
            JSON.writeValueAsString(Map.of("LastName", lastName, "Company", "C")))
        .path("id")
        .asText();
  }

  private static JsonNode post(String path, String type, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(salesforce.url() + path)).header("Content-Type", type);
    if (token != null) request.header("Authorization", "Bearer " + token);
    return JSON.readTree(
        HTTP.send(
                request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
