package org.bactrian.sync.merge;

import java.time.Duration;
import org.bactrian.mapping.Blank;
import org.bactrian.mapping.Conflict;
import org.bactrian.sync.merge.Decision.Agreed;
import org.bactrian.sync.merge.Decision.Carried;
import org.bactrian.sync.merge.Decision.Left;
import org.bactrian.sync.merge.Decision.Undecided;
import org.bactrian.sync.merge.Decision.Why;
import org.bactrian.sync.merge.Pair.Views;

/**
 * How one field is merged.
 *
 * @param tolerance how far the two systems' clocks may be apart
 */
public record FieldMerge(Conflict rule, Blank blank, Sameness sameness, Duration tolerance) {

  /** Decides; a field that was never agreed is taken for changed, unless it is blank. */
  public Decision decide(Views views) {
    if (rule == Conflict.TRUE_WINS) return trueWins(views);
    if (sameness.holds(views.marketo(), views.salesforce())) return agreed(views);
    boolean salesforceChanged =
        views.agreed()
            ? !sameness.same(views.base(), views.salesforce())
            : !Sameness.isBlank(views.salesforce());
    boolean marketoChanged =
        views.agreed()
            ? !sameness.holds(views.marketo(), views.base())
            : !Sameness.isBlank(views.marketo());
    if (salesforceChanged && marketoChanged) return both(views);
    return carried(views, salesforceChanged ? Side.SALESFORCE : Side.MARKETO, Why.ONLY_ONE_CHANGED);
  }

  /** Where Marketo holds less of a value than Salesforce, Salesforce's is the one to remember. */
  private Agreed agreed(Views views) {
    boolean same = sameness.same(views.salesforce(), views.marketo());
    return new Agreed(same ? views.marketo() : views.salesforce());
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
    return Sameness.BOOLEAN.same(true, value);
  }
}
