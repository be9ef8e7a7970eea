package org.bactrian.sandbox.salesforce.soql;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.soql.syntax.Expression;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Item;
import org.bactrian.sandbox.salesforce.soql.term.Groups;
import org.bactrian.sandbox.salesforce.soql.term.Term;

/** What a query selects of each group of records. */
final class GroupSelection {
  private final Groups groups;
  private final List<Selected> selected = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int unnamed;

  private GroupSelection(Groups groups) {
    this.groups = groups;
  }

  static List<Selected> of(Query query, Groups groups) {
    GroupSelection selection = new GroupSelection(groups);
    for (Item item : query.select()) {
      if (!(item instanceof Item.Value value)) {
        throw malformed(
            item instanceof Item.Children
                ? "Grouped query cannot use child relationships in the SELECT list"
                : "Grouped query can not use FIELDS() or TYPEOF in the SELECT list");
      }
      selection.add(value);
    }
    return List.copyOf(selection.selected);
  }

  private void add(Item.Value value) {
    Expression expression = value.expression();
    if (expression.field() == null) {
      throw malformed("COUNT() must be the only element in the SELECT list");
    }
    Term term = groups.term(expression);
    String name = name(value, term);
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw malformed("duplicate alias: " + name);
    }
    selected.add(
        new Selected.Computed(
            new SerializedString(name),
            expression.isPlain() ? name : expression.shown(),
            term.type(),
            term.field(),
            !expression.isPlain(),
            (table, group) -> term.values().apply(group)));
  }

  private String name(Item.Value value, Term term) {
    if (value.alias() != null) {
      return value.alias();
    }
    if (!value.expression().isPlain()) {
      return "expr" + unnamed++;
    }
    return term.field() == null ? "Type" : term.field().name();
  }

  private static Refusal malformed(String why) {
    return Refusal.of("MALFORMED_QUERY", why);
  }
}
