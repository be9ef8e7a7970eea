package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bactrian.sandbox.salesforce.Client.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging, undeleting and converting by the SOAP API of the simulated Salesforce. */
class SoapTest {
  private SalesforceSandbox sandbox;
  private Client client;
  private Soap soap;

  @BeforeEach
  void start() {
    sandbox = SalesforceSandbox.start(Options.small(0));
    client = new Client(sandbox);
    soap = new Soap(sandbox, client.token());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void mergesContactsAndMovesWhatRefersToThem() throws Exception {
    String account = create("Account", "{'Name':'A'}");
    String master = contact("'LastName':'M','Title':'Boss','AccountId':'" + account + "'");
    String first = contact("'LastName':'L1','Phone':'1'");
    String second = contact("'LastName':'L2'");
    String membership = create("Membership__c", "{'Name':'m','Contact__c':'%s'}".formatted(first));
    String task = create("Task", "{'Subject':'Call','WhoId':'%s'}".formatted(second));
    String subordinate = contact("'LastName':'S','ReportsToId':'" + first + "'");
    Map<String, String> before = stamps(master, first, second, membership, task, subordinate);

    Soap.Answer answer =
        soap.partner(
            merge(
                "Contact",
                master,
                "<s:Phone>&lt;2&gt;</s:Phone><s:fieldsToNull>Title</s:fieldsToNull>",
                first,
                second));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.all("type")).containsExactly("API REQUESTS");
    assertThat(answer.result(0))
        .containsExactly(
            "id=" + master,
            "mergedRecordIds=" + first,
            "mergedRecordIds=" + second,
            "success=true",
            "updatedRelatedIds=" + subordinate,
            "updatedRelatedIds=" + membership,
            "updatedRelatedIds=" + task);
    JsonNode merged = client.get(API + "sobjects/Contact/" + master);
    assertThat(merged.path("Phone").asText()).isEqualTo("<2>");
    assertThat(merged.path("Title").isNull()).isTrue();
    assertThat(merged.path("LastName").asText()).isEqualTo("M");
    assertThat(value(membership, "Contact__c")).isEqualTo(master);
    assertThat(value(task, "WhoId")).isEqualTo(master);
    assertThat(value(subordinate, "ReportsToId")).isEqualTo(master);
    assertThat(value(first, "MasterRecordId")).isEqualTo(master);
    assertThat(value(second, "IsDeleted")).isEqualTo("true");
    assertThat(client.count("Contact", "Id = '%s'".formatted(first))).isZero();
    Map<String, String> after = stamps(master, first, second, membership, task, subordinate);
    assertThat(after).allSatisfy((id, stamp) -> assertThat(stamp).isGreaterThan(before.get(id)));
    assertThat(client.get("/sandbox/calls").path("endpoints").path("POST /services/Soap/u").asInt())
        .isEqualTo(1);
  }

  @Test
  void whatTheMasterHasNotIsNotTakenFromTheLosers() throws Exception {
    String master = lead("'LastName':'M'");
    String loser = lead("'LastName':'L','Phone':'1'");
    assertThat(soap.partner(merge("Lead", master, "", loser)).one("success")).isEqualTo("true");
    assertThat(client.get(API + "sobjects/Lead/" + master).path("Phone").isNull()).isTrue();
  }

  @Test
  void aMasterTakesTheUniqueValueOfALoser() throws Exception {
    String master = lead("'LastName':'M'");
    String loser = lead("'LastName':'L','Marketo_Id__c':'7'");
    String takes = "<s:Marketo_Id__c>7</s:Marketo_Id__c>";
    assertThat(soap.partner(merge("Lead", master, takes, loser)).one("success")).isEqualTo("true");
    assertThat(value(master, "Marketo_Id__c")).isEqualTo("7");
    assertThat(
            soap.partner("<u:undelete><u:ids>%s</u:ids></u:undelete>".formatted(loser))
                .one("statusCode"))
        .as("two can't have it")
        .isEqualTo("DUPLICATE_VALUE");
  }

  @Test
  void whoIsInACampaignTwiceStaysInItOnceAndRolesAreNoLongerPrimary() throws Exception {
    String campaign = create("Campaign", "{'Name':'C'}");
    String master = contact("'LastName':'M'");
    String loser = contact("'LastName':'L'");
    String older = member(campaign, "ContactId", loser);
    String younger = member(campaign, "ContactId", master);
    String opportunity =
        create("Opportunity", "{'Name':'O','StageName':'Prospecting','CloseDate':'2030-01-01'}");
    String role =
        create(
            "OpportunityContactRole",
            "{'OpportunityId':'%s','ContactId':'%s','IsPrimary':true}"
                .formatted(opportunity, loser));
    soap.partner(merge("Contact", master, "", loser));
    assertThat(value(older, "ContactId")).isEqualTo(master);
    assertThat(value(older, "IsDeleted")).isEqualTo("false");
    assertThat(value(younger, "IsDeleted")).isEqualTo("true");
    assertThat(value(role, "ContactId")).isEqualTo(master);
    assertThat(value(role, "IsPrimary")).isEqualTo("false");
  }

  @Test
  void eachMergeOfACallHasItsOwnResult() throws Exception {
    String one = lead("'LastName':'1'");
    String two = lead("'LastName':'2'");
    String three = lead("'LastName':'3'");
    String contact = contact("'LastName':'C'");
    String converted = lead("'LastName':'4'");
    post("/sandbox/convert", "{'leadId':'%s'}".formatted(converted));
    String nobody = "00QHu00009zzzzz";
    Soap.Answer answer =
        soap.partner(
            "<u:merge>"
                + request("Lead", one, "", two)
                + request("Lead", one, "", two)
                + request("Lead", two, "", three)
                + request("Lead", one, "", one)
                + request("Lead", one, "", contact)
                + request("Lead", one, "", nobody)
                + request("Lead", one, "", converted)
                + request("Lead", one, "", three, three)
                + request("Lead", one, "", three, contact, nobody)
                + request("Lead", one, "<s:Email>no address</s:Email>", three)
                + request("Lead", one, "")
                + "</u:merge>");
    assertThat(answer.all("success"))
        .containsExactly(
            "true", "false", "false", "false", "false", "false", "false", "false", "false", "false",
            "false");
    assertThat(answer.all("statusCode"))
        .containsExactly(
            "ENTITY_IS_DELETED",
            "ENTITY_IS_DELETED",
            "INVALID_ID_FIELD",
            "INVALID_ID_FIELD",
            "INVALID_CROSS_REFERENCE_KEY",
            "CANNOT_UPDATE_CONVERTED_LEAD",
            "INVALID_ID_FIELD",
            "NUMBER_OUTSIDE_VALID_RANGE",
            "INVALID_EMAIL_ADDRESS",
            "NUMBER_OUTSIDE_VALID_RANGE");
    assertThat(answer.all("fields")).containsExactly("Email");
    assertThat(answer.result(1))
        .containsExactly("ENTITY_IS_DELETED: entity is deleted", "id=" + one, "success=false");
    assertThat(value(three, "IsDeleted")).as("what fails is undone").isEqualTo("false");
  }

  @Test
  void validationRulesHoldForTheMaster() throws Exception {
    String master = lead("'LastName':'M'");
    String loser = lead("'LastName':'L'");
    post(
        "/sandbox/validation-rules",
        "{'object':'Lead','condition':'Phone = null','message':'Phone, please'}");
    assertThat(soap.partner(merge("Lead", master, "", loser)).one("statusCode"))
        .isEqualTo("FIELD_CUSTOM_VALIDATION_EXCEPTION");
    assertThat(value(loser, "IsDeleted")).isEqualTo("false");
    assertThat(soap.partner(merge("Lead", master, "<s:Phone>1</s:Phone>", loser)).one("success"))
        .isEqualTo("true");
  }

  @Test
  void aWholeCallIsRefusedWithAFault() throws Exception {
    String master = lead("'LastName':'M'");
    String loser = lead("'LastName':'L'");
    assertThat(fault(merge("Task", master, "", loser)))
        .isEqualTo("INVALID_TYPE_FOR_OPERATION: entity type does not support merge");
    assertThat(fault(merge("Led", master, "", loser)))
        .isEqualTo("INVALID_TYPE: sObject type 'Led' is not supported.");
    assertThat(fault("<u:merge><u:request><u:masterRecord/></u:request></u:merge>"))
        .startsWith("INVALID_TYPE: Missing entity type information.");
    assertThat(fault(merge("Lead", master, "<s:Foo>1</s:Foo>", loser)))
        .startsWith("INVALID_FIELD: No such column 'Foo' on entity 'Lead'.");
    assertThat(fault(merge("Lead", "nonsense", "", loser)))
        .isEqualTo("MALFORMED_ID: malformed id nonsense");
    assertThat(fault(merge("Lead", master, "<s:AnnualRevenue>much</s:AnnualRevenue>", loser)))
        .isEqualTo("'much' is not a valid value for the type xsd:double");
    assertThat(fault("<u:frobnicate/>"))
        .isEqualTo(
            "No operation available for request {urn:partner.soap.sforce.com}frobnicate, please"
                + " check the WSDL for the service. Sandbox: of the SOAP API only these are"
                + " simulated: login, convertLead, getServerTimestamp, getUserInfo, logout, merge,"
                + " undelete.");
    assertThat(fault("<s:merge/>")).startsWith("No operation available");
    assertThat(
            fault(
                IntStream.rangeClosed(0, 200)
                    .mapToObj(i -> request("Lead", master, "", loser))
                    .collect(Collectors.joining("", "<u:merge>", "</u:merge>"))))
        .startsWith("EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 200 records");
    assertThat(value(loser, "IsDeleted")).isEqualTo("false");
  }

  @Test
  void aSessionIsInTheEnvelopeAndNowhereElse() throws Exception {
    String call = "<u:getUserInfo/>";
    assertThat(soap.partner(call).one("userName")).isEqualTo("sync@bactrian.example");
    String good = soap.session;
    soap.session = "wrong";
    Soap.Answer refused =
        soap.send(
            Soap.PARTNER,
            soap.envelope("urn:partner.soap.sforce.com", call),
            "SOAPAction",
            "x",
            "Authorization",
            "Bearer " + good);
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.one("faultcode")).isEqualTo("sf:INVALID_SESSION_ID");
    assertThat(refused.one("faultstring")).startsWith("INVALID_SESSION_ID: Invalid Session ID");
    assertThat(refused.one("exceptionCode")).isEqualTo("INVALID_SESSION_ID");
    assertThat(refused.text()).contains("xsi:type=\"sf:UnexpectedErrorFault\"");
  }

  @Test
  void theEnterpriseDialectTellsTheTypeOtherwise() throws Exception {
    String master = lead("'LastName':'M'");
    String loser = lead("'LastName':'L'");
    String call =
        merge("Lead", master, "", loser)
            .replace("<u:masterRecord>", "<u:masterRecord xsi:type=\"x:Lead\">")
            .replace("<s:type>Lead</s:type>", "");
    String envelope = soap.envelope("urn:enterprise.soap.sforce.com", call);
    String path = "/services/Soap/c/62.0/" + SalesforceSandbox.ORGANIZATION_ID;
    Soap.Answer answer = soap.send(path, envelope, "SOAPAction", "merge");
    assertThat(answer.one("success")).isEqualTo("true");
    assertThat(answer.text()).contains("xmlns=\"urn:enterprise.soap.sforce.com\"");
    Soap.Answer wrong = soap.send(Soap.PARTNER, envelope, "SOAPAction", "merge");
    assertThat(wrong.one("faultstring")).startsWith("No operation available");
  }

  @Test
  void headersAndVersionsAreChecked() throws Exception {
    String envelope = soap.envelope("urn:partner.soap.sforce.com", "<u:getUserInfo/>");
    assertThat(soap.send(Soap.PARTNER, envelope).one("faultstring"))
        .isEqualTo("SOAPAction HTTP header missing");
    assertThat(soap.raw(Soap.PARTNER, envelope, "application/xml", "SOAPAction", "").statusCode())
        .isEqualTo(415);
    for (String version : List.of("30.0", "99.0", "latest"))
      assertThat(
              soap.send("/services/Soap/u/" + version, envelope, "SOAPAction", "x")
                  .one("exceptionCode"))
          .isEqualTo("UNSUPPORTED_API_VERSION");
    assertThat(client.send("GET", Soap.PARTNER, null).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/evil.dtd\">",
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY f \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
      })
  void aDocumentTypeIsRefused(String doctype) throws Exception {
    String envelope =
        soap.envelope("urn:partner.soap.sforce.com", "<u:getUserInfo>&f;</u:getUserInfo>")
            .replaceFirst("\\?>", "?>" + doctype);
    Soap.Answer answer = soap.send(Soap.PARTNER, envelope, "SOAPAction", "x");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.one("faultcode")).isEqualTo("soapenv:Client");
    assertThat(answer.one("faultstring")).isEqualTo("DTD is not supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<", "<a/>", "no xml", "<e:Envelope/>", "\u0000"})
  void whatIsNoEnvelopeIsRefused(String body) throws Exception {
    Soap.Answer answer = soap.send(Soap.PARTNER, body, "SOAPAction", "x");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.one("faultcode")).isEqualTo("soapenv:Client");
  }

  @Test
  void depthAndLengthHaveAnEnd() throws Exception {
    String deep = "<u:a>".repeat(5_000) + "</u:a>".repeat(5_000);
    assertThat(fault(deep)).contains("too deep");
    assertThat(fault("<u:merge>" + "<u:a/>".repeat(250_000) + "</u:merge>")).contains("too long");
    assertThat(fault("<u:getUserInfo>&undeclared;</u:getUserInfo>")).isNotBlank();
  }

  @Test
  void faultsToComeAreSoapFaultsToo() throws Exception {
    post(
        "/sandbox/faults",
        "{'path':'/services/Soap','status':503,'errorCode':'SERVER_UNAVAILABLE'}");
    Soap.Answer answer = soap.partner("<u:getUserInfo/>");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.one("exceptionCode")).isEqualTo("SERVER_UNAVAILABLE");

    String master = lead("'LastName':'M'");
    String loser = lead("'LastName':'L'");
    post("/sandbox/faults", "{'path':'/services/Soap','kind':'cut','after':true}");
    assertThatThrownBy(() -> soap.partner(merge("Lead", master, "", loser)))
        .isInstanceOf(IOException.class);
    assertThat(value(loser, "MasterRecordId")).as("the merge was done").isEqualTo(master);
  }

  @Test
  void whatWasDeletedWithAParentComesBackWithIt() throws Exception {
    String account = create("Account", "{'Name':'A'}");
    String stays = contact("'LastName':'S','AccountId':'" + account + "'");
    String goneBefore = contact("'LastName':'G','AccountId':'" + account + "'");
    client.json("DELETE", API + "sobjects/Contact/" + goneBefore, null);
    client.json("DELETE", API + "sobjects/Account/" + account, null);
    assertThat(value(stays, "IsDeleted")).isEqualTo("true");
    Map<String, String> before = stamps(account, stays);
    Soap.Answer answer =
        soap.partner(
            "<u:undelete><u:ids>%s</u:ids><u:ids>%s</u:ids></u:undelete>"
                .formatted(account, stays));
    assertThat(answer.result(0)).containsExactly("id=" + account, "success=true");
    assertThat(answer.result(1))
        .containsExactly(
            "UNDELETE_FAILED: Entity is not in the recycle bin", "id=", "success=false");
    assertThat(value(stays, "IsDeleted")).isEqualTo("false");
    assertThat(value(goneBefore, "IsDeleted")).isEqualTo("true");
    assertThat(stamps(account, stays))
        .allSatisfy((id, stamp) -> assertThat(stamp).isGreaterThan(before.get(id)));
  }

  @Test
  void aLoserComesBackWithoutWhatItHad() throws Exception {
    String master = contact("'LastName':'M'");
    String loser = contact("'LastName':'L'");
    String task = create("Task", "{'Subject':'Call','WhoId':'%s'}".formatted(loser));
    soap.partner(merge("Contact", master, "", loser));
    soap.partner("<u:undelete><u:ids>%s</u:ids></u:undelete>".formatted(loser));
    assertThat(value(loser, "IsDeleted")).isEqualTo("false");
    assertThat(value(loser, "MasterRecordId")).isEqualTo("null");
    assertThat(value(task, "WhoId")).isEqualTo(master);
  }

  @Test
  void aLeadBecomesAContactOfAnAccountWithAnOpportunity() throws Exception {
    String lead = lead("'LastName':'L','FirstName':'F','Phone':'1','LeadSource':'Web'");
    String campaign = create("Campaign", "{'Name':'C'}");
    String member = member(campaign, "LeadId", lead);
    String task = create("Task", "{'Subject':'Call','WhoId':'%s'}".formatted(lead));
    Map<String, String> before = stamps(lead, member, task);
    Soap.Answer answer = soap.partner(convert(lead, ""));
    assertThat(answer.one("success")).isEqualTo("true");
    String contact = answer.one("contactId");
    String account = answer.one("accountId");
    String opportunity = answer.one("opportunityId");
    assertThat(value(lead, "IsConverted")).isEqualTo("true");
    assertThat(value(lead, "ConvertedContactId")).isEqualTo(contact);
    assertThat(value(lead, "ConvertedOpportunityId")).isEqualTo(opportunity);
    assertThat(value(contact, "AccountId")).isEqualTo(account);
    assertThat(value(contact, "LeadSource")).isEqualTo("Web");
    assertThat(value(account, "Name")).isEqualTo("Co");
    assertThat(value(opportunity, "AccountId")).isEqualTo(account);
    assertThat(value(opportunity, "CloseDate")).matches("20\\d\\d-(03-31|06-30|09-30|12-31)");
    assertThat(client.count("OpportunityContactRole", "ContactId = '%s'".formatted(contact)))
        .isEqualTo(1);
    assertThat(value(task, "WhoId")).isEqualTo(contact);
    assertThat(value(member, "ContactId")).isEqualTo(contact);
    assertThat(value(member, "LeadId")).isEqualTo(lead);
    assertThat(stamps(lead, member, task))
        .allSatisfy((id, stamp) -> assertThat(stamp).isGreaterThan(before.get(id)));
  }

  @Test
  void aLeadFillsWhatIsEmptyInAContact() throws Exception {
    String account = create("Account", "{'Name':'A','Phone':'9'}");
    String contact = contact("'LastName':'C','LeadSource':'Other','AccountId':'" + account + "'");
    String lead = lead("'LastName':'L','Title':'T','LeadSource':'Web','City':'Ulm'");
    Map<String, String> before = stamps(account, contact);
    String into = "<u:contactId>%s</u:contactId>".formatted(contact);
    String ofIt = "<u:accountId>%s</u:accountId>".formatted(account);
    String none = "<u:doNotCreateOpportunity>true</u:doNotCreateOpportunity>";
    assertThat(soap.partner(convert(lead, into)).one("statusCode")).isEqualTo("INVALID_ID_FIELD");
    String other = create("Account", "{'Name':'B'}");
    assertThat(soap.partner(convert(lead, into + ofIt.replace(account, other))).one("statusCode"))
        .isEqualTo("INVALID_ID_FIELD");
    Soap.Answer answer = soap.partner(convert(lead, into + ofIt + none));
    assertThat(answer.result(0))
        .containsExactly(
            "accountId=" + account,
            "contactId=" + contact,
            "leadId=" + lead,
            "opportunityId=",
            "success=true");
    assertThat(value(contact, "LastName")).isEqualTo("C");
    assertThat(value(contact, "Title")).isEqualTo("T");
    assertThat(value(contact, "LeadSource")).isEqualTo("Other");
    assertThat(value(contact, "MailingCity")).isEqualTo("Ulm");
    assertThat(value(account, "Phone")).isEqualTo("9");
    assertThat(stamps(account, contact))
        .allSatisfy((id, stamp) -> assertThat(stamp).isGreaterThan(before.get(id)));
    assertThat(soap.partner(convert(lead, "")).one("statusCode"))
        .isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
  }

  @Test
  void aLeadThatCanNotBeConvertedSaysWhy() throws Exception {
    String lead = lead("'LastName':'L'");
    assertThat(soap.partner(convert(lead, "").replace("Closed - Converted", "Won")).one("message"))
        .isEqualTo("invalid convertedStatus: Won");
    String queue =
        client
            .query("SELECT Id FROM Group WHERE Type = 'Queue' LIMIT 1")
            .path("records")
            .get(0)
            .path("Id")
            .asText();
    client.json("PATCH", API + "sobjects/Lead/" + lead, "{\"OwnerId\":\"" + queue + "\"}");
    assertThat(soap.partner(convert(lead, "")).one("message"))
        .startsWith("Converted objects can only be owned by users.");
    assertThat(
            soap.partner(
                    convert(lead, "<u:ownerId>%s</u:ownerId>".formatted(SalesforceSandbox.USER_ID)))
                .one("success"))
        .isEqualTo("true");
    assertThat(value(lead, "ConvertedContactId")).startsWith("003");
  }

  @Test
  void theStatusesOfLeadsSayWhichOfThemIsConverted() throws Exception {
    String first = "SELECT ApiName FROM LeadStatus WHERE IsConverted = true ORDER BY SortOrder";
    assertThat(client.query(first).path("records").findValuesAsText("ApiName"))
        .containsExactly("Closed - Converted");
    client.post(
        "/sandbox/records/LeadStatus",
        "{\"ApiName\":\"Won\",\"MasterLabel\":\"Won!\",\"SortOrder\":0,\"IsConverted\":true}");
    assertThat(client.query(first).path("records").findValuesAsText("ApiName"))
        .containsExactly("Won", "Closed - Converted");
    String lead = lead("'LastName':'L'");
    String won = convert(lead, "").replace("Closed - Converted", "Won");
    assertThat(soap.partner(won.replace("Won", "Won!")).one("statusCode"))
        .isEqualTo("INVALID_STATUS");
    assertThat(soap.partner(won).one("success")).isEqualTo("true");
    assertThat(value(lead, "Status")).isEqualTo("Won");
  }

  @Test
  void aConversionObeysRulesLocksAndPermissionsOrDoesNothing() throws Exception {
    String account = create("Account", "{'Name':'A'}");
    String contact = contact("'LastName':'C','AccountId':'" + account + "'");
    String lead = lead("'LastName':'L','Title':'T'");
    String into =
        "<u:accountId>%s</u:accountId><u:contactId>%s</u:contactId>".formatted(account, contact);
    post(
        "/sandbox/validation-rules",
        "{'object':'Contact','condition':'Title = \\u0027T\\u0027','message':'No T'}");
    Soap.Answer refused = soap.partner(convert(lead, into));
    assertThat(refused.one("statusCode")).isEqualTo("FIELD_CUSTOM_VALIDATION_EXCEPTION");
    assertThat(refused.one("message")).isEqualTo("No T");
    client.json("DELETE", "/sandbox/validation-rules", null);
    post("/sandbox/locks", "{'object':'Lead'}");
    assertThat(soap.partner(convert(lead, into)).one("statusCode")).isEqualTo("UNABLE_TO_LOCK_ROW");
    for (String object : List.of("Lead", "Contact", "Account")) {
      post("/sandbox/permissions", "{'object':'%s','edit':false}".formatted(object));
      assertThat(soap.partner(convert(lead, into)).one("statusCode"))
          .isEqualTo("INSUFFICIENT_ACCESS_OR_READONLY");
      client.json("DELETE", "/sandbox/permissions", null);
    }
    assertThat(value(lead, "IsConverted")).isEqualTo("false");
    assertThat(value(contact, "Title")).isEqualTo("null");
    assertThat(soap.partner(convert(lead, into)).one("success")).isEqualTo("true");
  }

  @Test
  void convertsInTheEnterpriseDialectToo() throws Exception {
    String lead = lead("'LastName':'L'");
    String envelope = soap.envelope("urn:enterprise.soap.sforce.com", convert(lead, ""));
    Soap.Answer answer = soap.send("/services/Soap/c/62.0", envelope, "SOAPAction", "convertLead");
    assertThat(answer.one("success")).isEqualTo("true");
    assertThat(answer.text()).contains("xmlns=\"urn:enterprise.soap.sforce.com\"");
    assertThat(value(lead, "ConvertedContactId")).isEqualTo(answer.one("contactId"));
  }

  private String fault(String call) throws Exception {
    Soap.Answer answer = soap.partner(call);
    assertThat(answer.status()).isEqualTo(500);
    return answer.one("faultstring");
  }

  private static String merge(String object, String master, String values, String... losers) {
    return "<u:merge>" + request(object, master, values, losers) + "</u:merge>";
  }

  private static String request(String object, String master, String values, String... losers) {
    StringBuilder request =
        new StringBuilder(
            "<u:request><u:masterRecord><s:type>%s</s:type><s:Id>%s</s:Id>%s</u:masterRecord>"
                .formatted(object, master, values));
    for (String loser : losers)
      request.append("<u:recordToMergeIds>").append(loser).append("</u:recordToMergeIds>");
    return request.append("</u:request>").toString();
  }

  private static String convert(String lead, String more) {
    return "<u:convertLead><u:leadConverts>"
        + more
        + "<u:convertedStatus>Closed - Converted</u:convertedStatus><u:leadId>%s</u:leadId>"
            .formatted(lead)
        + "</u:leadConverts></u:convertLead>";
  }

  private String create(String object, String json) {
    return client.create(object, json.replace('\'', '"'));
  }

  private void post(String path, String json) {
    client.post(path, json.replace('\'', '"'));
  }

  private String lead(String fields) {
    return create("Lead", "{'Company':'Co'," + fields + "}");
  }

  private String contact(String fields) {
    return create("Contact", "{" + fields + "}");
  }

  private String member(String campaign, String field, String id) {
    return create("CampaignMember", "{'CampaignId':'%s','%s':'%s'}".formatted(campaign, field, id));
  }

  /** A value of a record, be it deleted or not. */
  private String value(String id, String field) {
    return client
        .queryAll("SELECT %s FROM %s WHERE Id = '%s'".formatted(field, object(id), id))
        .path("records")
        .path(0)
        .path(field)
        .asText();
  }

  private Map<String, String> stamps(String... ids) {
    Map<String, String> stamps = new LinkedHashMap<>();
    for (String id : ids) stamps.put(id, value(id, "SystemModstamp"));
    return stamps;
  }

  private static String object(String id) {
    return switch (id.substring(0, 3)) {
      case "00Q" -> "Lead";
      case "003" -> "Contact";
      case "001" -> "Account";
      case "006" -> "Opportunity";
      case "00T" -> "Task";
      case "00v" -> "CampaignMember";
      case "00K" -> "OpportunityContactRole";
      default -> "Membership__c";
    };
  }
}
