package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a system may answer to a call, and what may be said of it. */
final class BadAnswers {

  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(
          "\\bjava\\.|\\borg\\.|Exception|\\bnull\\b|@[0-9a-f]{4,}|Cannot invoke|[Ii]ndex \\d"
              + "|out of bounds|No value present|cannot be cast|InputStream|HttpConn|exchange"
              + "|\\$\\{|Ambiguous|StackTrace|\\{errors|SELECT |MERGE INTO|<html|<!DOCTYPE"
              + "|ParseError|\\[row,col\\]|unexpected error");

  private BadAnswers() {}

  /** To one of Salesforce's REST calls. */
  static List<Map<String, Object>> ofSalesforce() {
    return List.of(
        status(403),
        status(404),
        status(429),
        status(500),
        page(502),
        page(503),
        body(200, "<html><head><title>Maintenance</title></head></html>"),
        body(200, "null"),
        body(200, "[]"),
        body(200, "{}"),
        body(200, "\"x\""),
        body(200, "[null]"),
        body(200, "{\"results\":[null]}"),
        body(200, "{\"records\":[nu"),
        body(200, "[{}]"),
        body(500, "null"),
        Map.of("kind", "cut"),
        Map.of("kind", "redirect", "body", "http://elsewhere.example/"));
  }

  /** To a query, which is answered but for a part of the answer. */
  static List<Map<String, Object>> ofQueries() {
    return List.of(
        altered("\"records\":\\[\\{", "\"records\":[null,{"),
        altered("\"records\":\\[\\{", "\"records\":[7,{"),
        altered("\"Id\":\"[^\"]*\",?", ""),
        altered("\"attributes\":\\{[^}]*\\},", ""),
        altered("\"done\":true", "\"done\":false"),
        altered(
            "\"done\":true",
            "\"done\":false,\"nextRecordsUrl\":\"@elsewhere.example/services/data/v62.0/query/01g\""));
  }

  /** To records that were written, likewise. */
  static List<Map<String, Object>> ofCollections() {
    return List.of(
        altered("\"id\":\"[^\"]*\"", "\"id\":null"),
        altered("\"id\":\"[^\"]*\"", "\"id\":\"x\""),
        altered("\"success\":true", "\"success\":false"),
        altered("\"success\":true,?", ""),
        altered("^\\[", "[null,"));
  }

  /** To a question about people in Marketo, likewise. */
  static List<Map<String, Object>> ofPeople() {
    return List.of(
        altered("\"result\":\\[\\{", "\"result\":[7,{"),
        altered("\"id\":\\d+,?", ""),
        altered("\"id\":\\d+", "\"id\":\"x\""),
        altered("\"id\":\\d+", "\"id\":null"));
  }

  private static Map<String, Object> altered(String find, String body) {
    return Map.of("kind", "altered", "find", find, "body", body);
  }

  /** To one of Salesforce's SOAP calls. */
  static List<Map<String, Object>> ofSoap() {
    String envelope =
        "<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/"
            + "envelope/\"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>";
    return List.of(
        status(403),
        status(404),
        status(429),
        page(500),
        page(502),
        page(503),
        body(200, "<html><head><title>Maintenance</title></head></html>"),
        body(200, ""),
        body(200, "null"),
        body(200, "<soapenv:Envelope"),
        body(200, "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>"),
        body(200, envelope.formatted("")),
        body(200, envelope.formatted("<otherResponse><result/></otherResponse>")),
        body(500, envelope.formatted("<soapenv:Fault/>")),
        body(
            500,
            envelope.formatted(
                "<soapenv:Fault><faultcode>UNKNOWN_EXCEPTION</faultcode>"
                    + "<faultstring>UNKNOWN_EXCEPTION: try again</faultstring></soapenv:Fault>")),
        body(
            500,
            envelope.formatted(
                "<soapenv:Fault><faultcode>INVALID_SESSION_ID</faultcode>"
                    + "<faultstring>INVALID_SESSION_ID: ended</faultstring></soapenv:Fault>")),
        Map.of("kind", "cut"),
        Map.of("kind", "redirect", "body", "http://elsewhere.example/"));
  }

  /** To one of Marketo's calls. */
  static List<Map<String, Object>> ofMarketo() {
    return List.of(
        status(401),
        status(403),
        status(404),
        status(429),
        status(500),
        page(502),
        page(503),
        body(200, "null"),
        body(200, "[]"),
        body(200, "{}"),
        body(200, "\"x\""),
        body(200, "{\"success\":true,\"result\":[null]}"),
        body(200, "{\"success\":true,\"result\":[{\"id\":1"),
        Map.of("kind", "html"),
        Map.of("kind", "garbage"),
        Map.of("kind", "cut"),
        Map.of("kind", "redirect", "body", "http://elsewhere.example/"));
  }

  /**
   * What takes seconds to give up: an answer without an end, and a token that is refused as soon as
   * it is given. A client treats them alike for all its calls.
   */
  static List<Map<String, Object>> slow() {
    return List.of(
        Map.of("kind", "status", "status", 401, "errorCode", "INVALID_SESSION_ID"),
        Map.of("kind", "huge", "millis", 100),
        Map.of("kind", "gzip-bomb", "millis", 200),
        Map.of("kind", "slow", "millis", 9_000));
  }

  /** Once, that the access token has ended. */
  static Map<String, Object> expired(String path) {
    return Map.of(
        "path",
        path,
        "kind",
        "status",
        "status",
        401,
        "errorCode",
        "INVALID_SESSION_ID",
        "times",
        1);
  }

  /** A token for an instance to which it would travel unencrypted. */
  static Map<String, Object> unencrypted() {
    return to(
        "/services/oauth2/token",
        body(
            200,
            "{\"access_token\":\"00Dxx!another\",\"instance_url\":\"http://elsewhere.example\","
                + "\"id\":\"https://elsewhere.example/id/00D000000000001AAA/005000000000001AAA\"}"));
  }

  private static Map<String, Object> status(int status) {
    return Map.of("kind", "status", "status", status);
  }

  private static Map<String, Object> page(int status) {
    return body(status, "<html><body><h1>Bad gateway</h1></body></html>");
  }

  private static Map<String, Object> body(int status, String body) {
    return Map.of("kind", "status", "status", status, "body", body);
  }

  /** The same to every call of a path. */
  static Map<String, Object> to(String path, Map<String, Object> answer) {
    Map<String, Object> all = new HashMap<>(answer);
    all.put("path", path);
    all.put("times", 1_000);
    return all;
  }

  /** Fails unless what is said of it is meant for an operator. */
  static void explained(Map<String, Object> answer, String words) {
    assertThat(words)
        .as("" + answer)
        .isNotBlank()
        .containsAnyOf("Salesforce", "Marketo", "/rest/", "/bulk/");
    assertThat(words).as("" + answer).doesNotContainPattern(FOR_PROGRAMMERS);
    assertThat(words.length()).as(words).isLessThan(600);
    if ("redirect".equals(answer.get("kind"))) assertThat(words).contains("elsewhere.example");
  }
}
