package org.bactrian.salesforce.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.salesforce.call.QueryBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFormTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String QUERY = "SELECT Id,SystemModstamp,Name FROM Lead WHERE Id > ''";
  private static final String GOOD =
      "{\"totalSize\":2,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Lead\",\"url\":\"u\"},"
          + "\"Id\":\"00Q000000000001AAA\",\"SystemModstamp\":\"2026-01-31T12:00:00.000+0000\","
          + "\"Owner\":{\"Id\":7},\"Name\":\"x\"}]}";

  /** As it came, and as a batch's answer has it, are told alike. */
  private static Optional<String> misfit(String page, PageForm form) throws IOException {
    Optional<String> read = form.misfit(JSON.readValue(page, Map.class));
    try (JsonParser json = JSON.createParser(page)) {
      assertThat(form.misfit(json)).isEqualTo(read);
    }
    return read;
  }

  private static Optional<String> misfit(String page) throws IOException {
    return misfit(page, PageForm.of(QUERY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"records\":[{     | \"records\":[null,{          | record 1 is none",
        "\"records\":[{     | \"records\":[\"x\",{         | record 1 is none",
        "\"records\":[{     | \"records\":[7,{             | record 1 is none",
        "\"records\":[{     | \"records\":[[],{            | record 1 is none",
        "}]}                | },{\"Id\":\"00Q000000000002AAA\"}]} | record 2 does not say of which",
        "{\"type\":\"Lead\" | {\"kind\":\"Lead\"           | does not say of which object",
        "{\"type\":\"Lead\",\"url\":\"u\"} | \"Lead\"      | does not say of which object",
        "\"Id\":\"00Q       | \"id\":\"00Q                 | has no Id",
        "\"00Q000000000001AAA\" | 7                        | has no Id",
        "\"00Q000000000001AAA\" | null                     | has no Id",
        "00Q000000000001AAA | nobody                       | has no Id",
        "\"SystemModstamp\" | \"LastModifiedDate\"         | has no SystemModstamp",
        "2026-01-31T        | 2026-13-31T                  | has no SystemModstamp",
        "2026-01-31T        | yesterday                    | has no SystemModstamp",
        "\"done\":true      | \"done\":false               | whether it is the last",
        "\"done\":true,     | ~~                           | whether it is the last",
        "\"done\":true      | \"done\":true,\"nextRecordsUrl\":\"/services/data/v62.0/query/01g-2\" | whether it is the last",
        "\"done\":true      | \"done\":false,\"nextRecordsUrl\":\"@evil.example/services/data/v62.0/query/01g-2\" | none of this org's",
        "\"done\":true      | \"done\":false,\"nextRecordsUrl\":\"https://evil.example/services/data/v62.0/query/01g-2\" | none of this org's",
        "\"done\":true      | \"done\":false,\"nextRecordsUrl\":\"/services/data/v62.0/query/../limits\" | none of this org's",
        "\"done\":true      | \"done\":false,\"nextRecordsUrl\":7 | none of this org's",
        "\"totalSize\":2    | \"totalSize\":\"2\"          | no page of records",
        "\"records\":[      | \"rows\":[                   | no page of records",
      })
  void it_tells_what_is_wrong(String good, String bad, String found) throws IOException {
    assertThat(GOOD).contains(good);
    assertThat(misfit(GOOD.replace(good, bad)).orElse("nothing")).contains(found);
  }

  @Test
  void a_good_page_is_good() throws IOException {
    assertThat(misfit(GOOD)).isEmpty();
    assertThat(
            misfit(
                GOOD.replace(
                    "\"done\":true",
                    "\"done\":false,\"nextRecordsUrl\":\"/services/data/v62.0/query/01gAb_-2000\"")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT Name FROM Lead",
        "SELECT COUNT(Id) FROM Lead",
        "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
        "SELECT Owner.Id, Name FROM Lead",
        "/services/data/v62.0/query/01g-2000",
      })
  void what_was_not_asked_for_need_not_be_there(String query) throws IOException {
    String page = "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"X\"}}]}";
    assertThat(misfit(page, PageForm.of(query))).isEmpty();
  }

  @Test
  void a_query_is_known_as_a_part_of_a_batch_too() {
    Object request =
        QueryBatch.of("62.0", List.of("SELECT Id,SystemModstamp FROM Lead WHERE Id = 'a+b, c'"))
            .getBatchRequests()
            .get(0);
    assertThat(PageForm.isQuery(request.toString())).isTrue();
    assertThat(PageForm.ofRequest(request.toString()).fields())
        .containsExactlyInAnyOrder("Id", "SystemModstamp");
  }
}
