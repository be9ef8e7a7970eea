package org.bactrian.sandbox.marketo.instance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The static lists and who is on them. */
public final class Lists {
  /** A static list; {@code members} are when people came on it, by lead id. */
  public record StaticList(long id, String name, long createdAt, TreeMap<Integer, Long> members) {}

  private final Instance instance;
  private final Map<Long, StaticList> lists = new LinkedHashMap<>();

  Lists(Instance instance) {
    this.instance = instance;
    create("Newsletter");
  }

  /** Adds an empty list. */
  public StaticList create(String name) {
    long id = 1001 + lists.size();
    StaticList list = new StaticList(id, name, instance.clock().seconds(), new TreeMap<>());
    lists.put(id, list);
    return list;
  }

  /** All lists by id. */
  public Map<Long, StaticList> all() {
    return lists;
  }

  /** The list with this id, or a refusal. */
  public StaticList need(long id) throws Refusal {
    StaticList list = lists.get(id);
    if (list == null) {
      throw new Refusal("1013", "List not found");
    }
    return list;
  }

  /** Puts a person on a list. */
  public Result add(StaticList list, long lead, Origin origin) {
    if (!instance.leads().table().has(lead)) {
      return Result.skipped(lead, new Refusal("1004", "Lead not found"));
    }
    if (list.members().putIfAbsent((int) lead, instance.clock().seconds()) == null) {
      log(ActivityType.ADD_TO_LIST, list, lead, origin);
    }
    return Result.of(lead, "added");
  }

  /** Takes a person off a list. */
  public Result remove(StaticList list, long lead, Origin origin) {
    if (!instance.leads().table().has(lead)) {
      return Result.skipped(lead, new Refusal("1004", "Lead not found"));
    }
    if (list.members().remove((int) lead) == null) {
      return Result.skipped(lead, new Refusal("1015", "Lead not in list"));
    }
    log(ActivityType.REMOVE_FROM_LIST, list, lead, origin);
    return Result.of(lead, "removed");
  }

  private void log(ActivityType type, StaticList list, long lead, Origin origin) {
    Map<String, Object> source = Map.of("Source", origin.source());
    instance.log().add(type, (int) lead, new Detail.Other(list.id(), list.name(), source));
  }

  void forget(int lead) {
    lists.values().forEach(list -> list.members().remove(lead));
  }

  void move(int from, int to) {
    for (StaticList list : lists.values()) {
      Long since = list.members().remove(from);
      if (since != null) {
        list.members().merge(to, since, Math::min);
      }
    }
  }
}
