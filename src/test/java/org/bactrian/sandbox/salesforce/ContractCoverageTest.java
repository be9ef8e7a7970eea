package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bactrian.sandbox.salesforce.service.NotSimulated;
import org.junit.jupiter.api.Test;

/**
 * Every operation of Salesforce's REST, bulk and SOAP guides is served, or stands in the list of
 * what is not. There is no document of them for machines: {@code operations.txt} was written down
 * from the guides.
 */
class ContractCoverageTest {

  private static final Path OPERATIONS =
      Path.of("src/test/resources/org/bactrian/sandbox/salesforce/operations.txt");
  private static final String UNKNOWN = "The requested resource does not exist";

  @Test
  void everyOperationIsServedOrListed() throws IOException {
    Set<String> silent = new TreeSet<>();
    Set<String> told = new TreeSet<>();
    try (SalesforceSandbox sandbox = SalesforceSandbox.start(Options.small(50))) {
      Client client = new Client(sandbox);
      for (String operation : Files.readAllLines(OPERATIONS)) {
        String body = answer(client, operation);
        if (body.contains("Sandbox: ")) {
          told.add(operation);
        } else if (body.contains(UNKNOWN) || body.contains("NOT_ALLOWED")) {
          silent.add(operation + ": " + body);
        }
      }
    }
    assertThat(silent).as("neither served nor in not-simulated.csv").isEmpty();
    assertThat(told).isEqualTo(listed());
  }

  private static String answer(Client client, String operation) throws IOException {
    Map<String, String> names = names(client);
    String[] parts = operation.split(" ");
    String path = parts[1];
    for (var name : names.entrySet())
      path = path.replace("{" + name.getKey() + "}", name.getValue());
    path = path.replaceAll("\\{\\w+}", "1");
    boolean soap = path.startsWith("/services/Soap/");
    HttpResponse<String> answer =
        soap
            ? client.send(parts[0], path, "<a/>", "Content-Type", "text/xml", "SOAPAction", "''")
            : client.send(parts[0], path, parts[0].startsWith("P") ? "{}" : null);
    return answer.body();
  }

  /** Things that are there, each time anew: an operation may delete them. */
  private static Map<String, String> names(Client client) {
    String account = client.create("Account", "{\"Name\":\"Here\"}");
    String address = "a" + account + "@here.example";
    String contact =
        client.create(
            "Contact",
            "{\"LastName\":\"Here\",\"AccountId\":\"%s\",\"Email\":\"%s\"}"
                .formatted(account, address));
    String rows = "query?q=SELECT+Id+FROM+Lead";
    String next =
        client
            .json("GET", Client.API + rows, null, "Sforce-Query-Options", "batchSize=200")
            .path("nextRecordsUrl")
            .asText("/none-0");
    String job =
        client
            .post(Client.API + "jobs/ingest", "{\"object\":\"Contact\",\"operation\":\"insert\"}")
            .path("id")
            .asText();
    String queryJob =
        client
            .post(
                Client.API + "jobs/query",
                "{\"operation\":\"query\",\"query\":\"SELECT Id FROM Account\"}")
            .path("id")
            .asText();
    Map<String, String> names = new HashMap<>();
    names.put("sObject", "Contact");
    names.put("recordId", contact);
    names.put("relationshipName", "Account");
    names.put("fieldName", "Email");
    names.put("fieldValue", address);
    names.put("locator", next.substring(next.lastIndexOf('/') + 1));
    names.put("jobId", job);
    names.put("queryJobId", queryJob);
    names.put("version", "v62.0");
    return names;
  }

  private static Set<String> listed() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (String operation : Files.readAllLines(OPERATIONS)) {
      String[] parts = operation.split(" ");
      if (!SERVED_BELOW_LISTED.contains(operation)
          && NotSimulated.all().stream().anyMatch(each -> isOf(each, parts[0], parts[1]))) {
        listed.add(operation);
      }
    }
    return listed;
  }

  private static final List<String> SERVED_BELOW_LISTED =
      List.of("POST /services/data/{version}/tooling/sobjects/CustomField");

  private static boolean isOf(NotSimulated each, String method, String path) {
    return each.method().equals(method) && each.paths().matcher(path).matches();
  }

  @Test
  void everyRowOfTheListIsOfAnOperation() throws IOException {
    List<String> operations = Files.readAllLines(OPERATIONS);
    assertThat(NotSimulated.all())
        .allSatisfy(each -> assertThat(each.sentence()).endsWith("."))
        .filteredOn(NotSimulated::isOperation)
        .allSatisfy(
            each ->
                assertThat(operations)
                    .anyMatch(one -> isOf(each, one.split(" ")[0], one.split(" ")[1])));
  }

  @Test
  void whatIsLeftOutOfWhatIsThereSaysSo() throws IOException {
    try (SalesforceSandbox sandbox = SalesforceSandbox.start(Options.small(50))) {
      Client client = new Client(sandbox);
      for (String path :
          List.of("query?explain=SELECT+Id+FROM+Lead", "search?q=FIND+%7Bab%7D+UPDATE+TRACKING")) {
        assertThat(client.send("GET", Client.API + path, null).body()).contains("Sandbox: ");
      }
      HttpResponse<String> xml =
          client.send("GET", Client.API + "sobjects", null, "Accept", "application/xml");
      assertThat(xml.statusCode()).isEqualTo(406);
      assertThat(xml.body()).contains("Sandbox: XML is not simulated");
      for (String type : List.of("application/xml", "multipart/form-data; boundary=b")) {
        HttpResponse<String> body =
            client.send("POST", Client.API + "sobjects/Lead", "--b--", "Content-Type", type);
        assertThat(body.statusCode()).isEqualTo(415);
        assertThat(body.body()).contains("Sandbox: bodies of " + type);
      }
      HttpResponse<String> inBatch =
          client.send(
              "POST",
              Client.API + "composite/batch",
              "{\"batchRequests\":[{\"method\":\"GET\",\"url\":\"v62.0/tabs\"}]}");
      assertThat(inBatch.body()).contains("Sandbox: The user interface");
    }
  }
}
