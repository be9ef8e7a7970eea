package org.bactrian.sync.merge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.bactrian.mapping.Mapping;

/** When two writings of a value mean the same, by the kind of the field. */
public enum Sameness {
  /** But for blanks around it and the kind of line breaks. */
  TEXT {
    @Override
    Object meaning(Object value) {
      return value.toString().replace("\r\n", "\n").replace('\r', '\n').strip();
    }
  },
  /** But for case and blanks around it. */
  EMAIL {
    @Override
    Object meaning(Object value) {
      return Mapping.folded(value);
    }
  },
  /** But for anything that is neither a digit, nor a letter, nor the leading plus. */
  PHONE {
    @Override
    Object meaning(Object value) {
      String text = value.toString().strip();
      String bare = text.replaceAll("[^\\p{L}\\p{Nd}]", "").toLowerCase(Locale.ROOT);
      return text.startsWith("+") ? "+" + bare : bare;
    }
  },
  /** But for decimals that one of them does not hold. */
  NUMBER {
    @Override
    boolean alike(Object a, Object b) {
      try {
        BigDecimal x = new BigDecimal(a.toString());
        BigDecimal y = new BigDecimal(b.toString());
        int decimals =
            Math.max(0, Math.min(x.stripTrailingZeros().scale(), y.stripTrailingZeros().scale()));
        return rounded(x, decimals).compareTo(rounded(y, decimals)) == 0;
      } catch (NumberFormatException e) {
        return TEXT.alike(a, b);
      }
    }
  },
  /** Whether it is yes: a blank is no. */
  BOOLEAN {
    @Override
    Object meaning(Object value) {
      return Boolean.valueOf(value.toString());
    }
  },
  /** The day, of a date with a time too. */
  DATE {
    @Override
    Object meaning(Object value) {
      String text = value.toString();
      return text.length() > 10 ? text.substring(0, 10) : text;
    }
  },
  /** The instant, to the second. */
  DATETIME {
    @Override
    Object meaning(Object value) {
      try {
        Instant instant = OffsetDateTime.parse(value.toString()).toInstant();
        return instant.truncatedTo(ChronoUnit.SECONDS);
      } catch (DateTimeException e) {
        return value.toString();
      }
    }
  };

  /** The sameness of a field by its Marketo type. */
  public static Sameness of(String marketoType) {
    return switch (marketoType) {
      case "email" -> EMAIL;
      case "phone" -> PHONE;
      case "integer", "score", "percent", "float", "currency" -> NUMBER;
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      case "datetime" -> DATETIME;
      default -> TEXT;
    };
  }

  /** Whether two values mean the same; an absent one and an empty text are both blank. */
  public boolean same(Object a, Object b) {
    if (this == BOOLEAN)
      return meaning(isBlank(a) ? false : a).equals(meaning(isBlank(b) ? false : b));
    if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
    return alike(a, b);
  }

  /** Whether there is no value. */
  public static boolean isBlank(Object value) {
    return value == null || value.toString().isBlank();
  }

  boolean alike(Object a, Object b) {
    return Objects.equals(meaning(a), meaning(b));
  }

  Object meaning(Object value) {
    return value;
  }

  private static BigDecimal rounded(BigDecimal number, int decimals) {
    return number.setScale(decimals, RoundingMode.HALF_UP);
  }
}
