package org.bactrian.histories.users;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Those who work in Salesforce: collections of 200 records, and SOAP for what REST has not. */
public final class SalesforceUsers {

  private static final String API = "/services/data/v62.0/";
  private static final int COLLECTION = 200;
  private static final int CONVERSIONS = 100;

  private final Http http;

  public SalesforceUsers(String url) {
    http = new Http(url);
  }

  /** The object that an id is of. */
  public static String object(String id) {
    return switch (id.substring(0, 3)) {
      case "00Q" -> "Lead";
      case "003" -> "Contact";
      case "001" -> "Account";
      default -> throw new IllegalArgumentException(id);
    };
  }

  /** Does what is to be created, and answers in the same order. */
  public List<Answer> create(List<Deed.CreateInSalesforce> deeds) {
    return collection("POST", deeds, deed -> record(deed.object(), null, deed.fields()));
  }

  List<Answer> edit(List<Deed.EditInSalesforce> deeds) {
    return collection("PATCH", deeds, deed -> record(object(deed.id()), deed.id(), deed.fields()));
  }

  List<Answer> delete(List<Deed.DeleteInSalesforce> deeds) {
    return parts(
        deeds,
        COLLECTION,
        part -> {
          String ids = String.join(",", part.stream().map(Deed.DeleteInSalesforce::id).toList());
          return answers(call(() -> http.delete(API + "composite/sobjects?ids=" + ids)).json());
        });
  }

  List<Answer> undelete(List<Deed.UndeleteInSalesforce> deeds) {
    return parts(
        deeds,
        COLLECTION,
        part -> {
          Soap soap = new Soap("undelete");
          part.forEach(deed -> soap.text("ids", deed.id()));
          return soap(soap, "id");
        });
  }

  List<Answer> merge(List<Deed.MergeInSalesforce> deeds) {
    return parts(
        deeds,
        COLLECTION,
        part -> {
          Soap soap = new Soap("merge");
          for (Deed.MergeInSalesforce deed : part) {
            soap.open("request")
                .master(object(deed.master()), deed.master())
                .text("recordToMergeIds", deed.loser())
                .close("request");
          }
          return soap(soap, "id");
        });
  }

  List<Answer> convert(List<Deed.Convert> deeds) {
    return parts(
        deeds,
        CONVERSIONS,
        part -> {
          Soap soap = new Soap("convertLead");
          for (Deed.Convert deed : part) {
            soap.open("leadConverts")
                .text("accountId", deed.account())
                .text("contactId", deed.contact())
                .text("convertedStatus", "Closed - Converted")
                .text("doNotCreateOpportunity", "true")
                .text("leadId", deed.lead())
                .close("leadConverts");
          }
          return soap(soap, "contactId");
        });
  }

  /** All records of an object, the deleted ones too. */
  public List<Map<String, Object>> all(String object, List<String> fields) {
    String soql = "SELECT " + String.join(", ", fields) + " FROM " + object;
    String path = API + "queryAll?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
    List<Map<String, Object>> all = new ArrayList<>();
    while (path != null) {
      String page = path;
      JsonNode answer = call(() -> http.get(page)).json();
      if (!answer.has("records")) throw new AssertionError(soql + ": " + answer);
      for (JsonNode each : answer.path("records")) all.add(MarketoUsers.map(each));
      path = answer.path("nextRecordsUrl").asText(null);
    }
    return all;
  }

  private static Map<String, Object> record(String object, String id, Map<String, Object> fields) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("attributes", Map.of("type", object));
    if (id != null) record.put("id", id);
    record.putAll(fields);
    return record;
  }

  private <D> List<Answer> collection(
      String method, List<D> deeds, Function<D, Map<String, Object>> record) {
    return parts(
        deeds,
        COLLECTION,
        part -> {
          Map<String, Object> body = Map.of("records", part.stream().map(record).toList());
          return answers(call(() -> http.json(method, API + "composite/sobjects", body)).json());
        });
  }

  static <D> List<Answer> parts(List<D> deeds, int size, Function<List<D>, List<Answer>> send) {
    List<Answer> answers = new ArrayList<>();
    for (int from = 0; from < deeds.size(); from += size) {
      List<D> part = deeds.subList(from, Math.min(from + size, deeds.size()));
      List<Answer> some = send.apply(part);
      if (some.size() != part.size()) throw new AssertionError(some + " for " + part);
      answers.addAll(some);
    }
    return answers;
  }

  private static List<Answer> answers(JsonNode results) {
    List<Answer> answers = new ArrayList<>();
    for (JsonNode result : results) {
      answers.add(
          result.path("success").asBoolean()
              ? Answer.done(result.path("id").asText())
              : Answer.refused(result.path("errors").toString()));
    }
    return answers;
  }

  private List<Answer> soap(Soap soap, String id) {
    return soap.answers(
        call(() -> http.post(Soap.PATH, Http.OF_XML, soap.envelope(http.token))).text(), id);
  }

  /** Calls, once again if the session was over. */
  private Http.Reply call(Supplier<Http.Reply> call) {
    Http.Reply reply = call.get();
    if (reply.status() != 401 && !reply.text().contains("INVALID_SESSION_ID")) return reply;
    http.token =
        http.post(
                "/services/oauth2/token",
                Http.OF_FORM,
                "grant_type=client_credentials&client_id=sandbox-consumer-key"
                    + "&client_secret=sandbox-consumer-secret")
            .json()
            .path("access_token")
            .asText();
    return call.get();
  }
}
