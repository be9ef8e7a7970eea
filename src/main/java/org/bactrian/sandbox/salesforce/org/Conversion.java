package org.bactrian.sandbox.salesforce.org;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;

/** Turns leads into contacts of accounts, with or without an opportunity. */
public final class Conversion {
  /** The status of a new org that says a lead is converted. */
  public static final String STATUS = "Closed - Converted";

  private static final long DAY = 86_400_000;
  private static final List<String> ADDRESS =
      List.of("Street", "City", "State", "PostalCode", "Country");
  private static final List<String> OF_CONTACT =
      List.of(
          "FirstName",
          "LastName",
          "Salutation",
          "Title",
          "Email",
          "Phone",
          "MobilePhone",
          "Fax",
          "LeadSource",
          "Description",
          "HasOptedOutOfEmail",
          "HasOptedOutOfFax",
          "DoNotCall",
          "Lead_Score__c");
  private static final List<String> OF_ACCOUNT =
      List.of("Industry", "AnnualRevenue", "NumberOfEmployees", "Website", "Phone", "Fax");

  /**
   * What is to be converted, and into what.
   *
   * @param contactId an existing contact, or null to create one
   * @param accountId an existing account, or null to create one
   * @param ownerId of what is created; null for the lead's owner
   * @param opportunityName null for the company's name
   */
  public record Wish(
      String leadId,
      String status,
      String contactId,
      String accountId,
      String ownerId,
      String opportunityName,
      boolean withOpportunity,
      boolean overwriteLeadSource) {

    /** A conversion as a user makes it, without an opportunity. */
    public static Wish plain(String leadId, String contactId, String accountId) {
      return new Wish(leadId, STATUS, contactId, accountId, null, null, false, false);
    }
  }

  /**
   * What a lead became.
   *
   * @param opportunityId null without one
   */
  public record Outcome(String leadId, String contactId, String accountId, String opportunityId) {}

  private final Org org;
  private final Table leads;
  private final Table contacts;
  private final Table accounts;

  /** Conversions in this org. */
  public Conversion(Org org) {
    this.org = org;
    leads = org.table("Lead");
    contacts = org.table("Contact");
    accounts = org.table("Account");
  }

  static boolean isConverted(Table table, int row) {
    return table.type().name().equals("Lead") && Boolean.TRUE.equals(table.get(row, "IsConverted"));
  }

  /** Converts a lead, whole or not at all. */
  public Outcome convert(Wish wish) {
    return org.atomically(
        () -> {
          int lead = present(leads, wish.leadId());
          String owner = check(lead, wish);
          int contact = wish.contactId() == null ? -1 : present(contacts, wish.contactId());
          int account = account(lead, contact, wish);
          boolean isNew = contact < 0;
          if (isNew) {
            contact = org.putRaw(contacts, JsonNodeFactory.instance.objectNode());
            org.set(contacts, contact, "OwnerId", owner);
            org.set(contacts, contact, "AccountId", accounts.id(account));
          }
          describe(lead, contacts, contact, isNew, OF_CONTACT, "Mailing");
          if (wish.overwriteLeadSource()) {
            org.set(contacts, contact, "LeadSource", leads.get(lead, "LeadSource"));
          }
          describe(lead, accounts, account, false, OF_ACCOUNT, "Billing");
          org.touch(contacts, contact);
          org.touch(accounts, account);
          String opportunity =
              wish.withOpportunity() ? opportunity(lead, contact, account, owner, wish) : null;
          if (isPerson(lead, contact, account)) {
            marry(lead, contact, account);
          }
          close(lead, wish.status(), contacts.id(contact), accounts.id(account), opportunity);
          org.rules().check(leads, lead, Triggers.Event.AFTER_UPDATE);
          org.rules().check(contacts, contact, Triggers.Event.AFTER_UPDATE);
          org.rules().check(accounts, account, Triggers.Event.AFTER_UPDATE);
          move(leads.id(lead), contacts.id(contact));
          return new Outcome(
              leads.id(lead), contacts.id(contact), accounts.id(account), opportunity);
        });
  }

  /** In an org with person accounts a lead without a company becomes one. */
  private boolean isPerson(int lead, int contact, int account) {
    return leads.get(lead, "Company") == null
        && accounts.type().find("IsPersonAccount") != null
        && accounts.get(account, "Name") == null
        && accounts.id(account).equals(contacts.get(contact, "AccountId"));
  }

  private void marry(int lead, int contact, int account) {
    org.set(accounts, account, "IsPersonAccount", true);
    org.set(accounts, account, "PersonContactId", contacts.id(contact));
    org.set(contacts, contact, "IsPersonAccount", true);
    org.set(accounts, account, "Name", leads.get(lead, "Name"));
  }

  private String check(int lead, Wish wish) {
    for (Table table : List.of(leads, contacts, accounts)) {
      org.requirePermission(table);
    }
    if (isConverted(leads, lead)) {
      throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "lead is already converted");
    }
    if (!saysConverted(wish.status())) {
      throw Refusal.of("INVALID_STATUS", "invalid convertedStatus: " + wish.status());
    }
    String owner = wish.ownerId() != null ? wish.ownerId() : (String) leads.get(lead, "OwnerId");
    if (owner == null || org.table("User").row(owner) < 0) {
      throw Refusal.of(
          "UNKNOWN_EXCEPTION",
          "Converted objects can only be owned by users.  If the lead is not owned by a user, you must specify a user for the Owner field.");
    }
    return owner;
  }

  private boolean saysConverted(String status) {
    Table statuses = org.table("LeadStatus");
    for (int row = 0; row < statuses.size(); row++) {
      if (Boolean.TRUE.equals(statuses.get(row, "IsConverted"))
          && statuses.get(row, "ApiName").equals(status)) {
        return true;
      }
    }
    return false;
  }

  private int present(Table table, String id) {
    int row = id == null ? -1 : table.row(id);
    if (row < 0) {
      throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
    org.present(table, row);
    return row;
  }

  private int account(int lead, int contact, Wish wish) {
    if (contact >= 0) {
      String own = (String) contacts.get(contact, "AccountId");
      if (wish.accountId() != null && !wish.accountId().equals(own)) {
        throw Refusal.of("INVALID_ID_FIELD", "contact not in account specified by accountid");
      }
      if (own != null) {
        return present(accounts, own);
      }
    }
    if (wish.accountId() != null) {
      return present(accounts, wish.accountId());
    }
    int row = org.putRaw(accounts, JsonNodeFactory.instance.objectNode());
    org.set(accounts, row, "Name", leads.get(lead, "Company"));
    Object owner = wish.ownerId() == null ? leads.get(lead, "OwnerId") : wish.ownerId();
    org.set(accounts, row, "OwnerId", owner);
    if (contact >= 0) {
      org.set(contacts, contact, "AccountId", accounts.id(row));
    }
    return row;
  }

  /** Fills what is empty; a new record has nothing yet but the presets. */
  private void describe(
      int lead, Table table, int row, boolean isNew, List<String> fields, String prefix) {
    for (String field : fields) {
      boolean known = leads.type().find(field) != null && table.type().find(field) != null;
      if (known && (isNew || table.get(row, field) == null)) {
        org.set(table, row, field, leads.get(lead, field));
      }
    }
    boolean without = ADDRESS.stream().allMatch(part -> table.get(row, prefix + part) == null);
    for (String part : ADDRESS) {
      if (without) {
        org.set(table, row, prefix + part, leads.get(lead, part));
      }
    }
  }

  private String opportunity(int lead, int contact, int account, String owner, Wish wish) {
    Table opportunities = org.table("Opportunity");
    int row = org.putRaw(opportunities, JsonNodeFactory.instance.objectNode());
    LocalDate today = LocalDate.ofEpochDay(org.stamps().now() / DAY);
    LocalDate quarter = today.with(IsoFields.DAY_OF_QUARTER, 1).plusMonths(3).minusDays(1);
    Object name =
        wish.opportunityName() == null ? leads.get(lead, "Company") : wish.opportunityName();
    org.set(opportunities, row, "Name", name);
    org.set(opportunities, row, "AccountId", accounts.id(account));
    org.set(opportunities, row, "OwnerId", owner);
    org.set(opportunities, row, "StageName", "Prospecting");
    org.set(opportunities, row, "CloseDate", (int) quarter.toEpochDay());
    org.set(opportunities, row, "LeadSource", leads.get(lead, "LeadSource"));
    Table roles = org.table("OpportunityContactRole");
    int role = org.putRaw(roles, JsonNodeFactory.instance.objectNode());
    org.set(roles, role, "OpportunityId", opportunities.id(row));
    org.set(roles, role, "ContactId", contacts.id(contact));
    org.set(roles, role, "IsPrimary", true);
    return opportunities.id(row);
  }

  private void close(int lead, String status, String contact, String account, String opportunity) {
    org.touch(leads, lead);
    org.set(leads, lead, "IsConverted", true);
    org.set(leads, lead, "Status", status);
    org.set(leads, lead, "ConvertedDate", (int) (org.stamps().now() / DAY));
    org.set(leads, lead, "ConvertedAccountId", account);
    org.set(leads, lead, "ConvertedContactId", contact);
    org.set(leads, lead, "ConvertedOpportunityId", opportunity);
  }

  /** Deeds go to the contact; campaigns know both. */
  private void move(String lead, String contact) {
    for (String deeds : List.of("Task", "Event")) {
      point(org.table(deeds), "WhoId", lead, "WhoId", contact);
    }
    Table members = org.table("CampaignMember");
    for (int member : point(members, "LeadId", lead, "ContactId", contact)) {
      Merge.onlyOnce(org, members, member);
    }
  }

  private List<Integer> point(Table table, String field, String from, String other, String to) {
    List<Integer> pointed = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      if (!table.isDeleted(row) && from.equals(table.get(row, field))) {
        org.set(table, row, other, to);
        org.touch(table, row);
        pointed.add(row);
      }
    }
    return pointed;
  }
}
