package org.bactrian.sandbox.marketo.instance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bactrian.sandbox.marketo.log.ActivityLog;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;

/** Writes down what became of people's values, as the instance's rules tell it. */
final class LeadLog {
  private final ActivityLog log;

  LeadLog(ActivityLog log) {
    this.log = log;
  }

  /** A field of a person got another value. */
  void changed(int lead, Field field, Object before, Object after, Origin origin) {
    ActivityType own = own(field);
    String was = text(field, before);
    String is = text(field, after);
    if (own != null && log.rules().ownActivity()) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      if (own == ActivityType.SCORE) {
        attributes.put("Change Value", "%+d".formatted(number(after) - number(before)));
      }
      put(attributes, "New Value", is);
      put(attributes, "Old Value", was);
      attributes.put("Reason", origin.reason());
      log.add(own, lead, new Detail.Other((long) field.id(), field.displayName(), attributes));
    }
    if (own == null || log.rules().dataValue()) {
      log.add(ActivityType.DATA_VALUE, lead, new Detail.DataValue(field, was, is, origin));
    }
  }

  private static ActivityType own(Field field) {
    if (field.type() == DataType.SCORE) {
      return ActivityType.SCORE;
    }
    return field.name().equals("externalSalesPersonId") ? ActivityType.OWNER : null;
  }

  private static long number(Object value) {
    return value == null ? 0 : (Long) value;
  }

  private static void put(Map<String, Object> attributes, String name, String value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }

  private String text(Field field, Object stored) {
    if (stored instanceof Boolean flag) {
      return log.rules().text(flag);
    }
    return stored == null ? null : String.valueOf(field.type().print(stored));
  }
}
