package org.bactrian.sandbox.salesforce.org;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.schema.Field;

/** What users do to records beyond editing them: converting leads and merging doubles. */
public final class Lifecycle {
  private static final Map<String, List<String>> DIE_WITH_THEIR_PARENT =
      Map.of(
          "Account", List.of("Contact.AccountId", "Opportunity.AccountId"),
          "Contact", List.of("CampaignMember.ContactId", "OpportunityContactRole.ContactId"),
          "Lead", List.of("CampaignMember.LeadId"),
          "Opportunity", List.of("OpportunityContactRole.OpportunityId"),
          "Campaign", List.of("CampaignMember.CampaignId", "CampaignMemberStatus.CampaignId"));

  private final Org org;

  /** What may be done in this org. */
  public Lifecycle(Org org) {
    this.org = org;
  }

  /**
   * Converts a lead into a contact of an account.
   *
   * @param contactId an existing contact, or null to create one
   * @param accountId an existing account, or null for the contact's, or else to create one
   * @return the ids of the contact and of its account, as {@code contactId} and {@code accountId}
   */
  public Map<String, String> convert(String leadId, String contactId, String accountId) {
    return org.atomically(
        () -> {
          Table leads = org.table("Lead");
          Table contacts = org.table("Contact");
          int lead = row(leads, leadId);
          org.present(leads, lead);
          if (Boolean.TRUE.equals(leads.get(lead, "IsConverted"))) {
            throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "lead is already converted");
          }
          String account = accountId;
          if (account == null && contactId != null) {
            account = (String) contacts.get(row(contacts, contactId), "AccountId");
          }
          if (account == null) {
            account = org.table("Account").id(accountOf(leads, lead));
          }
          String contact =
              contactId != null ? contactId : contacts.id(contactOf(leads, lead, account));
          org.touch(leads, lead);
          org.set(leads, lead, "IsConverted", true);
          org.set(leads, lead, "Status", "Closed - Converted");
          org.set(leads, lead, "ConvertedDate", (int) (org.stamps().now() / 86_400_000));
          org.set(leads, lead, "ConvertedAccountId", account);
          org.set(leads, lead, "ConvertedContactId", contact);
          if (contactId != null) {
            org.touch(contacts, row(contacts, contactId));
          }
          return Map.of("contactId", contact, "accountId", account);
        });
  }

  private int accountOf(Table leads, int lead) {
    Table accounts = org.table("Account");
    int row = org.putRaw(accounts, JsonNodeFactory.instance.objectNode());
    org.set(accounts, row, "Name", leads.get(lead, "Company"));
    copy(leads, lead, accounts, row, "Industry", "AnnualRevenue", "NumberOfEmployees", "Website");
    for (String part : List.of("Street", "City", "State", "PostalCode", "Country")) {
      org.set(accounts, row, "Billing" + part, leads.get(lead, part));
    }
    return row;
  }

  private int contactOf(Table leads, int lead, String account) {
    Table contacts = org.table("Contact");
    int row = org.putRaw(contacts, JsonNodeFactory.instance.objectNode());
    org.set(contacts, row, "AccountId", account);
    copy(
        leads,
        lead,
        contacts,
        row,
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
    for (String part : List.of("Street", "City", "State", "PostalCode", "Country")) {
      org.set(contacts, row, "Mailing" + part, leads.get(lead, part));
    }
    String owner = (String) leads.get(lead, "OwnerId");
    if (owner != null && owner.startsWith("005")) {
      org.set(contacts, row, "OwnerId", owner);
    }
    return row;
  }

  private void copy(Table from, int row, Table to, int target, String... fields) {
    for (String field : fields) {
      org.set(to, target, field, from.get(row, field));
    }
  }

  /** Merges doubles into a master: the losers are deleted and their children go to the master. */
  public void merge(String object, String masterId, List<String> loserIds) {
    org.atomically(
        () -> {
          Table table = org.table(object);
          int master = row(table, masterId);
          for (String loserId : loserIds) {
            int loser = row(table, loserId);
            org.present(table, loser);
            reparent(table, table.id(loser), table.id(master));
            org.setDeleted(table, loser, true);
            org.touch(table, loser);
            org.set(table, loser, "MasterRecordId", table.id(master));
          }
          org.touch(table, master);
          return null;
        });
  }

  private void reparent(Table parents, String from, String to) {
    for (Table children : org.tables()) {
      for (Field field : children.type().fields()) {
        if (field.referenceTo().contains(parents.type().name())
            && !field.name().equals("MasterRecordId")
            && !children.isComputed(field)) {
          for (int row = 0; row < children.size(); row++) {
            if (from.equals(children.get(row, field))) {
              org.put(children, row, field, to);
              org.touch(children, row);
            }
          }
        }
      }
    }
  }

  static void deleteChildren(Org org, Table parents, int parent) {
    String id = parents.id(parent);
    for (String path : DIE_WITH_THEIR_PARENT.getOrDefault(parents.type().name(), List.of())) {
      Table children = org.table(path.substring(0, path.indexOf('.')));
      Field field = children.type().known(path.substring(path.indexOf('.') + 1));
      for (int row = 0; row < children.size(); row++) {
        if (!children.isDeleted(row) && id.equals(children.get(row, field))) {
          org.delete(children, row);
        }
      }
    }
  }

  private static int row(Table table, String id) {
    int row = table.row(id);
    if (row < 0) {
      throw Refusal.notFound();
    }
    return row;
  }

  /** An empty JSON object, to be filled with a record's fields. */
  public static ObjectNode fields() {
    return JsonNodeFactory.instance.objectNode();
  }
}
