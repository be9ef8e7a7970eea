package org.bactrian.sync.merge;

import java.time.Duration;
import org.bactrian.mapping.Blank;
import org.bactrian.mapping.Conflict;
import org.bactrian.sync.merge.Decision.Agreed;
import org.bactrian.sync.merge.Decision.Carried;
import org.bactrian.sync.merge.Decision.Left;
import org.bactrian.sync.merge.Decision.Undecided;
import org.bactrian.sync.merge.Decision.Why;

/**
 * How one field is merged.
 *
 * @param tolerance how far the two systems' clocks may be apart
 */
public record FieldMerge(Conflict rule, Blank blank, Sameness sameness, Duration tolerance) {

  /** Decides. */
  public Decision decide(Views views) {
    if (rule == Conflict.TRUE_WINS) return trueWins(views);
    if (sameness.same(views.salesforce(), views.marketo())) return new Agreed(views.marketo());
    boolean salesforceChanged = changed(views, views.salesforce());
    boolean marketoChanged = changed(views, views.marketo());
    if (salesforceChanged && marketoChanged) return both(views);
    return carried(views, salesforceChanged ? Side.SALESFORCE : Side.MARKETO, Why.ONLY_ONE_CHANGED);
  }

  /** A field that was never agreed is taken for changed, unless it is blank. */
  private boolean changed(Views views, Object value) {
    return views.agreed() ? !sameness.same(views.base(), value) : !Sameness.isBlank(value);
  }

  private Decision both(Views views) {
    Side blankSide =
        Sameness.isBlank(views.salesforce())
            ? Side.SALESFORCE
            : Sameness.isBlank(views.marketo()) ? Side.MARKETO : null;
    if (blankSide != null && (blank != Blank.CLEAR || rule == Conflict.FILL_BLANK)) {
      return carried(views, blankSide.other(), Why.FILLED);
    }
    return switch (rule) {
      case SALESFORCE_WINS -> carried(views, Side.SALESFORCE, Why.SIDE_WINS);
      case MARKETO_WINS -> carried(views, Side.MARKETO, Why.SIDE_WINS);
      case NEWEST_WINS -> carried(views, newest(views), Why.NEWEST);
      case FILL_BLANK -> new Left(Why.BOTH_KEEP);
      default -> new Undecided(views.salesforce(), views.marketo());
    };
  }

  private Side newest(Views views) {
    return views.marketoAt().isAfter(views.salesforceAt().plus(tolerance))
        ? Side.MARKETO
        : Side.SALESFORCE;
  }

  private Decision carried(Views views, Side from, Why why) {
    Object value = views.of(from);
    return Sameness.isBlank(value) && blank == Blank.IGNORE
        ? new Left(Why.BLANK_IGNORED)
        : new Carried(from, value, why);
  }

  private Decision trueWins(Views views) {
    boolean salesforce = isTrue(views.salesforce());
    boolean marketo = isTrue(views.marketo());
    if (salesforce == marketo) return new Agreed(marketo);
    return new Carried(salesforce ? Side.SALESFORCE : Side.MARKETO, true, Why.TRUE_WINS);
  }

  private static boolean isTrue(Object value) {
    return value != null && Boolean.parseBoolean(value.toString());
  }
}
