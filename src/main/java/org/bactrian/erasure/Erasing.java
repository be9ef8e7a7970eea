package org.bactrian.erasure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.state.people.Erasures.Erasure;
import org.bactrian.state.people.Erasures.Item;
import org.bactrian.sync.merge.Side;

/** Erasures on their way through both systems, one after the other. */
public final class Erasing {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "erasing";

  private final Deque<Erasure> waiting;
  private final Deque<List<Item>> inMarketo = new ArrayDeque<>();
  private List<Item> inSalesforce = List.of();
  private List<Item> people = List.of();
  private Erasure current;

  Erasing(Collection<Erasure> open) {
    waiting = new ArrayDeque<>(open);
  }

  /** Whether some are left. */
  public boolean isOpen() {
    return !waiting.isEmpty();
  }

  /** Turns to the next one: what is left to be deleted of it. */
  void next() {
    current = waiting.remove();
    inSalesforce = left(Side.SALESFORCE);
    people =
        left(Side.MARKETO).stream()
            .filter(i -> i.marketoObject().equals(MarketoObject.PERSON))
            .toList();
    Map<String, List<Item>> objects = new LinkedHashMap<>();
    // People first: what refers to something else goes before it.
    if (!people.isEmpty()) objects.put(MarketoObject.PERSON, people);
    for (Item item : left(Side.MARKETO)) {
      if (people.contains(item)) continue;
      objects.computeIfAbsent(item.marketoObject(), object -> new ArrayList<>()).add(item);
    }
    inMarketo.clear();
    inMarketo.addAll(objects.values());
  }

  private List<Item> left(Side side) {
    return current.items().stream().filter(i -> i.side() == side && i.isLeft()).toList();
  }

  Erasure current() {
    return current;
  }

  List<Item> toRead() {
    return people;
  }

  /** Whether Marketo has people to be read once more. */
  public boolean isPeople() {
    return !people.isEmpty();
  }

  /** Whether Salesforce has records to be read once more, and to be deleted. */
  public boolean isRecords() {
    return !inSalesforce.isEmpty();
  }

  List<Item> toDelete() {
    return inSalesforce;
  }

  /** Whether something is to be deleted in Marketo. */
  public boolean isDeletesMarketo() {
    return !inMarketo.isEmpty();
  }

  /** The resource of marketo: that the next ones are deleted from. */
  public String getResource() {
    String word = inMarketo.element().get(0).marketoObject();
    return MarketoObject.named(word).map(MarketoObject::path).orElse(word);
  }

  List<Item> atHand() {
    return inMarketo.element();
  }

  void deletedInMarketo() {
    inMarketo.remove();
  }
}
