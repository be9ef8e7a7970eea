package org.bactrian.sandbox.salesforce.rest;

import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.schema.ChildRelationship;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** What is reached from a record by the names of its relationships. */
final class Relationships {
  private final Org org;
  private final Queries queries;

  Relationships(Org org, Queries queries) {
    this.org = org;
    this.queries = queries;
  }

  /** Answers a call that ends at a record. */
  @FunctionalInterface
  interface End {
    Answer answer(Call call, Table table, int row);
  }

  /**
   * Follows the steps of the path from a place on: to parents, and at last to one of them or to the
   * children of one.
   */
  Answer answer(Call call, int next, Table table, int row, End end) {
    if (table.isDeleted(row)) {
      throw Refusal.notFound();
    }
    if (call.path().size() == next) {
      return end.answer(call, table, row);
    }
    String name = call.step(next);
    Field reference = table.type().relationship(name);
    if (reference != null) {
      Table parents = parents(table, row, reference);
      int parent = parents.row((String) table.get(row, reference));
      return answer(call, next + 1, parents, parent, end);
    }
    ChildRelationship children = org.schema().child(table.type(), name);
    if (children == null || call.path().size() > next + 1) {
      throw Refusal.notFound();
    }
    return children(call, table.id(row), children);
  }

  private Table parents(Table table, int row, Field reference) {
    String id = (String) table.get(row, reference);
    ObjectType type = id == null ? null : org.schema().ofId(id);
    if (type == null || !type.permissions().mayRead() || org.table(type).row(id) < 0) {
      throw Refusal.notFound();
    }
    return org.table(type);
  }

  private Answer children(Call call, String id, ChildRelationship children) {
    if (!call.method().equals("GET")) {
      throw call.methodNotAllowed("GET,HEAD");
    }
    String fields = call.query().get("fields");
    if (fields == null) {
      fields = String.join(",", children.child().shown().stream().map(Field::name).toList());
    }
    return queries.first(
        call,
        "SELECT %s FROM %s WHERE %s = '%s'"
            .formatted(fields, children.child().name(), children.field().name(), id),
        false);
  }
}
