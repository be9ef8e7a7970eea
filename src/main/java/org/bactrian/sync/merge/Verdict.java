package org.bactrian.sync.merge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bactrian.mapping.Translation.Problem;

/**
 * What becomes of a pair.
 *
 * @param toSalesforce what to write there, by API name
 * @param toMarketo what to write there, by REST name
 * @param rulings what was decided, field by field
 * @param problems what keeps a field from being decided or written; the others go on
 */
public record Verdict(
    Map<String, Object> toSalesforce,
    Map<String, Object> toMarketo,
    List<Ruling> rulings,
    List<Problem> problems) {

  /** A pair of which nothing can be decided. */
  static Verdict none(List<Problem> problems) {
    return new Verdict(Map.of(), Map.of(), List.of(), problems);
  }

  /** The same, but for what Salesforce would be given. */
  public Verdict forMarketoAlone() {
    List<Ruling> kept =
        rulings.stream()
            .filter(
                ruling ->
                    !(ruling.decision() instanceof Decision.Carried carried)
                        || carried.from() == Side.SALESFORCE)
            .toList();
    return new Verdict(Map.of(), toMarketo, kept, problems);
  }

  /**
   * The same, and Marketo is given what it is taken to have and has not.
   *
   * @param lacking those values, by REST name; a field that is not decided, or has Salesforce's
   *     value, is left as it is
   */
  public Verdict supplying(Map<String, Object> lacking) {
    if (lacking.isEmpty()) return this;
    Map<String, Object> all = new LinkedHashMap<>(toMarketo);
    for (Ruling ruling : rulings) {
      String field = ruling.rule().marketo();
      if (lacking.containsKey(field)) all.putIfAbsent(field, lacking.get(field));
    }
    return new Verdict(toSalesforce, all, rulings, problems);
  }

  /**
   * The same for a Marketo in which edits were written over: it is given back what Salesforce's
   * value does not win over, and not given what it has.
   *
   * @param edits by REST name
   * @param there what Marketo has
   * @param sameness when two values of a Marketo field mean the same, by REST name
   */
  public Verdict restoring(
      Map<String, Overwritten> edits,
      Map<String, Object> there,
      Function<String, Sameness> sameness) {
    if (edits.isEmpty()) return this;
    Map<String, Object> all = new LinkedHashMap<>(toMarketo);
    edits.forEach(
        (field, edit) -> {
          if (!all.containsKey(field)) all.put(field, edit.value());
          Object meant = all.get(field);
          if (sameness.apply(field).holds(there.get(field), meant)) all.remove(field);
        });
    return new Verdict(toSalesforce, all, rulings, problems);
  }

  /**
   * What is agreed once it is carried out.
   *
   * @param before what was last agreed; null at the first meeting
   * @param salesforceWritten whether Salesforce took what it was given
   * @param marketoWritten whether Marketo did
   */
  public Map<String, Object> agreed(
      Map<String, Object> before, boolean salesforceWritten, boolean marketoWritten) {
    Map<String, Object> agreed =
        before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
    for (Ruling ruling : rulings) {
      String field = ruling.rule().marketo();
      if (ruling.decision() instanceof Decision.Agreed same) put(agreed, field, same.value());
      if (ruling.decision() instanceof Decision.Carried carried) {
        boolean written = carried.from() == Side.SALESFORCE ? marketoWritten : salesforceWritten;
        if (written) put(agreed, field, carried.value());
      }
    }
    return agreed;
  }

  private static void put(Map<String, Object> agreed, String field, Object value) {
    if (Sameness.isBlank(value)) agreed.remove(field);
    else agreed.put(field, value);
  }
}
