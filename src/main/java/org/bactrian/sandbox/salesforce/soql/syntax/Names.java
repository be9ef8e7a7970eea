package org.bactrian.sandbox.salesforce.soql.syntax;

import io.github.apexdevtools.apexparser.ApexParser.FromNameListContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** The names that a query gives to objects, and the places in its text. */
final class Names {
  private static final Set<String> CLAUSES =
      Set.of("WHERE", "ORDER", "LIMIT", "OFFSET", "GROUP", "HAVING", "WITH", "FOR");

  private final String text;
  private final Map<String, String> prefixes = new HashMap<>();

  private Names(String text) {
    this.text = text;
  }

  /** The names of a FROM clause: {@code FROM Contact c, c.Account a}. */
  static Names of(String text, FromNameListContext from) {
    Names names = new Names(text);
    names.prefixes.put(from.fieldName(0).getText().toLowerCase(Locale.ROOT), "");
    for (var child : from.children) {
      if (child instanceof io.github.apexdevtools.apexparser.ApexParser.SoqlIdContext alias) {
        if (CLAUSES.contains(alias.getText().toUpperCase(Locale.ROOT))) {
          throw names.refuse(alias, "unexpected token: '<EOF>'");
        }
        var named = from.children.get(from.children.indexOf(alias) - 1);
        boolean first = named == from.fieldName(0);
        String prefix = first ? "" : names.path((ParserRuleContext) named).name() + ".";
        names.prefixes.put(alias.getText().toLowerCase(Locale.ROOT), prefix);
      }
    }
    from.fieldName().stream().skip(1).forEach(names::requireOfAnother);
    return names;
  }

  /** Whatever comes after the first object is a parent of one that has a name. */
  private void requireOfAnother(ParserRuleContext join) {
    String path = join.getText();
    int dot = path.indexOf('.');
    if (dot < 0 || !prefixes.containsKey(path.substring(0, dot).toLowerCase(Locale.ROOT))) {
      throw Refused.noChildren(text, at(join, path));
    }
  }

  /** A name without the aliases of objects. */
  Query.Path path(ParserRuleContext name) {
    String path = name.getText();
    int dot = path.indexOf('.');
    String prefix = dot < 0 ? null : prefixes.get(path.substring(0, dot).toLowerCase(Locale.ROOT));
    return at(name, prefix == null ? path : prefix + path.substring(dot + 1));
  }

  /** A text as if it stood at this place. */
  Query.Path at(ParserRuleContext place, String name) {
    Token start = place.getStart();
    return new Query.Path(name, start.getLine(), start.getCharPositionInLine() + 1);
  }

  String text() {
    return text;
  }

  Refusal refuse(ParserRuleContext at, String why) {
    Token start = at.getStart();
    return Refused.malformed(text, start.getLine(), start.getCharPositionInLine() + 1, why);
  }

  Refusal refuse(ParserRuleContext at, Refused.NotSimulated what) {
    return refuse(at, "The sandbox does not simulate " + what.shown());
  }

  /** Refuses a clause that is there. */
  void refuseAny(ParserRuleContext at, Refused.NotSimulated what) {
    if (at != null && at.getChildCount() > 0) {
      throw refuse(at, what);
    }
  }
}
