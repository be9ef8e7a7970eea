package org.bactrian.sandbox.marketo.bulk.selection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.log.ActivityLog;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Activities of a range of time, but for deletions, which Marketo never extracts. */
public final class ActivitySelection implements Selection {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_PRIMARIES = 50;
  private static final List<String> DEFAULT =
      List.of(
          "marketoGUID",
          "leadId",
          "activityDate",
          "activityTypeId",
          "campaignId",
          "primaryAttributeValueId",
          "primaryAttributeValue",
          "attributes");
  private static final Set<String> FILTERS =
      Set.of("createdAt", "activityTypeIds", "primaryAttributeValueIds", "primaryAttributeValues");

  private final Instance instance;
  private final ActivityLog log;
  private final List<String> fields;
  private final Period period;
  private final Set<String> types;
  private final Set<String> primaryIds;
  private final Set<String> primaries;

  /** The activities that a request asks for. */
  public ActivitySelection(Instance instance, JsonNode request) throws Refusal {
    this.instance = instance;
    this.log = instance.log();
    List<String> named = Selection.texts(request, "fields");
    this.fields = named.isEmpty() ? DEFAULT : named;
    for (String field : fields) {
      if (!DEFAULT.contains(field) && !field.equals("actionResult")) {
        throw new Refusal("1006", "Field '" + field + "' not found");
      }
    }
    JsonNode filter = request.path("filter");
    if (!filter.path("createdAt").isObject()) {
      throw new Refusal("1002", "Missing value for required filter 'createdAt'");
    }
    for (var names = filter.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FILTERS.contains(name)) {
        throw Selection.unsupported(name);
      }
    }
    this.period = Period.of(filter.path("createdAt"), "createdAt");
    this.types = new HashSet<>(Selection.texts(filter, "activityTypeIds"));
    this.primaryIds = new HashSet<>(Selection.texts(filter, "primaryAttributeValueIds"));
    this.primaries = new HashSet<>(Selection.texts(filter, "primaryAttributeValues"));
    if (types.contains(String.valueOf(ActivityType.DELETE.id()))) {
      throw new Refusal("1003", "Activity type 'Delete Lead' is not supported");
    }
    checkPrimaries();
  }

  private void checkPrimaries() throws Refusal {
    if (!primaryIds.isEmpty() && !primaries.isEmpty()) {
      throw new Refusal(
          "1003", "primaryAttributeValueIds and primaryAttributeValues cannot be used together");
    }
    int size = primaryIds.size() + primaries.size();
    if (size > MOST_PRIMARIES) {
      throw new Refusal("1003", "No more than 50 primary attributes");
    }
    if (size > 0 && types.isEmpty()) {
      throw new Refusal("1003", "Primary attributes need the filter 'activityTypeIds'");
    }
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public void each(Sink sink) {
    int end = Math.min(log.visible(), log.from((period.to() + 1) * 1000));
    for (int at = log.from(period.from() * 1000); at < end; at++) {
      ActivityType type = log.type(at);
      if (type == ActivityType.DELETE
          || !log.isKept(at)
          || !log.isVisible(at)
          || !types.isEmpty() && !types.contains(String.valueOf(log.typeId(at)))
          || !fits(primaryIds, log.detail(at).primaryId())
          || !fits(primaries, primary(at))) {
        continue;
      }
      Object[] row = new Object[fields.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = value(fields.get(i), at);
      }
      sink.row(row);
    }
  }

  private static boolean fits(Set<String> wanted, Object primary) {
    return wanted.isEmpty() || wanted.contains(String.valueOf(primary));
  }

  private Object value(String field, int at) {
    return switch (field) {
      case "marketoGUID" -> at + 1;
      case "leadId" -> log.lead(at);
      case "activityDate" -> DataType.printInstant(log.date(at));
      case "activityTypeId" -> log.typeId(at);
      case "primaryAttributeValueId" -> log.detail(at).primaryId();
      case "primaryAttributeValue" -> primary(at);
      case "attributes" -> JSON.valueToTree(log.detail(at).attributes(log.seconds(at))).toString();
      case "actionResult" -> "succeeded";
      default -> null;
    };
  }

  private Object primary(int at) {
    return log.detail(at) instanceof Detail.NewLead created
        ? instance.leads().name(created.lead())
        : log.detail(at).primary();
  }
}
