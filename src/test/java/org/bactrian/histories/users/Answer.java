package org.bactrian.histories.users;

/**
 * What became of a deed.
 *
 * @param id the record that was made or changed; of a conversion, the contact
 * @param refusal why it was refused, or null
 */
public record Answer(String id, String refusal) {

  static Answer done(String id) {
    return new Answer(id, null);
  }

  static Answer refused(String why) {
    return new Answer(null, why);
  }

  /** Whether it was done. */
  public boolean isDone() {
    return refusal == null;
  }
}
