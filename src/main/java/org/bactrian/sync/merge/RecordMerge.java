package org.bactrian.sync.merge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bactrian.mapping.BackTranslation;
import org.bactrian.mapping.Blank;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Translation;
import org.bactrian.mapping.Translation.Problem;

/** How the two records of a pair are merged, field by field, by the rules of their mapping. */
public final class RecordMerge {

  private final Mapping mapping;
  private final Translation there;
  private final BackTranslation back;
  private final Function<String, Sameness> sameness;
  private final Duration tolerance;

  /**
   * The merge of a mapping.
   *
   * @param sameness when two values of a Marketo field mean the same, by REST name
   * @param tolerance how far the two systems' clocks may be apart
   */
  public RecordMerge(
      Mapping mapping,
      Translation there,
      BackTranslation back,
      Function<String, Sameness> sameness,
      Duration tolerance) {
    this.mapping = mapping;
    this.there = there;
    this.back = back;
    this.sameness = sameness;
    this.tolerance = tolerance;
  }

  /**
   * Decides.
   *
   * @param except the Marketo fields that are not to be touched
   */
  public Verdict of(Pair pair, Set<String> except) {
    Translation.Result result = there.of(pair.salesforce());
    if (result instanceof Translation.Rejected rejected) return Verdict.none(rejected.problems());
    return new Session(pair, ((Translation.Translated) result).values()).verdict(except);
  }

  /** The merge of one pair. */
  private final class Session {

    private final Pair pair;
    private final Map<String, Object> values;
    private final Map<String, Object> toSalesforce = new LinkedHashMap<>();
    private final Map<String, Object> toMarketo = new LinkedHashMap<>();
    private final List<Ruling> rulings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Session(Pair pair, Map<String, Object> values) {
      this.pair = pair;
      this.values = values;
    }

    Verdict verdict(Set<String> except) {
      for (FieldRule rule : mapping.rules()) {
        if (except.contains(rule.marketo())) continue;
        switch (rule.direction()) {
          case BOTH_WAYS -> carry(rule, merge(rule));
          case TO_MARKETO -> carry(rule, ownedBySalesforce(rule));
          case TO_SALESFORCE -> carry(rule, ownedByMarketo(rule));
        }
      }
      return new Verdict(toSalesforce, toMarketo, rulings, problems);
    }

    private Decision merge(FieldRule rule) {
      Object marketo = pair.marketo().get(rule.marketo());
      // A long text that Salesforce can hold only in part is no edit of it.
      Sameness same = sameness.apply(rule.marketo());
      if (agrees(rule, marketo, same) && !isUnconverted(rule, marketo, same)) {
        return new Decision.Agreed(marketo);
      }
      Optional<Conflict> first = pair.met(rule.marketo()) ? Optional.empty() : rule.firstMatch();
      Conflict conflict = first.orElse(mapping.conflict(rule));
      FieldMerge merge = new FieldMerge(conflict, rule.blank(), same, tolerance);
      return merge.decide(
          pair.views(rule.marketo(), salesforce(rule, marketo, same), same, first.isPresent()));
    }

    /**
     * Salesforce's value in Marketo's form. Where only a rule was edited in Salesforce's place, an
     * edit in Marketo stands against none.
     */
    private Object salesforce(FieldRule rule, Object marketo, Sameness same) {
      String field = rule.marketo();
      Object value = values.get(field);
      if (!pair.revised().contains(field) || !pair.agreed(field)) return value;
      Object agreed = pair.base(field, value, same);
      boolean isUnedited = same.same(agreed, rule.read(pair.salesforce()));
      return isUnedited && !same.holds(marketo, agreed) ? agreed : value;
    }

    /** Salesforce's value, if it changed, or if Marketo's was changed; never a first blank. */
    private Decision ownedBySalesforce(FieldRule rule) {
      String field = rule.marketo();
      Sameness same = sameness.apply(field);
      Object owners = values.get(field);
      if (same.holds(pair.marketo().get(field), owners)) return new Decision.Agreed(owners);
      boolean blank = Sameness.isBlank(owners);
      boolean edited =
          !blank && !pair.agreed(field)
              || !same.same(owners, pair.base(field, owners, same))
              || pair.heard().containsKey(field);
      if (blank && (!pair.met(field) || rule.blank() != Blank.CLEAR)) {
        return new Decision.Left(Decision.Why.BLANK_IGNORED);
      }
      return edited
          ? new Decision.Carried(Side.SALESFORCE, owners, Decision.Why.OWNER)
          : new Decision.Left(Decision.Why.OWNER);
    }

    /** Marketo's value, if it changed, or if Salesforce's was changed; never a first blank. */
    private Decision ownedByMarketo(FieldRule rule) {
      String field = rule.marketo();
      Sameness same = sameness.apply(field);
      Object owners = pair.marketo().get(field);
      if (agrees(rule, owners, same)) return new Decision.Agreed(owners);
      Object agreed = pair.base(field, rule.read(pair.salesforce()), same);
      boolean clears = Sameness.isBlank(owners);
      boolean edited =
          !same.same(owners, agreed)
              || !Sameness.isBlank(agreed)
              || !clears && pair.heard().containsKey(field);
      if (!edited || clears && (!pair.met(field) || rule.blank() != Blank.CLEAR)) {
        return new Decision.Left(Decision.Why.BLANK_IGNORED);
      }
      return new Decision.Carried(Side.MARKETO, owners, Decision.Why.OWNER);
    }

    /** Whether Marketo has what an earlier rule brought, and another one converts. */
    private boolean isUnconverted(FieldRule rule, Object marketo, Sameness same) {
      return pair.revised().contains(rule.marketo())
          && same.same(marketo, rule.read(pair.salesforce()));
    }

    private boolean agrees(FieldRule rule, Object owners, Sameness same) {
      try {
        return same.same(back.value(rule, owners), rule.read(pair.salesforce()));
      } catch (BackTranslation.Refused e) {
        return false;
      }
    }

    private void carry(FieldRule rule, Decision decision) {
      if (decision instanceof Decision.Undecided undecided) {
        problems.add(conflict(rule, undecided));
        return;
      }
      if (!(decision instanceof Decision.Carried carried)) {
        rulings.add(new Ruling(rule, null, decision));
        return;
      }
      String field = rule.marketo();
      if (carried.from() == Side.SALESFORCE) {
        toMarketo.put(field, carried.value());
        rulings.add(new Ruling(rule, pair.marketo().get(field), carried));
        return;
      }
      try {
        toSalesforce.put(rule.salesforce(), back.value(rule, carried.value()));
      } catch (BackTranslation.Refused e) {
        problems.add(e.problem());
        return;
      }
      Object before = values.containsKey(field) ? values.get(field) : rule.read(pair.salesforce());
      rulings.add(new Ruling(rule, before, carried));
    }

    private Problem conflict(FieldRule rule, Decision.Undecided undecided) {
      return new Problem(
          FieldRule.Direction.BOTH_WAYS,
          rule.salesforce(),
          "conflict",
          "%s: Salesforce has \"%s\" and Marketo's %s has \"%s\", and both were changed"
              .formatted(
                  rule.salesforce(), undecided.salesforce(), rule.marketo(), undecided.marketo()),
          "Give both the value that is right, or set another conflict: on "
              + rule.marketo()
              + " in "
              + mapping.file()
              + "; then replay");
    }
  }
}
