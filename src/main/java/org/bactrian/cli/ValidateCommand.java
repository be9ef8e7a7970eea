package org.bactrian.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.routes.RouteFiles;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import picocli.CommandLine.Command;

/** {@code validate}: all that is wrong with settings, mappings and routes, at once. */
@Command(
    name = "validate",
    description = "Checks configuration, mappings and routes; names every finding with its line.")
final class ValidateCommand implements Callable<Integer> {

  private final Invocation invocation;

  ValidateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = invocation.settings();
    List<String> findings = new ArrayList<>();
    serving(settings).ifPresent(findings::add);
    MappingReader.Reading reading = MappingReader.read(settings.path(Setting.MAPPINGS));
    reading.findings().forEach(finding -> findings.add(finding.toString()));
    findings.addAll(new RouteFiles().check(settings.path(Setting.ROUTES)));
    boolean broken =
        !findings.isEmpty() && reading.findings().stream().anyMatch(Finding::isError)
            || reading.mappings().isEmpty();
    int mappings = reading.mappings().size();
    if (!findings.isEmpty() || broken) return tell(findings, mappings);
    return invocation.onBactrianAnew(bactrian -> tell(againstBothSystems(bactrian), mappings));
  }

  /** What is wrong with the settings that only {@code run} needs. */
  private static Optional<String> serving(Settings settings) {
    try {
      Bactrian.served(settings);
      return Optional.empty();
    } catch (SettingsException e) {
      return Optional.of(e.getMessage());
    }
  }

  private int tell(List<String> findings, int mappings) {
    findings.forEach(invocation.out()::println);
    invocation
        .out()
        .println(
            findings.isEmpty()
                ? "%d mappings and the routes are good.".formatted(mappings)
                : "%d findings.".formatted(findings.size()));
    return findings.isEmpty() ? Commands.DONE : Commands.FINDINGS;
  }

  private static List<String> againstBothSystems(Bactrian bactrian) {
    bactrian.schemas().forget();
    return bactrian.lint().stream().map(Finding::toString).toList();
  }
}
