package org.bactrian.histories.comparison;

import static org.bactrian.histories.comparison.Pair.Owner.BOTH;
import static org.bactrian.histories.comparison.Pair.Owner.MARKETO;
import static org.bactrian.histories.comparison.Pair.Owner.SALESFORCE;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code lead.yaml} and {@code contact.yaml} promise, written down once more; but for the
 * rating, whose updates the simulated Marketo doesn't take.
 */
public final class Rules {

  private static final List<Pair> LEAD = lead();
  private static final List<Pair> CONTACT = contact();

  private Rules() {}

  /** The pairs of {@code Lead} or {@code Contact}. */
  public static List<Pair> of(String object) {
    return object.equals("Contact") ? CONTACT : LEAD;
  }

  /** The pair of this Salesforce field, or null if it is not mapped. */
  public static Pair ofSalesforce(String object, String field) {
    return of(object).stream().filter(p -> p.salesforce().equals(field)).findFirst().orElse(null);
  }

  /** The pair of this Marketo field, or null if it is not mapped. */
  public static Pair ofMarketo(String object, String field) {
    return of(object).stream().filter(p -> p.marketo().equals(field)).findFirst().orElse(null);
  }

  private static List<Pair> lead() {
    List<Pair> pairs = new ArrayList<>(people());
    pairs.add(new Pair("Street", "address", BOTH));
    pairs.add(new Pair("City", "city", BOTH));
    pairs.add(new Pair("State", "state", BOTH));
    pairs.add(new Pair("PostalCode", "postalCode", BOTH));
    pairs.add(new Pair("Country", "country", BOTH));
    pairs.add(new Pair("Id", "externalCompanyId", SALESFORCE));
    pairs.add(new Pair("Company", "company", SALESFORCE));
    pairs.add(new Pair("Status", "leadStatus", SALESFORCE));
    return pairs;
  }

  private static List<Pair> contact() {
    List<Pair> pairs = new ArrayList<>(people());
    pairs.add(new Pair("Department", "department", BOTH));
    pairs.add(new Pair("Birthdate", "dateOfBirth", BOTH));
    pairs.add(new Pair("MailingStreet", "address", BOTH));
    pairs.add(new Pair("MailingCity", "city", BOTH));
    pairs.add(new Pair("MailingState", "state", BOTH));
    pairs.add(new Pair("MailingPostalCode", "postalCode", BOTH));
    pairs.add(new Pair("MailingCountry", "country", BOTH));
    pairs.add(new Pair("AccountId", "externalCompanyId", SALESFORCE));
    return pairs;
  }

  private static List<Pair> people() {
    return List.of(
        new Pair("Salutation", "salutation", BOTH),
        new Pair("FirstName", "firstName", BOTH),
        new Pair("LastName", "lastName", BOTH),
        new Pair("Title", "title", BOTH),
        new Pair("Email", "email", BOTH),
        new Pair("Phone", "phone", BOTH),
        new Pair("MobilePhone", "mobilePhone", BOTH),
        new Pair("Fax", "fax", BOTH),
        new Pair("HasOptedOutOfEmail", "unsubscribed", BOTH),
        new Pair("OwnerId", "externalSalesPersonId", SALESFORCE),
        new Pair("LeadSource", "leadSource", SALESFORCE),
        new Pair("Description", "mktoPersonNotes", SALESFORCE),
        new Pair("IsDeleted", "salesforceIsDeleted", SALESFORCE),
        new Pair("CreatedDate", "salesforceCreatedDate", SALESFORCE),
        new Pair("Lead_Score__c", "leadScore", MARKETO));
  }
}
