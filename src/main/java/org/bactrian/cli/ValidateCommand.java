package org.bactrian.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.flow.Conditions;
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
    MappingReader.Reading reading =
        Conditions.parsed(MappingReader.read(settings.path(Setting.MAPPINGS)));
    Findings findings = new Findings();
    serving(settings).ifPresent(findings::error);
    reading.findings().forEach(findings::add);
    List<String> routes = new RouteFiles().check(settings.path(Setting.ROUTES));
    routes.forEach(findings::error);
    if (reading.mappings().isEmpty()) {
      findings.error(
          "reading %s: there is no mapping in it".formatted(settings.path(Setting.MAPPINGS)));
    }
    boolean starts = routes.isEmpty() && reading.findings().stream().noneMatch(Finding::isError);
    int mappings = reading.mappings().size();
    if (!starts || mappings == 0) {
      findings.tell();
      invocation.out().println("The fields of both systems were not looked at.");
      return findings.end(mappings);
    }
    try {
      // A process that runs does the whole command in place of this one.
      return invocation.onBactrianAnew(
          bactrian -> {
            againstBothSystems(bactrian).forEach(findings::add);
            findings.tell();
            return findings.end(mappings);
          });
    } catch (Exception e) {
      findings.tell();
      throw e;
    }
  }

  /** What was found so far. */
  private final class Findings {

    private final List<String> lines = new ArrayList<>();
    private int errors;

    void add(Finding finding) {
      if (finding.isError()) error(finding.toString());
      else lines.add(finding + " (warning)");
    }

    void error(String message) {
      lines.add(message);
      errors++;
    }

    void tell() {
      lines.forEach(invocation.out()::println);
    }

    int end(int mappings) {
      if (lines.isEmpty()) {
        invocation.out().println("%d mappings and the routes are good.".formatted(mappings));
        return Commands.DONE;
      }
      String advice = errors == 0 ? " None of them keeps anything from syncing." : "";
      invocation.out().println("%d findings.".formatted(lines.size()) + advice);
      return errors == 0 ? Commands.WARNINGS : Commands.FINDINGS;
    }
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

  private static List<Finding> againstBothSystems(Bactrian bactrian) {
    bactrian.schemas().forget();
    return bactrian.lint();
  }
}
