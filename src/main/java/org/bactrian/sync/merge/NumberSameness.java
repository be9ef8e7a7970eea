package org.bactrian.sync.merge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.bactrian.mapping.convert.Reading;

/**
 * Numbers mean the same if they are equal at the scale that both fields can hold: a whole number of
 * Marketo has no decimals to compare by, and a float as many as Salesforce keeps.
 *
 * @param decimals so many Salesforce keeps; {@link #ANY} where its describe names no limit
 * @param mayBeSingle whether Marketo may keep the field in 32 bits, which no describe tells
 */
record NumberSameness(int decimals, boolean mayBeSingle) implements Sameness {

  static final int ANY = Integer.MAX_VALUE;

  @Override
  public boolean same(Object a, Object b) {
    if (Sameness.isBlank(a) || Sameness.isBlank(b))
      return Sameness.isBlank(a) && Sameness.isBlank(b);
    Optional<BigDecimal> x = Reading.number(a);
    Optional<BigDecimal> y = Reading.number(b);
    if (x.isEmpty() || y.isEmpty()) return TEXT.same(a, b);
    return atScale(x.get()).compareTo(atScale(y.get())) == 0;
  }

  /**
   * A value that 32 bits can't hold proves that the field has more; another stands for all that 32
   * bits would make it of.
   */
  @Override
  public boolean holds(Object marketo, Object meant) {
    if (same(marketo, meant)) return true;
    if (!mayBeSingle || Sameness.isBlank(marketo) || Sameness.isBlank(meant)) return false;
    Optional<BigDecimal> held = Reading.number(marketo);
    Optional<BigDecimal> other = Reading.number(meant);
    return held.isPresent()
        && other.isPresent()
        && isSingle(held.get())
        && held.get().floatValue() == other.get().floatValue();
  }

  private BigDecimal atScale(BigDecimal number) {
    return number.scale() > decimals ? number.setScale(decimals, RoundingMode.HALF_UP) : number;
  }

  /** Whether it is a number of 32 bits, written in full or as briefly as tells it from others. */
  private static boolean isSingle(BigDecimal number) {
    float single = number.floatValue();
    return Float.isFinite(single)
        && (number.doubleValue() == single
            || number.compareTo(new BigDecimal(Float.toString(single))) == 0);
  }
}
