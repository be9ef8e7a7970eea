package org.bactrian.mapping.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bactrian.mapping.schema.SalesforceSchema.Field;
import org.bactrian.mapping.schema.SalesforceSchema.Reference;

/**
 * A path from a Salesforce object through its parents to a field, such as {@code
 * Account.Owner.Email}.
 *
 * @param steps through references, in their order
 * @param field where it ends, if the describe at hand tells
 * @param unknown the part that is not there, if one is not
 */
public record FieldPath(List<Step> steps, Optional<Field> field, Optional<Unknown> unknown) {

  /** What Salesforce's object Name, which stands for records of several objects, has of them. */
  private static final Set<String> OF_NAME =
      Set.of(
          "Alias",
          "Email",
          "FirstName",
          "Id",
          "IsActive",
          "LastName",
          "Name",
          "Phone",
          "Profile",
          "ProfileId",
          "RecordType",
          "RecordTypeId",
          "Title",
          "Type",
          "UserRole",
          "UserRoleId",
          "Username");

  /**
   * A step to a parent.
   *
   * @param child the path, from where it begins, of the field that holds the parent's id
   * @param objects which the parent may be of
   * @param field what is read of the parent, with dots if that is another's
   */
  public record Step(String child, List<String> objects, String field) {}

  /**
   * A part of a path that is not there.
   *
   * @param before what leads to it, with a dot at its end
   * @param part what is not there
   * @param after what follows it, with a dot before it
   * @param known what there is
   */
  public record Unknown(String before, String part, String after, Collection<String> known) {}

  /**
   * Follows a path.
   *
   * @param objects what Salesforce says of another object; empty where that is not at hand, and
   *     then the rest of a path is taken as it is
   */
  public static FieldPath of(
      String path, SalesforceSchema from, Function<String, Optional<SalesforceSchema>> objects) {
    List<Step> steps = new ArrayList<>();
    Optional<SalesforceSchema> at = Optional.of(from);
    boolean isOfName = false;
    String before = "";
    while (true) {
      String rest = path.substring(before.length());
      int dot = rest.indexOf('.');
      String part = dot < 0 ? rest : rest.substring(0, dot);
      String after = dot < 0 ? "" : rest.substring(dot);
      Optional<Field> field = at.map(object -> object.fields().get(part));
      Optional<Field> through = dot < 0 ? field : at.flatMap(object -> object.through(part));
      boolean isThere = isOfName ? OF_NAME.contains(part) : at.isEmpty() || through.isPresent();
      if (!isThere) {
        Collection<String> known = isOfName ? OF_NAME : names(at.orElseThrow(), dot >= 0);
        return new FieldPath(
            steps, Optional.empty(), Optional.of(new Unknown(before, part, after, known)));
      }
      if (dot < 0 || through.isEmpty() && !isOfName) {
        return new FieldPath(steps, field, Optional.empty());
      }
      Reference reference = through.map(f -> f.reading().reference()).orElse(null);
      List<String> to = reference == null ? List.of(part) : reference.objects();
      String child = through.map(Field::name).orElse(part + "Id");
      steps.add(new Step(before + child, to, after.substring(1)));
      isOfName = reference != null && reference.polymorphic();
      at = !isOfName && to.size() == 1 ? objects.apply(to.get(0)) : Optional.empty();
      before += part + ".";
    }
  }

  private static Collection<String> names(SalesforceSchema object, boolean relationships) {
    if (!relationships) return object.fields().keySet();
    Set<String> names = new TreeSet<>();
    for (Field field : object.fields().values()) {
      if (field.reading().reference() != null)
        names.add(field.reading().reference().relationship());
    }
    return names;
  }

  /** Whether all of it is there, as far as that is known. */
  public boolean isKnown() {
    return unknown.isEmpty();
  }
}
