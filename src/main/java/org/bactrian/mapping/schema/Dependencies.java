package org.bactrian.mapping.schema;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.mapping.schema.SalesforceSchema.Calculation;
import org.bactrian.mapping.schema.SalesforceSchema.Field;

/**
 * What changes the values of fields while their record stays as it is: parents, of which a path or
 * a formula reads a field, and what no record tells. A roll-up is stored in its record and moves
 * its SystemModstamp.
 *
 * @param parents that are asked what changed of them
 * @param untold why a change of a field is not noticed, by the field's path
 */
public record Dependencies(Set<Parent> parents, Map<String, String> untold) {

  private static final String STAMP = "SystemModstamp";
  private static final String LOGIN = ".LastLoginDate";
  private static final Pattern TEXTS =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|/\\*.*?\\*/", Pattern.DOTALL);

  private static final Pattern CLOCK =
      Pattern.compile("\\b(TODAY|NOW|TIMENOW)\\s*\\(", Pattern.CASE_INSENSITIVE);

  private static final Pattern OUTSIDE = Pattern.compile("\\$\\w+");

  /** A field, or a parent's, with the object that is meant where it may be one of several. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.$])[A-Za-z]\\w*+(?::\\w++)?+(?:\\.\\w++(?::\\w++)?+)*+(?!\\s*\\()");

  /**
   * A parent whose change concerns records.
   *
   * @param object its object
   * @param child the path of the field that holds its id
   */
  public record Parent(String object, String child) {}

  /** Those of the fields at the end of some paths. */
  public static Dependencies of(
      SalesforceSchema schema,
      Collection<String> paths,
      Function<String, Optional<SalesforceSchema>> objects) {
    Search search = new Search(schema, objects);
    for (String path : paths) {
      search.mapped = path;
      search.follow(path);
    }
    return new Dependencies(search.parents, search.untold);
  }

  private static final class Search {

    private final SalesforceSchema schema;
    private final Function<String, Optional<SalesforceSchema>> objects;
    private final Set<Parent> parents = new LinkedHashSet<>();
    private final Map<String, String> untold = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private String mapped;

    Search(SalesforceSchema schema, Function<String, Optional<SalesforceSchema>> objects) {
      this.schema = schema;
      this.objects = objects;
    }

    void follow(String path) {
      if (!seen.add(mapped + " " + path)) return;
      FieldPath found = FieldPath.of(path, schema, objects);
      if (!found.isKnown()) return;
      found.steps().forEach(this::parent);
      if (path.endsWith(LOGIN)) untold.put(mapped, "a login is no edit of its user");
      Optional<Calculation> calculation =
          found.field().map(Field::reading).map(r -> r.calculation());
      String formula = calculation.map(Calculation::formula).orElse(null);
      if (formula != null) compute(path, TEXTS.matcher(formula).replaceAll(" "));
    }

    private void parent(FieldPath.Step step) {
      List<String> told = step.objects().stream().filter(this::tells).toList();
      told.forEach(object -> parents.add(new Parent(object, step.child())));
      if (told.isEmpty()) {
        untold.put(mapped, String.join(" or ", step.objects()) + " can't be read by the sync user");
      }
    }

    private boolean tells(String object) {
      return objects.apply(object).filter(o -> o.fields().containsKey(STAMP)).isPresent();
    }

    private void compute(String path, String formula) {
      Matcher clock = CLOCK.matcher(formula);
      if (clock.find()) untold.put(mapped, clock.group(1) + "() changes with the time of day");
      Matcher outside = OUTSIDE.matcher(formula);
      if (outside.find()) untold.put(mapped, outside.group() + " is no part of its record");
      String before = path.substring(0, path.lastIndexOf('.') + 1);
      NAME.matcher(OUTSIDE.matcher(formula).replaceAll("\\$"))
          .results()
          .forEach(name -> follow(before + name.group().replaceAll(":\\w+", "")));
    }
  }
}
