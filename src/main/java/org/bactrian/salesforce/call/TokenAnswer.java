package org.bactrian.salesforce.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.bactrian.salesforce.Grant;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;

/** What Salesforce's token endpoint answers: a grant, or why there is none. */
public final class TokenAnswer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NEXT = CallAdvice.NEXT;

  private static final String PROXY =
      "; Salesforce is being maintained (status.salesforce.com), a proxy answered in its place, or"
          + " bactrian.salesforce.login-url is no host of Salesforce's"
          + NEXT;

  private final Request request;

  /** The answer to this request. */
  public TokenAnswer(Request request) {
    this.request = request;
  }

  /**
   * What is granted.
   *
   * @param instance where the org is, whatever the answer says; or null
   * @throws CallFailed if nothing is granted; with Salesforce's OAuth error, if it gives one
   */
  public Grant grant(ContentResponse response, String instance) throws CallFailed {
    int status = response.getStatus();
    byte[] body = response.getContent();
    if (status / 100 == 3) {
      throw failed(
          CallFailed.Kind.REDIRECTED,
          status,
          List.of(),
          "it answered %d, which sends to %s; no secret is sent there: if the org has moved, correct"
                  .formatted(status, CallFailures.target(response))
              + " bactrian.salesforce.login-url",
          null);
    }
    JsonNode answer = json(body);
    if (status != 200) throw refused(status, answer, body);
    String token = answer.path("access_token").asText("");
    String url = instance == null ? answer.path("instance_url").asText("") : instance;
    String identity = answer.path("id").asText("");
    if (token.isEmpty() || url.isEmpty() || identity.isEmpty()) {
      throw failed(
          CallFailed.Kind.GARBLED,
          status,
          List.of(),
          "it answered " + CallWords.found(body) + " in place of a token" + PROXY,
          null);
    }
    return new Grant(
        token,
        url.replaceFirst("/+$", ""),
        identity,
        Optional.ofNullable(answer.path("refresh_token").textValue()));
  }

  private CallFailed refused(int status, JsonNode answer, byte[] body) {
    String error = answer.path("error").asText("");
    String description = answer.path("error_description").asText("");
    List<RestError> errors =
        error.isEmpty() ? List.of() : List.of(new RestError(error, description));
    String said = error.isEmpty() ? CallWords.found(body) : error + ": " + description;
    LoginRefusal cause = LoginRefusal.of(error, description);
    String advice = error.isEmpty() ? PROXY : "; " + cause.advice() + NEXT;
    return failed(
        cause.heals() ? CallFailed.Kind.UNREACHED : CallFailed.Kind.REFUSED,
        status,
        errors,
        "it answered " + status + " " + said + advice,
        null);
  }

  /** No answer came. */
  public CallFailed lost(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof Error error) throw error;
    boolean late = cause instanceof TimeoutException;
    boolean large = cause instanceof IllegalArgumentException;
    String found =
        late
            ? "no answer within its time limit"
            : large ? "its answer has no end" : request.getHost() + " can't be reached";
    return failed(
        large ? CallFailed.Kind.TOO_LARGE : late ? CallFailed.Kind.LOST : CallFailed.Kind.UNREACHED,
        0,
        List.of(),
        found + "; check the network, the firewall and the proxy" + NEXT,
        cause);
  }

  private CallFailed failed(
      CallFailed.Kind kind, int status, List<RestError> errors, String found, Throwable cause) {
    String where =
        "logging in at Salesforce (%s %s://%s%s): "
            .formatted(
                request.getMethod(), request.getScheme(), request.getHost(), request.getPath());
    return new CallFailed(kind, status, errors, where + found, new byte[0], cause);
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? JSON.createObjectNode() : json;
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
