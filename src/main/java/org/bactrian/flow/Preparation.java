package org.bactrian.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Translation;
import org.bactrian.sync.Change;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Prepared;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Target;

/** What a mapping makes of changes, before anything is known of Marketo. */
public final class Preparation {

  private static final String CONVERTED_TYPE = "salesforceType";

  private final Schemas schemas;
  private final Conditions conditions;

  public Preparation(Schemas schemas, Conditions conditions) {
    this.schemas = schemas;
    this.conditions = conditions;
  }

  /** As {@link Schemas#doubt}. */
  void doubt(Mapping mapping, Collection<String> codes) {
    schemas.doubt(mapping, codes);
  }

  /** Where a mapping writes. */
  Target target(Mapping mapping) {
    return new Target(
        mapping.marketoObject().word(),
        mapping.keyField(),
        mapping.matchField().orElse(null),
        mapping.marketoObject().keyed(),
        mapping.bothWays(),
        schemas.sameness(mapping));
  }

  /** A change and what its mapping makes of it, or null where {@code when:} leaves it out. */
  record Translated(Change change, Translation.Result result) {}

  /** Translates a share, of which nothing else needs to be known. */
  List<Translated> translate(Share share) {
    if (share.again()) schemas.expectNews();
    List<Translated> translated = translated(share);
    boolean rejects =
        translated.stream().anyMatch(each -> each.result() instanceof Translation.Rejected);
    return rejects && schemas.askAgain(share.mapping()) ? translated(share) : translated;
  }

  private List<Translated> translated(Share share) {
    Mapping mapping = share.mapping();
    Translation translation = schemas.translation(mapping);
    List<Translated> translated = new ArrayList<>(share.changes().size());
    for (Change change : share.changes()) {
      boolean allowed = conditions.allow(mapping, change.record());
      translated.add(new Translated(change, allowed ? translation.of(change.record()) : null));
    }
    return translated;
  }

  /** Prepares what can be delivered; what is filtered or can't be goes to the decided ones. */
  List<Prepared> of(
      Mapping mapping, List<Translated> translated, Set<String> linked, List<Settled> decided) {
    Map<String, String> references = mapping.references();
    List<Prepared> prepared = new ArrayList<>(translated.size());
    for (Translated each : translated) {
      Change change = each.change();
      if (each.result() == null || change.ended() && !linked.contains(change.id())) {
        decided.add(new Settled(change, new Outcome.Filtered()));
      } else if (each.result() instanceof Translation.Translated values) {
        prepared.add(prepared(mapping, references, change, values.values()));
      } else if (each.result() instanceof Translation.Rejected rejected) {
        decided.add(new Settled(change, new Outcome.Parked(rejected.problems(), null)));
      }
    }
    return prepared;
  }

  private Prepared prepared(
      Mapping mapping,
      Map<String, String> references,
      Change change,
      Map<String, Object> translated) {
    String successor = mapping.matchField().isPresent() ? change.successor() : null;
    Map<String, Object> values =
        successor == null ? translated : succeeded(mapping, change, translated, successor);
    Map<String, Prepared.Parent> parents = new LinkedHashMap<>();
    for (Map.Entry<String, String> reference : references.entrySet()) {
      Object key = values.get(reference.getKey());
      if (key == null) continue;
      parents.put(reference.getKey(), new Prepared.Parent(reference.getValue(), key.toString()));
    }
    String matchValue =
        mapping
            .matchField()
            .map(values::get)
            .map(Mapping::folded)
            .filter(value -> !value.isEmpty())
            .orElse(null);
    return new Prepared(
        change,
        values,
        parents,
        matchValue,
        successor,
        change.ended(),
        Boolean.TRUE.equals(change.record().get("IsDeleted"))
            ? mapping.deletion().inSalesforce()
            : null,
        owned(mapping, change),
        (String) change.record().get(Mapping.MARKETO_ID));
  }

  /** What a record's end means for its person; all else is the survivor's to say. */
  private static Map<String, Object> succeeded(
      Mapping mapping, Change change, Map<String, Object> translated, String successor) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (Boolean.TRUE.equals(change.record().get("IsConverted"))) {
      values.putAll(translated);
      for (FieldRule rule : mapping.rules()) {
        if (rule.direction() == FieldRule.Direction.BOTH_WAYS) values.remove(rule.marketo());
      }
      values.replace(CONVERTED_TYPE, "Contact");
    }
    values.put(mapping.keyField(), successor);
    return values;
  }

  private static Map<String, Object> owned(Mapping mapping, Change change) {
    if (!mapping.bothWays()) return Map.of();
    Map<String, Object> owned = new HashMap<>();
    for (FieldRule rule : mapping.rules()) {
      boolean comparable = rule.converters().isEmpty();
      if (rule.direction() == FieldRule.Direction.TO_SALESFORCE && comparable) {
        owned.put(rule.marketo(), rule.read(change.record()));
      }
    }
    return owned;
  }
}
