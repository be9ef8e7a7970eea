package org.bactrian.salesforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.CompactRecord;
import org.bactrian.salesforce.form.PageForm;
import org.bactrian.sync.Change;

/**
 * The reading of one Salesforce object in one cycle: pages come in at one end, slices of changes
 * leave at the other.
 */
public final class Reading {

  /** Three pages of 2,000, which make exactly 20 batches of 300. */
  public static final int SLICE = 6_000;

  /** Why an object is read. */
  public enum Purpose {
    /** Everything that is there, for the first time, by Id. */
    FIRST_SYNC,
    /** What follows the checkpoint. */
    CHANGES,
    /** The window before the checkpoint again, for what was committed late. */
    LATE_COMMITS,
    /** Everything that is there once more, by Id, for a newer version of a mapping. */
    BACKFILL,
    /** The children of parents that changed: their values may have changed with these. */
    CHILDREN
  }

  /**
   * Records that have values of a parent.
   *
   * @param question what is read of them
   * @param reference the path of the field that holds the parent's id
   */
  public record Children(Question question, String reference) {}

  /** When a person or a program last edited a record. */
  private static final String EDITED = "LastModifiedDate";

  /** How many parents a question about their children names. */
  private static final int PARENTS = 200;

  private final Question question;
  private final Purpose purpose;
  private final Instant from;
  private final String soql;
  private Instant upTo;
  private List<Change> buffer = new ArrayList<>();
  private String nextPage;
  private boolean asked;
  private long counted;
  private long total;
  private List<Children> children = List.of();
  private Reading parent;
  private List<Change> parents = List.of();

  private Reading(Question question, Purpose purpose, Instant from, Instant upTo, String soql) {
    this.question = question;
    this.purpose = purpose;
    this.from = from;
    this.upTo = upTo;
    this.soql = soql;
  }

  /** Reads everything. */
  public static Reading first(Question question) {
    return new Reading(question, Purpose.FIRST_SYNC, null, null, question.all());
  }

  /**
   * Goes on reading everything.
   *
   * @param newest the newest version of all when the reading began
   */
  public static Reading firstAfter(Question question, String id, Instant newest) {
    return new Reading(question, Purpose.FIRST_SYNC, null, newest, question.allAfter(id));
  }

  /**
   * Reads everything again.
   *
   * @param id that it goes on after; empty at the beginning
   */
  public static Reading again(Question question, String id) {
    String soql = id.isEmpty() ? question.all() : question.allAfter(id);
    return new Reading(question, Purpose.BACKFILL, null, Instant.EPOCH, soql);
  }

  /** Reads what follows a version. */
  public static Reading after(Question question, Instant version, String id, Instant windowStart) {
    return new Reading(
        question, Purpose.CHANGES, windowStart, version, question.after(version, id));
  }

  /** What is asked of parents. */
  public static Question ofParents(String object) {
    boolean logsIn = object.equals("User");
    return new Question(
        object, logsIn ? List.of("Id", "SystemModstamp", EDITED) : List.of("Id", "SystemModstamp"));
  }

  /** Reads nothing but where a later reading begins. */
  public static Reading last(Question question) {
    return new Reading(question, Purpose.FIRST_SYNC, null, Instant.EPOCH, question.last());
  }

  /** Reads the window of this reading's checkpoint again. */
  public Reading again() {
    return new Reading(question, Purpose.LATE_COMMITS, from, upTo, question.between(from, upTo))
        .of(children);
  }

  /** The same, of parents whose changes concern these. */
  public Reading of(List<Children> concerned) {
    children = concerned;
    return this;
  }

  /** Whether its changes are not delivered, but concern the children of its records. */
  public boolean isOfParents() {
    return !children.isEmpty();
  }

  /** Whether nothing of it counts where a feed stands still: it is of it, or has children in it. */
  public boolean concerns(String feed) {
    return feed().equals(feed)
        || children.stream().anyMatch(each -> each.question().object().equals(feed));
  }

  /** What reads the children of parents that have left in a slice; nothing if none was edited. */
  public List<Reading> children(List<Change> changed) {
    parents = changed;
    if (isBacklog()) return List.of();
    List<String> ids = changed.stream().filter(this::isEdited).map(Change::id).toList();
    if (ids.isEmpty()) return List.of();
    return children.stream()
        .map(
            each -> {
              String soql = each.question().childrenOf(each.reference(), ids);
              Reading reading =
                  new Reading(each.question(), Purpose.CHILDREN, null, Instant.EPOCH, soql);
              reading.parent = this;
              return reading;
            })
        .toList();
  }

  /** A login alone moves a user's SystemModstamp, and would have all that they own read again. */
  private boolean isEdited(Change change) {
    return !(change.record().get(EDITED) instanceof String at) || Change.instant(at).isAfter(from);
  }

  /** The reading of the parents whose children it reads, or null. */
  public Reading parent() {
    return parent;
  }

  /** The parents whose children are being read. */
  public List<Change> parents() {
    return parents;
  }

  /** The name of its checkpoint. */
  public String feed() {
    return isOfParents() ? question.object() + " as parent" : question.object();
  }

  public Question question() {
    return question;
  }

  public Purpose purpose() {
    return purpose;
  }

  /** Whether it may wait while fresh changes are read. */
  public boolean isBacklog() {
    return purpose == Purpose.FIRST_SYNC;
  }

  /** Where the overlap window begins; null in a first sync. */
  public Instant from() {
    return from;
  }

  /**
   * The checkpoint's version, where the overlap window ends. In a first sync it is the newest
   * version that there was when it began, so that what changes meanwhile is read again after it.
   */
  public Instant upTo() {
    return upTo;
  }

  /** What to ask before the first page: a count of the overlap window, or the newest version. */
  public Optional<String> preliminary() {
    if (from != null) return Optional.of(question.count(from, upTo));
    return upTo == null ? Optional.of(question.newest()) : Optional.empty();
  }

  /** The question whose answer's first page opens this reading. */
  public String soql() {
    return soql;
  }

  /** How many versions Salesforce counted in the overlap window. */
  public long counted() {
    return counted;
  }

  /** Takes the answer to that. */
  @SuppressWarnings("unchecked")
  public void preliminary(Map<String, Object> answer) {
    counted = ((Number) answer.get("totalSize")).longValue();
    if (upTo != null) return;
    List<Map<String, Object>> newest = (List<Map<String, Object>>) answer.get("records");
    upTo = newest.isEmpty() ? Instant.EPOCH : Change.of(newest.get(0)).version();
  }

  /** How many changes Salesforce said there are. */
  public long total() {
    return total;
  }

  /**
   * Takes a page of a query's answer: {@code totalSize}, {@code records}, {@code nextRecordsUrl}.
   *
   * @throws SalesforceGarbled if it is not such an answer, or one of its records is none
   */
  @SuppressWarnings("unchecked")
  public void page(Map<String, Object> page) {
    // Of a first page this is known; a next one does not say what was asked for.
    Optional<String> misfit = new PageForm(question.fields()).misfit(page);
    if (misfit.isPresent()) {
      throw new SalesforceGarbled("a page of " + question.object(), misfit.get());
    }
    asked = true;
    total = Math.max(total, ((Number) page.get("totalSize")).longValue());
    for (Object each : (List<?>) page.get("records")) {
      Map<String, Object> record = (Map<String, Object>) each;
      record.remove("attributes"); // No field, and a third of what the record takes in memory.
      buffer.add(Change.of(CompactRecord.of(record)));
    }
    nextPage = (String) page.get("nextRecordsUrl");
    if (isOfParents() && isBacklog()) {
      for (Change each : buffer) upTo = each.version();
    }
  }

  /** Whether another page must be read before a slice can leave. */
  public boolean needsPage() {
    return !asked || nextPage != null && buffer.size() < (isOfParents() ? PARENTS : SLICE);
  }

  /**
   * The operation that gets the next page: {@code queryAll} the first, {@code queryMore} others.
   */
  public String operation() {
    return asked ? "queryMore" : "queryAll";
  }

  /** What to ask for the next page. */
  public String nextPage() {
    return asked ? nextPage : soql;
  }

  /** Whether changes are left, read or unread. */
  public boolean hasMore() {
    return !asked || nextPage != null || !buffer.isEmpty();
  }

  /** The ids of the changes that are read and have not left in a slice. */
  public List<String> readIds() {
    return buffer.stream().map(Change::id).toList();
  }

  /** The next slice of changes, at most {@link #SLICE}; of parents fewer. */
  public List<Change> slice() {
    int size = Math.min(isOfParents() ? PARENTS : SLICE, buffer.size());
    List<Change> slice = List.copyOf(buffer.subList(0, size));
    buffer = new ArrayList<>(buffer.subList(size, buffer.size()));
    return slice;
  }
}
