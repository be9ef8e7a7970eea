package org.bactrian.mapping;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.local.Http;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.sandbox.marketo.Limits;
import org.bactrian.sandbox.marketo.MarketoSandbox;
import org.bactrian.sandbox.salesforce.Options;
import org.bactrian.sandbox.salesforce.SalesforceSandbox;

/**
 * What both simulated systems say of the fields of the shipped mappings, asked once over HTTP: of
 * Marketo as it starts, and with the fields that the mappings declare.
 */
public final class SandboxSchemas {

  static final List<Mapping> MAPPINGS = MappingReader.read(Path.of("config/mappings")).mappings();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = Http.client();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final TypeReference<List<Map<String, Object>>> LIST = new TypeReference<>() {};
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final Map<String, SalesforceSchema> SALESFORCE = new HashMap<>();
  private static final Map<String, MarketoSchema> MARKETO_AT_FIRST = new HashMap<>();
  private static final Map<String, MarketoSchema> MARKETO = new HashMap<>();

  static {
    try (SalesforceSandbox salesforce = SalesforceSandbox.start(Options.small(10));
        MarketoSandbox marketo =
            MarketoSandbox.start(org.bactrian.sandbox.marketo.Options.with(new Limits(0, 0, 0)))) {
      askSalesforce(salesforce.url());
      askMarketo(marketo.url());
    }
  }

  private SandboxSchemas() {}

  public static Mapping mapping(String name) {
    return MAPPINGS.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  public static SalesforceSchema salesforce(Mapping mapping) {
    return SALESFORCE.get(mapping.salesforceObject());
  }

  public static Optional<SalesforceSchema> salesforce(String object) {
    return Optional.ofNullable(SALESFORCE.get(object));
  }

  public static MarketoSchema marketoAtFirst(Mapping mapping) {
    return MARKETO_AT_FIRST.get(mapping.marketoObject().path());
  }

  public static MarketoSchema marketo(Mapping mapping) {
    return MARKETO.get(mapping.marketoObject().path());
  }

  static Translation translation(Mapping mapping) {
    return new Translation(mapping, salesforce(mapping), marketo(mapping));
  }

  static BackTranslation backTranslation(Mapping mapping) {
    return new BackTranslation(mapping, salesforce(mapping), marketo(mapping));
  }

  private static void askSalesforce(String url) {
    String login =
        "grant_type=client_credentials&client_id=sandbox-consumer-key&client_secret=sandbox-consumer-secret";
    String token = token(url + "/services/oauth2/token", login);
    for (String object : new Mappings(MAPPINGS).salesforceObjects()) {
      JsonNode describe = get(url + "/services/data/v62.0/sobjects/" + object + "/describe", token);
      SALESFORCE.put(object, SalesforceSchema.of(JSON.convertValue(describe, MAP)));
    }
  }

  private static void askMarketo(String url) {
    String login =
        "grant_type=client_credentials&client_id=sandbox-client-id&client_secret=sandbox-client-secret";
    String token = token(url + "/identity/oauth/token", login);
    for (Mapping mapping : MAPPINGS) describe(url, token, mapping, MARKETO_AT_FIRST);
    for (Mapping mapping : MAPPINGS) {
      for (DeclaredField field : mapping.fields()) create(url, token, field);
    }
    for (Mapping mapping : MAPPINGS) describe(url, token, mapping, MARKETO);
  }

  private static void describe(
      String url, String token, Mapping mapping, Map<String, MarketoSchema> to) {
    String path = mapping.marketoObject().path();
    JsonNode result = get(url + "/rest/v1/" + path + "/describe.json", token).path("result");
    to.put(path, MarketoSchema.of(mapping.marketoObject().word(), JSON.convertValue(result, LIST)));
  }

  private static void create(String url, String token, DeclaredField field) {
    Map<String, String> row =
        Map.of("name", field.name(), "displayName", field.label(), "dataType", field.type());
    post(
        url + "/rest/v1/leads/schema/fields.json",
        JSON.valueToTree(Map.of("input", List.of(row))).toString(),
        "application/json",
        "Bearer " + token);
  }

  private static String token(String url, String form) {
    return post(url, form, FORM, "none").path("access_token").asText();
  }

  private static JsonNode get(String url, String token) {
    return answer(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token));
  }

  private static JsonNode post(String url, String body, String type, String authorization) {
    return answer(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode answer(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new AssertionError(answer + " " + answer.body());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
