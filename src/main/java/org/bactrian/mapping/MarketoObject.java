package org.bactrian.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of Marketo that mappings write to.
 *
 * @param word how a mapping names it: lead, company, salesperson ... or a custom object's API name
 * @param path its resource in a marketo: URI
 * @param rank its place in the order of dependencies
 * @param keyed whether Marketo keeps its key unique by itself
 * @param references the fields that hold another object's key, and that object's word
 */
public record MarketoObject(
    String word, String path, int rank, boolean keyed, Map<String, String> references) {

  /** The word of a person. */
  public static final String PERSON = "lead";

  /**
   * What Sync Leads refuses (1021, and the number itself), although Describe tells nothing of it.
   */
  private static final Set<String> NOT_THROUGH_A_PERSON =
      Set.of(
          "id",
          "company",
          "site",
          "website",
          "industry",
          "mainPhone",
          "sicCode",
          "annualRevenue",
          "numberOfEmployees",
          "billingStreet",
          "billingCity",
          "billingState",
          "billingCountry",
          "billingPostalCode",
          "mktoCompanyNotes");

  private static final Map<String, String> TO_SALESPERSON =
      Map.of("externalSalesPersonId", "salesperson");

  private static final List<MarketoObject> STANDARD =
      List.of(
          new MarketoObject("salesperson", "salespersons", 0, true, Map.of()),
          new MarketoObject("company", "companies", 1, true, TO_SALESPERSON),
          new MarketoObject(
              PERSON,
              "leads",
              2,
              false,
              Map.of("externalCompanyId", "company", "externalSalesPersonId", "salesperson")),
          new MarketoObject(
              "opportunity",
              "opportunities",
              3,
              true,
              Map.of("externalCompanyId", "company", "externalSalesPersonId", "salesperson")),
          new MarketoObject(
              "opportunityrole",
              "opportunityroles",
              4,
              true,
              Map.of("externalOpportunityId", "opportunity")));

  private static final String CUSTOM = "customobjects/";

  /** The object that a mapping names. */
  public static Optional<MarketoObject> named(String word) {
    if (word.startsWith(CUSTOM) && word.length() > CUSTOM.length()) {
      return Optional.of(new MarketoObject(word, word, 5, true, Map.of()));
    }
    return STANDARD.stream().filter(o -> o.word.equals(word)).findFirst();
  }

  /** Whether a record is nothing without the one that a field refers to. */
  public boolean needs(String field) {
    return word.equals("opportunityrole") && references.containsKey(field);
  }

  /**
   * Whether others may have written its records under the ids of a Salesforce object; a lead's
   * company is nobody's but ours.
   */
  public boolean isKnownBy(String salesforceObject) {
    return switch (word) {
      case "company" -> salesforceObject.equals("Account");
      case "salesperson" -> salesforceObject.equals("User");
      case "opportunity" -> salesforceObject.equals("Opportunity");
      default -> word.startsWith(CUSTOM);
    };
  }

  /** Whether its records are people. */
  public boolean isPerson() {
    return word.equals(PERSON);
  }

  /** Whether records can be written with a field, if Describe does not say that it is read only. */
  public boolean takes(String field) {
    return !isPerson() || !NOT_THROUGH_A_PERSON.contains(field);
  }

  /** The words of the standard objects. */
  public static List<String> words() {
    return STANDARD.stream().map(MarketoObject::word).toList();
  }
}
