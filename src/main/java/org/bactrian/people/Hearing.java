package org.bactrian.people;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.marketo.people.Activity;
import org.bactrian.marketo.people.Page;

/** One pass over Marketo's change log: where each stream is, and what is yet to be read. */
public final class Hearing {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "log";

  private final Map<Stream, String> tokens = new EnumMap<>(Stream.class);
  private final Deque<Stream> unplaced = new ArrayDeque<>();
  private final Deque<Stream> open = new ArrayDeque<>();
  private final Set<Stream> lost = EnumSet.noneOf(Stream.class);
  private final Map<String, Map<String, Integer>> heard = new HashMap<>();
  private final Set<String> unreadable = new LinkedHashSet<>();
  private final Set<Stream> again = EnumSet.noneOf(Stream.class);
  private List<Activity> rows = List.of();
  private Set<String> news = Set.of();
  private String asked;
  private Instant askedAt;
  private boolean typesUnknown;
  private Stream current;

  void toPlace(Stream stream) {
    unplaced.add(stream);
  }

  void toRead(Stream stream, String token) {
    tokens.put(stream, token);
    open.add(stream);
  }

  /** A stream is read from a place before its last one; what was read already is no news. */
  void readsAgain(Stream stream) {
    again.add(stream);
  }

  boolean isAgain(Stream stream) {
    return again.contains(stream);
  }

  /**
   * A stream whose token is no longer taken is placed anew, once a pass.
   *
   * @return whether it was not yet
   */
  boolean lose(Stream stream) {
    if (!lost.add(stream)) return false;
    unplaced.add(stream);
    again.add(stream);
    return true;
  }

  boolean isLost(Stream stream) {
    return lost.contains(stream);
  }

  void placed(Stream stream, String token) {
    tokens.put(stream, token);
  }

  /**
   * Our own writes to a person that a page tells of.
   *
   * @param writes how many to each field, by REST name
   */
  void heard(String marketoId, Map<String, Integer> writes) {
    if (!writes.isEmpty()) heard.put(marketoId, writes);
  }

  /** Our own writes that were told of since this was last asked, by Marketo id. */
  Map<String, Map<String, Integer>> takeHeard() {
    Map<String, Map<String, Integer>> taken = Map.copyOf(heard);
    heard.clear();
    return taken;
  }

  void lackTypes(boolean unknown) {
    typesUnknown = unknown;
  }

  /** Whether the ids of the activities' types have yet to be asked for. */
  public boolean isTypesUnknown() {
    return typesUnknown;
  }

  /** Whether a stream has no place yet to be read from. */
  public boolean isUnplaced() {
    return !unplaced.isEmpty();
  }

  Stream placing() {
    return unplaced.element();
  }

  Stream place() {
    return unplaced.remove();
  }

  /** Whether more is to be read. */
  public boolean isOpen() {
    return !open.isEmpty();
  }

  boolean stillReads(Stream stream) {
    return open.contains(stream);
  }

  /** The operation of marketo:activities that reads on. */
  public String getOperation() {
    return open.element().operation();
  }

  /**
   * Turns to the stream that is read on.
   *
   * @param now when it is asked for
   */
  Stream next(Instant now) {
    current = open.element();
    askedAt = now;
    return current;
  }

  /**
   * Up to when the log has been read with the last pages: to when they were asked for only if there
   * is no more of it.
   *
   * @param before up to when it had been read before
   */
  Instant readUpTo(Instant before) {
    if (!stillReads(current)) return askedAt;
    return rows.stream()
        .map(Activity::at)
        .max(Comparator.naturalOrder())
        .map(last -> last.isBefore(askedAt) ? last : askedAt)
        .orElse(before);
  }

  Stream current() {
    return current;
  }

  String token(Stream stream) {
    return tokens.get(stream);
  }

  /** What is wrong with rows that can't be read, of which nobody was told yet. */
  Set<String> unreadable() {
    return unreadable;
  }

  void read(Page<Activity> page, List<Activity> fresh) {
    rows = page.rows();
    news = new LinkedHashSet<>();
    fresh.forEach(row -> news.add(row.guid()));
    asked = tokens.put(current, page.nextPageToken());
    if (!page.more()) open.remove();
  }

  /** The token by which the last pages were asked for. */
  String asked() {
    return asked;
  }

  /** Whether the last pages tell of something that happened up to an instant. */
  boolean tellsOf(Instant past) {
    return rows.stream().anyMatch(row -> !row.at().isAfter(past));
  }

  /** The activities of the last pages that had not been read before. */
  Set<String> news() {
    return news;
  }
}
