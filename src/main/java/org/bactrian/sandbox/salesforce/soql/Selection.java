package org.bactrian.sandbox.salesforce.soql;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.schema.ChildRelationship;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.syntax.Expression;
import org.bactrian.sandbox.salesforce.soql.syntax.Function;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Item;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;
import org.bactrian.sandbox.salesforce.soql.term.Term;

/** What a query selects of each record. */
final class Selection {
  private static final int MOST_WITH_ALL_FIELDS = 200;

  private final Scope scope;
  private final List<Selected> root = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private Selection(Scope scope) {
    this.scope = scope;
  }

  static List<Selected> of(Scope scope, Query query) {
    Selection selection = new Selection(scope);
    for (Item item : query.select()) {
      selection.add(query, item);
    }
    return List.copyOf(selection.root);
  }

  private void add(Query query, Item item) {
    if (item instanceof Item.Children children) {
      root.add(children(children.query()));
    } else if (item instanceof Item.Kinds kinds) {
      root.add(kinds(kinds));
    } else if (item instanceof Item.Fields fields) {
      expanded(query, fields.at()).forEach(this::add);
    } else {
      Item.Value value = (Item.Value) item;
      if (!value.expression().isPlain()) {
        add(value);
      } else if (value.alias() == null) {
        add(value.expression().field());
      } else {
        throw Refused.malformed(
            scope.text(), value.expression().at(), "only aggregate expressions use field aliasing");
      }
    }
  }

  private void add(Query.Path path) {
    Column column = scope.column(path);
    checkNew(path, path.name());
    parents(column).add(new Selected.Own(new SerializedString(column.name()), column.field()));
  }

  /** A function; without an alias it stands where its field would. */
  private void add(Item.Value value) {
    Expression expression = value.expression();
    if (expression.field() == null || expression.functions().stream().anyMatch(Function::ofDate)) {
      throw Refusal.of(
          "MALFORMED_QUERY", "Field must be grouped or aggregated: " + expression.shown());
    }
    Column column = scope.column(expression.field());
    String name = value.alias() == null ? expression.field().name() : value.alias();
    checkNew(expression.at(), name);
    Term term = scope.term(expression);
    boolean aliased = value.alias() != null;
    List<Selected> at = aliased ? root : parents(column);
    at.add(
        new Selected.Computed(
            new SerializedString(aliased ? value.alias() : column.name()),
            expression.shown(),
            term.type(),
            column.field(),
            false,
            aliased ? (table, row) -> term.values().apply(row) : scope.value(expression, column)));
  }

  private void checkNew(Query.Path at, String name) {
    if (!seen.add(name.toLowerCase(Locale.ROOT))) {
      throw Refused.malformed(scope.text(), at, "duplicate field selected: " + name);
    }
  }

  private List<Selected> parents(Column column) {
    List<Selected> at = root;
    for (Field reference : column.references()) {
      at = parent(at, reference);
    }
    return at;
  }

  private static List<Selected> parent(List<Selected> at, Field reference) {
    for (Selected one : at) {
      if (one instanceof Selected.Parent parent && parent.reference() == reference) {
        return parent.selected();
      }
    }
    List<Selected> fresh = new ArrayList<>();
    at.add(
        new Selected.Parent(new SerializedString(reference.relationshipName()), reference, fresh));
    return fresh;
  }

  private List<Query.Path> expanded(Query query, Query.Path at) {
    String name = at.name().toUpperCase(Locale.ROOT);
    if (!name.equals("FIELDS(STANDARD)") && query.limit() > MOST_WITH_ALL_FIELDS) {
      throw Refused.malformed(
          scope.text(), at, "The SOQL FIELDS function must have a LIMIT of at most 200");
    }
    return scope.table().type().shown().stream()
        .filter(field -> name.contains("ALL") || name.contains("CUSTOM") == field.custom())
        .map(field -> new Query.Path(field.name(), at.line(), at.column()))
        .toList();
  }

  private Selected children(Query query) {
    ObjectType type = scope.table().type();
    String[] steps = query.from().name().split("\\.");
    boolean qualified = steps.length == 2 && steps[0].equalsIgnoreCase(type.name());
    ChildRelationship relationship =
        scope.org().schema().child(type, qualified ? steps[1] : query.from().name());
    if (relationship == null) {
      throw Refused.noChildren(scope.text(), query.from());
    }
    if (query.count() || query.aggregates()) {
      throw Refused.malformed(
          scope.text(), query.from(), "only root queries support aggregate expressions");
    }
    checkNew(query.from(), relationship.name());
    Scope children = scope.of(relationship.child());
    List<Selected> selected = of(children, query);
    Map<String, Rows> byParent = new LinkedHashMap<>();
    for (int row : new RowFinder(children).find(query.unlimited())) {
      Object parent = children.table().get(row, relationship.field());
      if (parent != null) {
        byParent.computeIfAbsent((String) parent, id -> new Rows(false)).add(row);
      }
    }
    Map<String, int[]> rows = new LinkedHashMap<>();
    byParent.forEach((id, all) -> rows.put(id, RowFinder.cut(all.toArray(), query)));
    return new Selected.Children(
        new SerializedString(relationship.name()), children.table(), selected, rows);
  }

  private Selected kinds(Item.Kinds kinds) {
    Field reference = scope.table().type().relationship(kinds.reference().name());
    if (reference == null) {
      throw Refused.noRelationship(scope.text(), kinds.reference(), kinds.reference().name());
    }
    if (reference.referenceTo().size() < 2) {
      throw Refused.malformed(
          scope.text(),
          kinds.reference(),
          "TYPEOF requires a polymorphic relationship: " + kinds.reference().name());
    }
    Map<String, List<Selected>> byObject = new LinkedHashMap<>();
    for (Query.When when : kinds.whens()) {
      Scope parent = Scope.of(scope.org(), when.object(), scope.text(), scope.all());
      Selection fields = new Selection(parent);
      when.fields().forEach(fields::add);
      if (byObject.put(parent.table().type().name(), fields.root) != null) {
        throw Refused.malformed(
            scope.text(),
            when.object(),
            "WHEN clause operand [%s] is not unique".formatted(when.object().name()));
      }
    }
    return new Selected.Kinds(
        new SerializedString(reference.relationshipName()),
        reference,
        byObject,
        kinds.otherwise() == null ? null : otherwise(reference, kinds.otherwise()));
  }

  /** What ELSE selects: the fields that all names have. */
  private List<Selected> otherwise(Field reference, List<Query.Path> paths) {
    Selection fields = new Selection(scope);
    for (Query.Path path : paths) {
      fields.add(
          new Query.Path(
              reference.relationshipName() + "." + path.name(), path.line(), path.column()));
    }
    return ((Selected.Parent) fields.root.get(0)).selected();
  }
}
