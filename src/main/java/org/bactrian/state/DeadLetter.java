package org.bactrian.state;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.sync.Change;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;

/**
 * What could not be delivered of a record, in one direction and for one cause, kept until that is
 * delivered or superseded, or until it is discarded.
 *
 * @param mapping the mapping that could not deliver it
 * @param salesforceId whose it is; null of a person who is only in Marketo
 * @param marketoId whose it is then; else null
 * @param version the SystemModstamp of the version that was refused; of a person who is only in
 *     Marketo, when they were last changed there
 * @param direction where it was to go; both ways of a difference that a person must decide, and of
 *     a record whose counterpart is gone
 * @param fields the fields that it is about, by their names on the side that they come from; none
 *     of a whole record
 * @param record the record as it was read
 * @param edits values that an operator put in place of those that were read, for the next replay:
 *     Salesforce's by API name, or by REST name those of a person who is only in Marketo
 * @param attempts how often it was tried
 */
public record DeadLetter(
    long id,
    String mapping,
    String salesforceId,
    String marketoId,
    Instant version,
    Direction direction,
    String code,
    Set<String> fields,
    String message,
    String suggestion,
    Map<String, Object> record,
    Map<String, Object> edits,
    int attempts,
    Instant firstSeen,
    Instant lastSeen) {

  /** The code of a lead that was not converted into the contact whose people it became. */
  public static final String INCONVERTIBLE = "merge-lead-and-contact";

  /** The code of a row of Marketo's log that can't be read; nobody knows whose it is. */
  public static final String UNREADABLE = "unreadable-activity";

  /** Whether there is something to be tried again. */
  public boolean isOfARecord() {
    return !code.equals(UNREADABLE);
  }

  /** Whether it is of such a lead. */
  public boolean isInconvertible() {
    return code.equals(INCONVERTIBLE);
  }

  /** Whether it is of a person who is only in Marketo. */
  public boolean isOnlyInMarketo() {
    return salesforceId == null;
  }

  /**
   * The fields that are left of it once a change of its record is settled; empty where it ends.
   *
   * @param linked whether the record had a link before
   */
  Optional<Set<String>> after(Settled settled, boolean linked) {
    Change change = settled.change();
    Outcome outcome = settled.outcome();
    boolean takesNothing = change.ended() && direction != Direction.TO_MARKETO;
    // If a record that has ended comes back, its fields are compared again.
    if (takesNothing && !fields.isEmpty()) return Optional.empty();
    if (settled.agreed() != null) return compared(settled);
    boolean stays;
    if (outcome instanceof Outcome.Parked parked) {
      stays = parked.problems().stream().noneMatch(each -> each.direction() == direction);
    } else if (outcome instanceof Outcome.Filtered) {
      stays = linked || !change.ended() && direction == Direction.TO_SALESFORCE;
    } else if (outcome instanceof Outcome.Unchanged || outcome instanceof Outcome.Waiting) {
      stays = direction != Direction.TO_MARKETO || linked && change.ended();
    } else {
      boolean lives =
          outcome.newLink().filter(link -> link.salesforceId().equals(change.id())).isPresent();
      stays = lives && direction == Direction.TO_SALESFORCE;
    }
    return stays ? Optional.of(fields) : Optional.empty();
  }

  /** Of two records that were compared field by field, what is not agreed by now. */
  private Optional<Set<String>> compared(Settled settled) {
    if (fields.isEmpty()) {
      return direction == Direction.TO_SALESFORCE ? Optional.of(fields) : Optional.empty();
    }
    Set<String> left = new TreeSet<>(fields);
    settled.agreed().stream()
        .map(rule -> rule.source(direction))
        .filter(Objects::nonNull)
        .forEach(left::remove);
    if (settled.outcome() instanceof Outcome.Parked parked) {
      for (Outcome.Parked each : parked.apart()) {
        if (each.direction() == direction && !each.code().equals(code)) {
          left.removeAll(each.fields());
        }
      }
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(left);
  }

  /** Whether it is of the direction and the cause of what is parked. */
  boolean isOf(Outcome.Parked parked) {
    return direction == parked.direction() && code.equals(parked.code());
  }

  /** Whether it says all that is parked. */
  boolean says(Outcome.Parked parked) {
    return isOf(parked) && message.equals(parked.message()) && fields.containsAll(parked.fields());
  }

  /** Whose it is: a Salesforce id, or {@code Marketo 123}. */
  public String subject() {
    return isOnlyInMarketo() ? "Marketo " + marketoId : salesforceId;
  }
}
