package org.bactrian.sandbox.salesforce.soql.syntax;

import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.bactrian.sandbox.salesforce.org.Values;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused.NotSimulated;

/**
 * Reads the values that a query names.
 *
 * @param today what TODAY is
 */
record LiteralReader(Names names, LocalDate today) {
  private static final char ESCAPED = '\uE025';

  // The grammar is Apex's, whose strings know neither \% nor \_; the length must stay the same.
  static String withoutWildcardEscapes(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i + 1 < plain.length(); i++) {
      if (plain.charAt(i) == '\\') {
        char next = plain.charAt(i + 1);
        if (next == '%' || next == '_') {
          plain.setCharAt(i, ESCAPED);
        }
        i++;
      }
    }
    return plain.toString();
  }

  Literal read(ValueContext value) {
    try {
      if (value.NULL() != null) {
        return new Literal.Null();
      }
      if (value.BooleanLiteral() != null) {
        return new Literal.Bool(value.getText().equalsIgnoreCase("true"));
      }
      if (value.StringLiteral() != null) {
        return string(value.getText());
      }
      if (value.DateLiteral() != null) {
        return new Literal.Date((int) LocalDate.parse(value.getText()).toEpochDay());
      }
      if (value.DateTimeLiteral() != null) {
        return new Literal.Instant(Values.millis(value.getText().toUpperCase(Locale.ROOT)));
      }
      if (value.dateFormula() != null) {
        return Days.of(value.getText(), today);
      }
      if (value.signedNumber() != null && !value.getText().matches("(?i).*d")) {
        return new Literal.Number(Double.parseDouble(value.getText()));
      }
      if (value.IntegralCurrencyLiteral() != null) {
        throw names.refuse(value, NotSimulated.AMOUNT);
      }
      throw unexpected(value);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw unexpected(value);
    }
  }

  private org.bactrian.sandbox.salesforce.org.Refusal unexpected(ValueContext value) {
    return names.refuse(value, "unexpected token: '" + value.getText() + "'");
  }

  private static Literal string(String quoted) {
    StringBuilder value = new StringBuilder();
    StringBuilder pattern = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      boolean literally = c == ESCAPED;
      if (literally) {
        c = quoted.charAt(++i);
      }
      if (c == '\\') {
        c = quoted.charAt(++i);
        literally = c == '\\';
        if (c == 'u' || c == 'U') {
          c = (char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16);
          i += 4;
        } else {
          c = escaped(c);
        }
      }
      value.append(c);
      if (literally) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return new Literal.Text(value.toString(), pattern.toString());
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n', 'N' -> '\n';
      case 'r', 'R' -> '\r';
      case 't', 'T' -> '\t';
      case 'b', 'B' -> '\b';
      case 'f', 'F' -> '\f';
      default -> c;
    };
  }
}
