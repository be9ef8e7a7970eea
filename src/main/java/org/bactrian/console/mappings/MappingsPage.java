package org.bactrian.console.mappings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.bactrian.console.Errand;
import org.bactrian.console.Refused;
import org.bactrian.console.Visit;
import org.bactrian.flow.Conditions;
import org.bactrian.flow.Forecast;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.file.Lint;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;

/** The mappings as they are at work, what lint finds in them, and what a sync would write. */
public final class MappingsPage {

  private final Mappings mappings;
  private final Path folder;
  private final Schemas schemas;
  private final PlanPage plan;

  /**
   * @param folder where their files lie
   */
  public MappingsPage(Mappings mappings, Path folder, Schemas schemas, PlanPage plan) {
    this.mappings = mappings;
    this.folder = folder;
    this.schemas = schemas;
    this.plan = plan;
  }

  /**
   * What the page of all mappings shows.
   *
   * @param plan what the last plan said, or null
   */
  public record View(List<MappingView> mappings, Errand.State<List<Forecast>> plan) {}

  /** All of them. */
  public void list(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    List<MappingView> views = mappings.asWritten().stream().map(this::view).toList();
    visit.page("mappings", new View(views, plan.state().orElse(null)));
  }

  /** One of them. */
  public void show(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    Mapping mapping = mappings.named(visit.segment(1)).orElseThrow(Refused::notFound);
    visit.page("mapping", view(mapping));
  }

  private MappingView view(Mapping mapping) {
    Optional<SalesforceSchema> left = schemas.keptSalesforce(mapping.salesforceObject());
    Optional<MarketoSchema> right = schemas.keptMarketo(mapping.marketoObject());
    List<MappingView.Row> rows = new ArrayList<>();
    for (FieldRule rule : mapping.rules()) {
      String name = rule.salesforce();
      rows.add(
          new MappingView.Row(
              rule,
              name == null ? "" : left.map(schema -> schema.label(name)).orElse(name),
              right
                  .map(schema -> schema.fields().get(rule.marketo()))
                  .map(MarketoSchema.Field::label)
                  .orElse(rule.marketo()),
              rule.direction() == FieldRule.Direction.BOTH_WAYS
                  ? rule.conflict().orElse(mapping.conflict()).word()
                  : ""));
    }
    boolean compared = left.isPresent() && right.isPresent();
    List<Finding> findings = new ArrayList<>(written(mapping));
    if (compared) {
      findings.addAll(new Lint(left.get(), right.get(), schemas::keptSalesforce).check(mapping));
    }
    return new MappingView(mapping, rows, findings, compared);
  }

  /** What is wrong in its file by itself: it may have been edited since the start. */
  private List<Finding> written(Mapping mapping) {
    return Conditions.parsed(MappingReader.read(folder)).findings().stream()
        .filter(finding -> finding.file().equals(mapping.file()))
        .toList();
  }
}
