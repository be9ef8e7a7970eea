package org.bactrian.histories.comparison;

/**
 * Something that is not as the users' deeds and the rules would have it.
 *
 * @param about the ids it is about
 * @param words what was found
 * @param reason the rule that explains it, or null if none does
 */
public record Difference(Kind kind, String about, String words, Reason reason) {

  /** The kinds of differences. */
  public enum Kind {
    /** Nothing is left of somebody whom users made in Salesforce and did not delete. */
    LOST_IN_SALESFORCE,
    /** Nothing is left of somebody whom users made in Marketo and did not delete. */
    LOST_IN_MARKETO,
    /** Somebody lives twice in Salesforce. */
    TWICE_IN_SALESFORCE,
    /** Somebody lives twice in Marketo. */
    TWICE_IN_MARKETO,
    /** A living Salesforce record without a Marketo person. */
    NO_PERSON,
    /** Several Marketo people who say that they are one Salesforce record. */
    SHARED_RECORD,
    /** A Marketo person who says to be a record that is merged away, converted or unknown. */
    STALE_LINK,
    /** {@code Marketo_Id__c} is not the person's id. */
    WRONG_MARKETO_ID,
    /** {@code salesforceType} is not the record's. */
    WRONG_TYPE,
    /** Two values of a both-ways field that do not mean the same. */
    DISAGREEMENT,
    /** A value that is not the owner's. */
    NOT_THE_OWNERS,
    /** An edit that no later one replaced, and that is gone. */
    EDIT_LOST,
    /** An opt-out that holds on one side, or on none. */
    OPT_OUT_UNDONE,
    /** The merged record is not opted out, although one of the two was. */
    OPT_OUT_LOST_IN_MERGE,
    /** The person of a deleted record that does not say so, or of a living one that does. */
    NOT_MARKED_DELETED,
    /** A person whom a user deleted is there again. */
    CAME_BACK,
    /** A person whom a user flagged has no Salesforce record. */
    FLAG_IGNORED,
    /** A Salesforce record of a person whom nobody flagged. */
    UNASKED,
    /** A record or a person whom nobody made. */
    FROM_NOWHERE
  }

  /** The rules by which both systems may differ. */
  public enum Reason {
    /**
     * A Marketo person can belong to only one of the records that share an address; the other is a
     * dead letter until somebody replays it, even when the address is shared no more.
     */
    DUPLICATE_EMAIL,
    /**
     * A user deleted the Marketo person, who is never made again. What was said of them in Marketo
     * since the last sync, or while the record was deleted, went with them; and so did what would
     * have set back an edit of theirs in Salesforce.
     */
    DELETED_IN_MARKETO,
    /**
     * A user merged two people in Marketo, which keeps the winner's no over the loser's yes, and
     * forgets a winner's with whose address it is; and nobody but Marketo knew of it.
     */
    MERGED_IN_MARKETO,
    /** A Salesforce record must have a last name: a default stands where Marketo has none. */
    REQUIRED_DEFAULT
  }

  /** Whether no rule explains it. */
  public boolean isFault() {
    return reason == null;
  }

  @Override
  public String toString() {
    return kind + " " + about + ": " + words + (reason == null ? "" : " (" + reason + ")");
  }
}
