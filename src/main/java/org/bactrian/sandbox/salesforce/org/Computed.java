package org.bactrian.sandbox.salesforce.org;

import java.util.Set;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** The fields that Salesforce derives from others. */
final class Computed {
  private static final int FIRST_CASE = 1001;

  private final Org org;

  Computed(Org org) {
    this.org = org;
  }

  void define() {
    for (String object : Set.of("Lead", "Contact", "User")) {
      Table table = org.table(object);
      int first = table.type().known("FirstName").index();
      int last = table.type().known("LastName").index();
      table.compute("Name", r -> joined(table.get(r, first), table.get(r, last)));
    }
    Table opportunities = org.table("Opportunity");
    opportunities.compute("IsClosed", r -> stage(opportunities, r).startsWith("Closed"));
    opportunities.compute("IsWon", r -> stage(opportunities, r).equals("Closed Won"));
    opportunities.compute("ExpectedRevenue", r -> expected(opportunities, r));
    Table tasks = org.table("Task");
    tasks.compute("IsClosed", r -> "Completed".equals(tasks.get(r, "Status")));
    tasks.compute("IsHighPriority", r -> "High".equals(tasks.get(r, "Priority")));
    Table cases = org.table("Case");
    cases.compute("CaseNumber", r -> "%08d".formatted(FIRST_CASE + r));
    cases.compute("IsClosed", r -> "Closed".equals(cases.get(r, "Status")));
    cases.compute("ContactEmail", r -> ofPerson((String) cases.get(r, "ContactId"), "Email"));
    cases.compute("ContactPhone", r -> ofPerson((String) cases.get(r, "ContactId"), "Phone"));
    members();
    entities();
  }

  /** Each object of the org is a record, too. */
  private void entities() {
    Table entities = org.table("EntityDefinition");
    entities.compute("DurableId", r -> entity(r).name());
    entities.compute("QualifiedApiName", r -> entity(r).name());
    entities.compute("DeveloperName", r -> entity(r).name().replaceFirst("__c$", ""));
    entities.compute("MasterLabel", r -> entity(r).label());
    entities.compute("Label", r -> entity(r).label());
    entities.compute("PluralLabel", r -> entity(r).plural());
    entities.compute("KeyPrefix", r -> entity(r).prefix());
    entities.compute("IsQueryable", r -> true);
    entities.compute("IsCustomSetting", r -> false);
    entities.compute("IsDeprecatedAndHidden", r -> false);
  }

  private ObjectType entity(int row) {
    return org.schema().objects().stream().skip(row).findFirst().orElseThrow();
  }

  private void members() {
    Table members = org.table("CampaignMember");
    members.compute("LeadOrContactId", r -> who(members, r));
    members.compute("Type", r -> members.get(r, "ContactId") != null ? "Contact" : "Lead");
    members.compute("HasResponded", r -> "Responded".equals(members.get(r, "Status")));
    for (String field : Set.of("Name", "FirstName", "LastName", "Email")) {
      members.compute(field, r -> ofPerson(who(members, r), field));
    }
  }

  private static String who(Table members, int row) {
    Object contact = members.get(row, "ContactId");
    return (String) (contact != null ? contact : members.get(row, "LeadId"));
  }

  private Object ofPerson(String id, String field) {
    if (id == null) {
      return null;
    }
    Table people = org.table(org.schema().ofId(id));
    int row = people.row(id);
    return row < 0 ? null : people.get(row, field);
  }

  private static String stage(Table table, int row) {
    Object stage = table.get(row, "StageName");
    return stage == null ? "" : stage.toString();
  }

  private static Object expected(Table table, int row) {
    return table.get(row, "Amount") instanceof Double amount
            && table.get(row, "Probability") instanceof Double percent
        ? (Double) (Math.round(amount * percent) / 100.0)
        : null;
  }

  private static String joined(Object first, Object last) {
    return first == null ? (String) last : last == null ? (String) first : first + " " + last;
  }
}
