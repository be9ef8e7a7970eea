package org.bactrian.sandbox.salesforce.soql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Table;

/**
 * Amounts in the currency of the org, which is the user's too, where records have several.
 *
 * <p>Opportunities have the rate of the day on which they close, everything else today's.
 */
record Amounts(Org org) {
  private static final int DIGITS = 2;

  boolean areOfSeveralCurrencies() {
    return org.schema().find("CurrencyType") != null;
  }

  /** A record's amount in the currency of the org. */
  Object corporate(Table table, int row, Object amount) {
    boolean coded = areOfSeveralCurrencies() && table.type().find("CurrencyIsoCode") != null;
    Object code = coded ? table.get(row, "CurrencyIsoCode") : null;
    if (code == null || amount == null) {
      return amount;
    }
    Object day = table.type().name().equals("Opportunity") ? table.get(row, "CloseDate") : null;
    double rate = day == null ? rate(code) : rate(code, (Integer) day);
    return BigDecimal.valueOf(((Number) amount).doubleValue() / rate)
        .setScale(DIGITS, RoundingMode.HALF_UP)
        .doubleValue();
  }

  private double rate(Object code) {
    Table types = org.table(org.schema().find("CurrencyType"));
    for (int row = 0; row < types.size(); row++) {
      if (code.equals(types.get(row, "IsoCode"))) {
        return ((Number) types.get(row, "ConversionRate")).doubleValue();
      }
    }
    return 1;
  }

  private double rate(Object code, int day) {
    Table dated = org.table(org.schema().find("DatedConversionRate"));
    for (int row = 0; row < dated.size(); row++) {
      if (code.equals(dated.get(row, "IsoCode"))
          && (Integer) dated.get(row, "StartDate") <= day
          && day < (Integer) dated.get(row, "NextStartDate")) {
        return ((Number) dated.get(row, "ConversionRate")).doubleValue();
      }
    }
    return rate(code);
  }
}
