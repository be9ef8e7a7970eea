package org.bactrian.sandbox.marketo.instance;

import java.util.Set;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.Refusal;

/** How a call wants its records written: the action, the key, the partition and by whom. */
public record Upsert(String action, String key, String partition, Origin origin) {
  private static final Set<String> ACTIONS =
      Set.of("createOrUpdate", "createOnly", "updateOnly", "createDuplicate");

  /** A way of writing with Marketo's defaults filled in, or its refusal. */
  public static Upsert of(String action, String key, String partition) throws Refusal {
    return of(action, key, partition, Origin.API);
  }

  /** The same, by somebody else than a program that calls the REST API. */
  public static Upsert of(String action, String key, String partition, Origin origin)
      throws Refusal {
    String what = action == null || action.isEmpty() ? "createOrUpdate" : action;
    if (!ACTIONS.contains(what)) {
      throw new Refusal("1003", "Invalid value '" + what + "' for parameter 'action'");
    }
    return new Upsert(what, key, partition, origin);
  }

  boolean creates() {
    return !action.equals("updateOnly");
  }

  boolean updates() {
    return !action.equals("createOnly") && !action.equals("createDuplicate");
  }

  boolean duplicates() {
    return action.equals("createDuplicate");
  }
}
