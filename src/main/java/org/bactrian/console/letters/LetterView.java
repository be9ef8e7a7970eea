package org.bactrian.console.letters;

import java.util.List;
import java.util.Optional;
import org.bactrian.state.DeadLetter;

/**
 * What a dead letter's page shows.
 *
 * @param marketoId of the linked Marketo record, or null
 * @param salesforceUrl where the record can be seen in Salesforce
 * @param marketoUrl where it can be seen in Marketo
 */
public record LetterView(
    DeadLetter letter,
    String salesforceObject,
    String marketoObject,
    String marketoId,
    Optional<String> salesforceUrl,
    Optional<String> marketoUrl,
    List<Field> fields) {

  /**
   * One field of the record.
   *
   * @param read what Salesforce had; empty for a blank
   * @param edit what takes its place at the next replay, or null; empty for a blank
   * @param editable whether it may be edited here
   * @param choice whether it is true or false
   * @param suspect whether the reason names it
   */
  public record Field(
      String name,
      String label,
      String read,
      String edit,
      boolean editable,
      boolean choice,
      boolean suspect) {

    private static final int LONG = 60;

    /** What its form starts with. */
    public String value() {
      return edit == null ? read : edit;
    }

    /** Whether it wants more than a line. */
    public boolean isLong() {
      return value().length() > LONG || value().indexOf('\n') >= 0;
    }
  }

  public boolean isEdited() {
    return !letter.edits().isEmpty();
  }
}
