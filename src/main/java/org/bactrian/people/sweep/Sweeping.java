package org.bactrian.people.sweep;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bactrian.mapping.Mapping;
import org.bactrian.marketo.people.Page;
import org.bactrian.marketo.people.Window;

/** What is left to be swept, and how far it is. */
public final class Sweeping {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "sweeping";

  /** How the first people of an instance are sought. */
  enum Probe {
    /** Among the lowest ids. */
    LOWEST,
    /** Here and there. */
    ANYWHERE,
    /** Among the ids that follow the lowest. */
    LOW,
    DONE
  }

  private final Mapping mapping;
  private final UnaryOperator<List<String>> unlinked;
  private final boolean rehearsed;
  private final Deque<Window> windows = new ArrayDeque<>();
  private Probe probe = Probe.DONE;
  private int lowest = 1;
  private String list;
  private String token;
  private boolean listIsNext;
  private Object read;
  private Instant deadline = Instant.MAX;
  private boolean late;

  /**
   * A sweep of those who are to become Salesforce records by a mapping.
   *
   * @param mapping null if there is none
   * @param unlinked leaves those out who have a link, by Marketo id
   * @param rehearsed whether it moves nothing
   */
  Sweeping(Mapping mapping, UnaryOperator<List<String>> unlinked, boolean rehearsed) {
    this.mapping = mapping;
    this.unlinked = unlinked;
    this.rehearsed = rehearsed;
  }

  /** Whether it moves nothing. */
  boolean isRehearsed() {
    return rehearsed;
  }

  /** Those of some people, by Marketo id, who have no link; each once. */
  List<String> meant(List<String> ids) {
    return unlinked.apply(ids.stream().distinct().toList());
  }

  Mapping mapping() {
    return mapping;
  }

  /** Whether it has yet to be found out since when there are people. */
  public boolean isAgeUnknown() {
    return probe != Probe.DONE;
  }

  Probe probe() {
    return probe;
  }

  void probe(Probe next) {
    probe = next;
  }

  int lowest() {
    return lowest;
  }

  void lowest(int id) {
    lowest = id;
  }

  void windows(List<Window> more) {
    windows.addAll(more);
  }

  Window window() {
    return windows.element();
  }

  /** Takes the window away that is done; whether there is another. */
  boolean nextWindow() {
    windows.remove();
    return !windows.isEmpty();
  }

  void list(String id) {
    list = id;
    listIsNext = true;
  }

  String list() {
    return list;
  }

  String token() {
    return token;
  }

  void token(String next, boolean more) {
    token = next;
    listIsNext = more;
  }

  /** Whether the next people are the members of a list. */
  public boolean isByList() {
    return listIsNext;
  }

  void until(Instant time) {
    deadline = time;
  }

  void at(Instant time) {
    late = time.isAfter(deadline);
  }

  /** Whether more is to be read in this cycle. */
  public boolean isOpen() {
    return listIsNext || !windows.isEmpty() && !late;
  }

  boolean isUnfinished() {
    return unread() > 0;
  }

  /** How many windows are left, and the rest of the list. */
  int unread() {
    return windows.size() + (listIsNext ? 1 : 0);
  }

  void reads(Object answer) {
    read = answer;
  }

  /** Whether what is being read are pages of a list's members. */
  boolean isReadingPages() {
    return read instanceof Page<?>;
  }

  /** Lets go of what was read. */
  void close() {
    try {
      if (read instanceof Closeable file) file.close();
      read = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
