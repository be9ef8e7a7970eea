package org.bactrian.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.routes.RouteFiles;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import picocli.CommandLine.Command;

/** {@code validate}: all that is wrong with settings, mappings and routes, at once. */
@Command(
    name = "validate",
    description = "Checks configuration, mappings and routes; names every finding with its line.")
final class ValidateCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Settings settings = Commands.settings();
    List<String> findings = new ArrayList<>();
    MappingReader.Reading reading = MappingReader.read(settings.path(Setting.MAPPINGS));
    reading.findings().forEach(finding -> findings.add(finding.toString()));
    findings.addAll(new RouteFiles().check(settings.path(Setting.ROUTES)));
    boolean broken =
        !findings.isEmpty() && reading.findings().stream().anyMatch(Finding::isError)
            || reading.mappings().isEmpty();
    if (findings.isEmpty() || !broken) findings.addAll(againstBothSystems(settings, findings));
    findings.forEach(System.out::println);
    System.out.println(
        findings.isEmpty()
            ? "%d mappings and the routes are good.".formatted(reading.mappings().size())
            : "%d findings.".formatted(findings.size()));
    return findings.isEmpty() ? Commands.DONE : Commands.FINDINGS;
  }

  private static List<String> againstBothSystems(Settings settings, List<String> before) {
    if (!before.isEmpty()) return List.of();
    List<String> findings = new ArrayList<>();
    try (Bactrian bactrian = Bactrian.start(settings)) {
      bactrian.schemas().forget();
      bactrian.lint().forEach(finding -> findings.add(finding.toString()));
    }
    return findings;
  }
}
