package org.bactrian.sandbox.salesforce.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.Picklist;

/** Several currencies: each record has one, and their rates may depend on the date. */
public final class Currencies {
  private static final String CODE = "CurrencyIsoCode";
  private static final String DATE = "\\d{4}-\\d\\d-\\d\\d";
  private static final String OPEN_END = "9999-12-31";

  private final Org org;

  /** The currencies of this org. */
  public Currencies(Org org) {
    this.org = org;
  }

  /**
   * Gives the org several currencies.
   *
   * @param wish corporate (a code), rates (by code), dated (a list of currency, start and rate)
   */
  public void enable(JsonNode wish) {
    if (org.schema().find("CurrencyType") != null) {
      throw Refusal.of("DUPLICATE_VALUE", "The org has several currencies already");
    }
    requireRates(wish);
    Table types = org.setup().addObject("CurrencyType");
    Table dated = org.setup().addObject("DatedConversionRate");
    String corporate = wish.path("corporate").asText("USD");
    List<String> codes = new ArrayList<>(List.of(corporate));
    currency(types, corporate, 1, true);
    wish.path("rates")
        .properties()
        .forEach(
            rate -> {
              codes.add(rate.getKey());
              currency(types, rate.getKey(), rate.getValue().asDouble(), false);
            });
    for (JsonNode rate : wish.path("dated")) {
      dated(dated, wish.path("dated"), rate);
    }
    for (Table table : org.tables()) {
      boolean owned = table.type().find("OwnerId") != null || table.type().name().equals("User");
      if (owned && table.type().find(CODE) == null) {
        Field field =
            org.setup().addField(table, CODE, "Currency ISO Code", "picklist 3", "restricted");
        org.schema()
            .replaceField(table.type(), field, field.listing(Picklist.of(codes, corporate)));
        table.fill(field, corporate);
      }
    }
  }

  private static void requireRates(JsonNode wish) {
    List<JsonNode> rates = new ArrayList<>();
    wish.path("rates").forEach(rates::add);
    for (JsonNode each : wish.path("dated")) {
      boolean known = wish.path("rates").has(each.path("currency").asText());
      rates.add(known && each.path("start").asText().matches(DATE) ? each.path("rate") : each);
    }
    for (JsonNode rate : rates) {
      if (rate.asDouble() <= 0) {
        throw Refusal.of(
            "INVALID_FIELD",
            "Rates are numbers above 0 by code; dated ones have a currency of them, a start as 2026-01-31 and a rate: "
                + rate);
      }
    }
  }

  private void currency(Table types, String code, double rate, boolean corporate) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields
        .put("IsoCode", code)
        .put("ConversionRate", rate)
        .put("DecimalPlaces", 2)
        .put("IsActive", true)
        .put("IsCorporate", corporate);
    org.putRaw(types, fields);
  }

  /** A rate is good until the next one of its currency. */
  private void dated(Table table, JsonNode all, JsonNode rate) {
    String start = rate.path("start").asText();
    String next = OPEN_END;
    for (JsonNode other : all) {
      String from = other.path("start").asText();
      boolean same = other.path("currency").equals(rate.path("currency"));
      if (same && from.compareTo(start) > 0 && from.compareTo(next) < 0) {
        next = from;
      }
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields
        .put("IsoCode", rate.path("currency").asText())
        .put("StartDate", start)
        .put("NextStartDate", next)
        .put("ConversionRate", rate.path("rate").asDouble());
    org.putRaw(table, fields);
  }
}
