package org.bactrian.sandbox.marketo.rest.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.log.ActivityLog;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** What happened, page by page: the change log of a program that keeps in step. */
public final class ActivityEndpoints {
  /** How many activities one call looks at; Marketo too answers with short pages now and then. */
  private static final int LOOKED_AT = 5_000;

  private static final int MOST_TYPES = 10;
  private static final int MOST_LEADS = 30;

  private final Instance instance;
  private final ActivityLog log;
  private final ActivityRows rows;

  /** The doors of an instance's log. */
  public ActivityEndpoints(Instance instance) {
    this.instance = instance;
    this.log = instance.log();
    this.rows = new ActivityRows(instance);
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    endpoints
        .get("/rest/v1/activities/pagingtoken.json", this::token)
        .get("/rest/v1/activities.json", this::activities)
        .get("/rest/v1/activities/leadchanges.json", this::changes)
        .get("/rest/v1/activities/deletedleads.json", this::deleted);
  }

  private Reply token(Exchange call) throws Refusal {
    String since = call.need("sinceDatetime");
    long seconds;
    try {
      seconds = DataType.instant(since);
    } catch (java.time.DateTimeException e) {
      throw new Refusal("1001", "Invalid value '" + since + "' for 'sinceDatetime'");
    }
    int place = log.from(seconds * 1000);
    return Reply.success(out -> out.writeStringField("nextPageToken", token(place)));
  }

  private String token(int place) {
    return log.pagingTokens().of(place, log.rules().tokenLength());
  }

  private Reply activities(Exchange call) throws Refusal {
    List<Long> types = call.numbers("activityTypeIds");
    List<Long> assets = call.numbers("assetIds");
    IntPredicate whose = whose(call);
    if (types.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'activityTypeIds'");
    }
    if (types.size() > MOST_TYPES) {
      throw new Refusal("1003", "No more than 10 activityTypeIds");
    }
    if (!assets.isEmpty() && types.size() > 1) {
      throw new Refusal("1003", "assetIds need a single activityTypeId");
    }
    return page(
        call,
        at ->
            types.contains((long) log.typeId(at))
                && (assets.isEmpty() || assets.contains(log.detail(at).primaryId()))
                && whose.test(at),
        rows::activity);
  }

  /** Whether an activity is one of the people, or of the list's members, that a call names. */
  private IntPredicate whose(Exchange call) throws Refusal {
    List<Long> leads = call.numbers("leadIds");
    if (leads.size() > MOST_LEADS) {
      throw new Refusal("1003", "No more than 30 leadIds");
    }
    if (call.text("listId") == null) {
      return at -> leads.isEmpty() || leads.contains((long) log.lead(at));
    }
    var members = instance.lists().need(Exchange.number("listId", call.text("listId"))).members();
    return at -> members.containsKey(log.lead(at));
  }

  private Reply deleted(Exchange call) throws Refusal {
    return page(call, at -> log.type(at) == ActivityType.DELETE, rows::activity);
  }

  private Reply changes(Exchange call) throws Refusal {
    call.need("fields");
    Map<Integer, String> fields = new HashMap<>();
    for (String name : call.values("fields")) {
      Schema schema = instance.leads().schema();
      fields.put(schema.field(schema.need(name)).id(), name);
    }
    IntPredicate whose = whose(call);
    return page(
        call,
        at ->
            whose.test(at)
                && (log.type(at) == ActivityType.NEW_LEAD
                    || log.detail(at) instanceof Detail.DataValue value
                        && fields.containsKey(value.field().id())),
        (out, at) -> rows.change(out, at, fields));
  }

  private interface Print {
    void at(JsonGenerator out, int place) throws IOException;
  }

  private Reply page(Exchange call, IntPredicate wanted, Print print) throws Refusal {
    int from = log.pagingTokens().place(call.need("nextPageToken"));
    int most = call.batchSize();
    int end = log.visible();
    return Reply.success(
        out -> {
          List<Integer> found = new ArrayList<>();
          int at = Math.max(0, from);
          int last = Math.min(end, at + LOOKED_AT);
          for (; at < last && found.size() < most; at++) {
            if (wanted.test(at) && log.isKept(at) && log.isVisible(at)) {
              found.add(at);
            }
          }
          if (log.rules().outOfOrder()) {
            for (int i = 1; i < found.size(); i += 2) {
              Collections.swap(found, i - 1, i);
            }
          }
          // Where there is nothing to tell, Marketo leaves the result out.
          if (!found.isEmpty()) {
            out.writeArrayFieldStart("result");
            for (int place : found) {
              print.at(out, place);
            }
            out.writeEndArray();
          }
          out.writeStringField("nextPageToken", token(Math.max(at, from)));
          out.writeBooleanField("moreResult", at < end);
        });
  }
}
