package org.bactrian.sandbox.salesforce.org;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bactrian.sandbox.salesforce.schema.Field;

/**
 * Merges doubles into a master: the losers are deleted, and what referred to them refers to the
 * master. What the master has not is not taken from them: who merges says which values it gets.
 */
public final class Merge {
  private static final Set<String> CAN_BE_MERGED = Set.of("Account", "Contact", "Lead");
  private static final int MOST_LOSERS = 2;

  private final Org org;

  /** Merges of this org. */
  public Merge(Org org) {
    this.org = org;
  }

  /** Whether records of such a kind can be merged. */
  public static boolean isPossible(Table table) {
    return CAN_BE_MERGED.contains(table.type().name());
  }

  /**
   * Merges up to two losers into a master, all or none.
   *
   * @param values what the master's fields become
   * @return the ids of the records that referred to the losers
   */
  public List<String> merge(
      Table table, String masterId, ObjectNode values, List<String> loserIds) {
    return org.atomically(
        () -> {
          int master = row(table, masterId);
          List<Integer> losers = losers(table, master, loserIds);
          for (int loser : losers) {
            org.requirePermission(table);
            org.setDeleted(table, loser, true);
            org.touch(table, loser);
            org.set(table, loser, "MasterRecordId", table.id(master));
            keepTheOldest(table, master, loser);
          }
          List<String> moved = new ArrayList<>();
          for (int loser : losers) {
            moved.addAll(move(table, loser, master));
          }
          org.update(table, master, values);
          return moved;
        });
  }

  private List<Integer> losers(Table table, int master, List<String> ids) {
    // Salesforce documents the limit and not the code of its refusal.
    if (ids.isEmpty() || ids.size() > MOST_LOSERS) {
      throw Refusal.of(
          "NUMBER_OUTSIDE_VALID_RANGE",
          "one or two records can be merged into a master, and not " + ids.size());
    }
    List<Integer> losers = new ArrayList<>();
    for (String id : ids) {
      int loser = row(table, id);
      if (loser == master || losers.contains(loser)) {
        throw Refusal.of("INVALID_ID_FIELD", "a record can't be merged into itself: " + id);
      }
      losers.add(loser);
    }
    return losers;
  }

  private int row(Table table, String id) {
    if (!id.startsWith(table.type().prefix())) {
      throw Refusal.of(
          "INVALID_ID_FIELD", "invalid record id for %s: %s".formatted(table.type().name(), id));
    }
    int row = table.row(id);
    if (row < 0) {
      throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
    org.present(table, row);
    if (Conversion.isConverted(table, row)) {
      throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
    }
    return row;
  }

  /** The merged record was created when the first of them was. */
  private void keepTheOldest(Table table, int master, int loser) {
    if ((Long) table.get(loser, "CreatedDate") < (Long) table.get(master, "CreatedDate")) {
      org.set(table, master, "CreatedDate", table.get(loser, "CreatedDate"));
      org.set(table, master, "CreatedById", table.get(loser, "CreatedById"));
    }
  }

  private List<String> move(Table parents, int from, int to) {
    String id = parents.id(from);
    Set<String> moved = new HashSet<>();
    List<String> inOrder = new ArrayList<>();
    for (Table children : org.tables()) {
      for (Field field : children.type().fields()) {
        if (!field.referenceTo().contains(parents.type().name())
            || field.name().equals("MasterRecordId")
            || children.isComputed(field)) {
          continue;
        }
        for (int row = 0; row < children.size(); row++) {
          if (!children.isDeleted(row) && id.equals(children.get(row, field))) {
            org.put(children, row, field, parents.id(to));
            org.touch(children, row);
            settle(children, row);
            if (moved.add(children.id(row))) {
              inOrder.add(children.id(row));
            }
          }
        }
      }
    }
    return inOrder;
  }

  /** A role that moves is not the primary one; who is in a campaign twice stays in it once. */
  private void settle(Table children, int row) {
    if (children.type().name().equals("OpportunityContactRole")) {
      org.set(children, row, "IsPrimary", false);
    } else if (children.type().name().equals("CampaignMember")) {
      onlyOnce(org, children, row);
    }
  }

  /** Deletes the younger of two memberships of one person in a campaign. */
  static void onlyOnce(Org org, Table members, int row) {
    for (int other = 0; other < members.size(); other++) {
      if (other != row
          && !members.isDeleted(other)
          && Objects.equals(members.get(other, "CampaignId"), members.get(row, "CampaignId"))
          && Objects.equals(
              members.get(other, "LeadOrContactId"), members.get(row, "LeadOrContactId"))) {
        int younger = Math.max(row, other);
        org.setDeleted(members, younger, true);
        org.touch(members, younger);
        return;
      }
    }
  }
}
