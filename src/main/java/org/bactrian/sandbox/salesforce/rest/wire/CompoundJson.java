package org.bactrian.sandbox.salesforce.rest.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;

/** Writes the fields that others make up. */
public final class CompoundJson {
  private static final List<String> PARTS =
      List.of(
          "City",
          "Country",
          "GeocodeAccuracy",
          "Latitude",
          "Longitude",
          "PostalCode",
          "State",
          "Street");

  private CompoundJson() {}

  /** A place on earth. */
  public static void location(JsonGenerator json, Table table, int row, Field field)
      throws IOException {
    String stem = field.name().replaceFirst("__c$", "__");
    Object latitude = table.get(row, stem + "Latitude__s");
    Object longitude = table.get(row, stem + "Longitude__s");
    if (latitude == null && longitude == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeFieldName("latitude");
    Json.value(json, FieldType.DOUBLE, latitude);
    json.writeFieldName("longitude");
    Json.value(json, FieldType.DOUBLE, longitude);
    json.writeEndObject();
  }

  /** An address, whose parts are fields of their own. */
  public static void address(JsonGenerator json, Table table, int row, Field field)
      throws IOException {
    String prefix = field.name().substring(0, field.name().length() - "Address".length());
    boolean blank = PARTS.stream().allMatch(p -> table.get(row, prefix + p) == null);
    if (blank) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    for (String part : PARTS) {
      Field own = table.type().known(prefix + part);
      json.writeFieldName(Character.toLowerCase(part.charAt(0)) + part.substring(1));
      Json.value(json, own.type(), table.get(row, own));
    }
    json.writeEndObject();
  }
}
