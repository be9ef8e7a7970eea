package org.bactrian.sandbox.salesforce.shape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.SaveRule;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;

/** The queues of an org: one that is made for some objects owns only their records. */
public final class Queues implements SaveRule {
  private final Org org;

  /** The queues of this org; those that it has already own whatever they are given. */
  public Queues(Org org) {
    this.org = org;
    org.onSave(this);
  }

  /**
   * Adds a queue.
   *
   * @param email null for none
   * @return its id
   */
  public String add(String name, String email, List<Table> objects) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group
        .put("Name", name)
        .put("DeveloperName", name.replace(' ', '_'))
        .put("Type", "Queue")
        .put("Email", email);
    Table groups = org.table("Group");
    String id = groups.id(org.putRaw(groups, group));
    for (Table object : objects) {
      ObjectNode use = JsonNodeFactory.instance.objectNode();
      use.put("QueueId", id).put("SobjectType", object.type().name());
      org.putRaw(org.table("QueueSobject"), use);
    }
    return id;
  }

  @Override
  public void apply(Table table, int row, Map<Field, Object> given) {
    Field owner = table.type().find("OwnerId");
    if (owner != null && given.get(owner) instanceof String id) {
      Table uses = org.table("QueueSobject");
      boolean made = false;
      for (int use = 0; use < uses.size(); use++) {
        boolean ofQueue = id.equals(uses.get(use, "QueueId"));
        if (ofQueue && table.type().name().equals(uses.get(use, "SobjectType"))) {
          return;
        }
        made |= ofQueue;
      }
      if (made) {
        throw Refusal.of("INVALID_OPERATION", "Queue not associated with this SObject type");
      }
    }
  }
}
