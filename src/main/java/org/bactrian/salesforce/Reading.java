package org.bactrian.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.sync.Change;

/**
 * The reading of one Salesforce object in one cycle: pages come in at one end, slices of changes
 * leave at the other.
 */
public final class Reading {

  /** Three pages of 2,000, which make exactly 20 batches of 300. */
  public static final int SLICE = 6_000;

  private final Question question;
  private final long recentVersions;
  private List<Change> buffer = new ArrayList<>();
  private String nextPage;
  private long total;

  /**
   * @param recentVersions how many versions of the last minutes Salesforce counted before this
   *     reading began; -1 if it was not asked
   */
  public Reading(Question question, long recentVersions) {
    this.question = question;
    this.recentVersions = recentVersions;
  }

  public Question question() {
    return question;
  }

  public long recentVersions() {
    return recentVersions;
  }

  /** How many changes Salesforce said there are. */
  public long total() {
    return total;
  }

  /**
   * Takes a page of a query's answer: {@code totalSize}, {@code records}, {@code nextRecordsUrl}.
   */
  @SuppressWarnings("unchecked")
  public void page(Map<String, Object> page) {
    total = Math.max(total, ((Number) page.get("totalSize")).longValue());
    for (Map<String, Object> record : (List<Map<String, Object>>) page.get("records")) {
      buffer.add(Change.of(record));
    }
    nextPage = (String) page.get("nextRecordsUrl");
  }

  /** Whether another page must be read before a slice can leave. */
  public boolean needsPage() {
    return nextPage != null && buffer.size() < SLICE;
  }

  /** Where the next page is. */
  public String nextPage() {
    return nextPage;
  }

  /** Whether changes are left, read or unread. */
  public boolean hasMore() {
    return nextPage != null || !buffer.isEmpty();
  }

  /** The next slice of changes, at most {@link #SLICE}. */
  public List<Change> slice() {
    int size = Math.min(SLICE, buffer.size());
    List<Change> slice = List.copyOf(buffer.subList(0, size));
    buffer = new ArrayList<>(buffer.subList(size, buffer.size()));
    return slice;
  }
}
