package org.bactrian.state.backfill;

/**
 * A rule of a mapping as its records were read by it, or its {@code when:}.
 *
 * @param salesforce the Salesforce field; empty of a constant, and of {@code when:}
 * @param marketo the Marketo field; empty of {@code when:}
 * @param form what makes the one's value of the other's
 * @param due why the records that were read before have to be read again
 */
public record MappedRule(
    String salesforce, String marketo, String form, Standing standing, Due due) {

  /** Whether a rule is in force. */
  public enum Standing {
    MAPPED,
    /** Its field is hidden or gone at present. */
    LEFT_OUT,
    /** It is no longer in the file. */
    REMOVED
  }

  /** Why records have to be read again. */
  public enum Due {
    NONE,
    /** The two fields meet for the first time. */
    NEW,
    /** So they do, and what was agreed of the Marketo field was of another one. */
    MOVED,
    /** What was agreed of the two fields counts, and the rule brings something else now. */
    CHANGED
  }

  /** Whether both are about the same two fields. */
  public boolean isOfTheFieldsOf(MappedRule other) {
    return salesforce.equals(other.salesforce) && marketo.equals(other.marketo);
  }

  /** Whether records have to be read again for it, and can be. */
  public boolean isDue() {
    return due != Due.NONE && standing == Standing.MAPPED;
  }

  /** The same, standing and due so. */
  public MappedRule with(Standing nowStanding, Due nowDue) {
    return new MappedRule(salesforce, marketo, form, nowStanding, nowDue);
  }

  /** As a person calls it: by its Marketo field. */
  public String words() {
    return marketo.isEmpty() ? "when:" : marketo;
  }
}
