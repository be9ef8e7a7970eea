package org.bactrian.sandbox.salesforce.rest;

import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.rest.describe.Describes;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** The sobjects resources: describes, single records, and what changed of late. */
final class Sobjects {
  private final Org org;
  private final Describes describes;
  private final Records records;
  private final Replication replication;
  private final Recents recents;

  Sobjects(Org org, Records records, Recents recents) {
    this.org = org;
    this.records = records;
    this.recents = recents;
    describes = new Describes(org);
    replication = new Replication(org.stamps());
  }

  Answer answer(Call call) {
    if (call.path().size() == 1) {
      return describes.global(call);
    }
    Table table = table(call.step(1));
    if (call.path().size() == 2) {
      return object(call, table);
    }
    boolean third = call.path().size() == 3;
    return switch (third ? call.step(2) : "") {
      case "describe" -> describes.of(call, table.type());
      case "updated" -> replication.updated(call, table);
      case "deleted" -> replication.deleted(call, table);
      default -> records.answer(call, table);
    };
  }

  /** The records of the object of this name, which the caller may see. */
  Table table(String name) {
    ObjectType type = org.schema().object(name);
    if (type == null) {
      throw Refusal.notFound();
    }
    return org.table(type);
  }

  private Answer object(Call call, Table table) {
    return switch (call.method()) {
      case "POST" -> records.create(call, table);
      case "GET" -> {
        Answer.Body summary = describes.summary(call, table.type());
        Answer.Body recent = recents.body(call, table.type());
        yield Answer.ok(
            json -> {
              json.writeStartObject();
              json.writeObjectFieldStart("objectDescribe");
              summary.write(json);
              json.writeEndObject();
              json.writeFieldName("recentItems");
              recent.write(json);
              json.writeEndObject();
            });
      }
      default -> throw call.methodNotAllowed("GET,HEAD,POST");
    };
  }
}
