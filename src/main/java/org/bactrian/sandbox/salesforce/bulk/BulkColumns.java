package org.bactrian.sandbox.salesforce.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Query.Item;
import org.bactrian.sandbox.salesforce.soql.syntax.QueryReader;

/** The columns of a bulk query's CSV, and the queries that have none. */
final class BulkColumns {
  private BulkColumns() {}

  /**
   * The names in a query's header: fields in its order, parents' fields with dots.
   *
   * @param metadata what the query selects, as {@code columns=true} tells it
   * @throws Refusal as the Bulk API refuses what REST answers
   */
  static List<String> of(String soql, JsonNode metadata) {
    Query query = QueryReader.read(soql, LocalDate.EPOCH);
    if (query.count() || query.aggregates()) {
      throw refused("Aggregate functions and GROUP BY not supported in Bulk V2 Query");
    }
    if (query.offset() > 0) {
      throw refused("OFFSET not supported in Bulk V2 Query");
    }
    for (Item item : query.select()) {
      if (item instanceof Item.Children) {
        throw refused(
            "Aggregate Relationships not supported in Bulk V2 Query with CSV content type");
      }
      if (item instanceof Item.Kinds) {
        throw refused("TYPEOF not supported in Bulk V2 Query");
      }
    }
    List<String> known = new ArrayList<>();
    metadata.path("columnMetadata").forEach(column -> names("", column).forEach(known::add));
    return query.select().stream().flatMap(item -> names(item, known)).distinct().toList();
  }

  private static Stream<String> names(String before, JsonNode column) {
    String name = before + column.path("columnName").asText();
    if (column.path("apexType").asText().equals("Address")) {
      throw refused("Selecting compound data not supported in Bulk Query");
    }
    List<JsonNode> joined = new ArrayList<>();
    column.path("joinColumns").forEach(joined::add);
    return joined.isEmpty()
        ? Stream.of(name)
        : joined.stream().flatMap(inner -> names(name + ".", inner));
  }

  /** The known names of an item, however it is spelled; all of them for FIELDS(). */
  private static Stream<String> names(Item item, List<String> known) {
    if (!(item instanceof Item.Value value)) {
      return known.stream();
    }
    String written = value.alias() == null ? value.expression().field().name() : value.alias();
    return Stream.of(
        known.stream()
            .filter(
                name ->
                    ("." + written)
                        .toLowerCase(Locale.ROOT)
                        .endsWith("." + name.toLowerCase(Locale.ROOT)))
            .max(Comparator.comparingInt(String::length))
            .orElse(written));
  }

  private static Refusal refused(String why) {
    return Refusal.of("API_ERROR", why);
  }
}
