package org.bactrian.sandbox.salesforce.org;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.schema.Field;

/** Where deleted records go, and with them what cannot live without them, until they come back. */
final class RecycleBin {
  private static final Map<String, List<String>> DIE_WITH_THEIR_PARENT =
      Map.of(
          "Account", List.of("Contact.AccountId", "Opportunity.AccountId"),
          "Contact", List.of("CampaignMember.ContactId", "OpportunityContactRole.ContactId"),
          "Lead", List.of("CampaignMember.LeadId"),
          "Opportunity", List.of("OpportunityContactRole.OpportunityId"),
          "Campaign", List.of("CampaignMember.CampaignId", "CampaignMemberStatus.CampaignId"));

  private final Org org;
  private final Map<String, List<String>> diedWith = new HashMap<>();

  RecycleBin(Org org) {
    this.org = org;
  }

  /** Deletes a record and its children. */
  void take(Table table, int row) {
    org.setDeleted(table, row, true);
    org.touch(table, row);
    String id = table.id(row);
    List<String> children = new ArrayList<>();
    for (String path : DIE_WITH_THEIR_PARENT.getOrDefault(table.type().name(), List.of())) {
      Table ofChildren = org.table(path.substring(0, path.indexOf('.')));
      Field field = ofChildren.type().known(path.substring(path.indexOf('.') + 1));
      for (int child = 0; child < ofChildren.size(); child++) {
        if (!ofChildren.isDeleted(child) && id.equals(ofChildren.get(child, field))) {
          take(ofChildren, child);
          children.add(ofChildren.id(child));
        }
      }
    }
    remember(id, children);
  }

  /** Gives a record back, and those that were deleted along with it. */
  void giveBack(Table table, int row) {
    if (!table.isDeleted(row)) {
      throw Refusal.of("UNDELETE_FAILED", "Entity is not in the recycle bin");
    }
    refuseIfReplaced(table, row);
    org.setDeleted(table, row, false);
    org.touch(table, row);
    if (table.type().find("MasterRecordId") != null) {
      org.set(table, row, "MasterRecordId", null);
    }
    String id = table.id(row);
    for (String childId : diedWith.getOrDefault(id, List.of())) {
      Table children = org.table(org.schema().ofId(childId));
      int child = children.row(childId);
      if (children.isDeleted(child)) {
        giveBack(children, child);
      }
    }
    remember(id, List.of());
  }

  /** Takes records out of the bin for good, and what was deleted along with them. */
  void purge(Table table, int row) {
    table.purge(row, true);
    org.undoWith(() -> table.purge(row, false));
    String id = table.id(row);
    for (String childId : diedWith.getOrDefault(id, List.of())) {
      Table children = org.table(org.schema().ofId(childId));
      int child = children.row(childId);
      if (child >= 0 && children.isDeleted(child)) {
        purge(children, child);
      }
    }
  }

  private void remember(String parent, List<String> children) {
    List<String> before = diedWith.getOrDefault(parent, List.of());
    diedWith.put(parent, children);
    org.undoWith(() -> diedWith.put(parent, before));
  }

  private static void refuseIfReplaced(Table table, int row) {
    for (Field field : table.type().fields()) {
      Object value = field.unique() ? table.get(row, field) : null;
      int[] holders = value == null ? new int[0] : table.rowsWith(field, value.toString());
      if (holders.length > 0) {
        throw Refusal.of(
            "DUPLICATE_VALUE",
            "duplicate value found: %s duplicates value on record with id: %s"
                .formatted(field.name(), table.id(holders[0])));
      }
    }
  }
}
