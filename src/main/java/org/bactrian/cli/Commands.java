package org.bactrian.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bactrian.cli.people.ConsentCommand;
import org.bactrian.cli.people.ForgetCommand;
import org.bactrian.cli.people.WhyCommand;
import org.bactrian.flow.Failure;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.DatabaseUnavailable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code bactrian}: keeps a Salesforce org and a Marketo instance in step. */
@Command(
    name = "bactrian",
    description = "Keeps a Salesforce org and a Marketo instance in step.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Commands.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ConnectCommand.class,
      SandboxCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      StatusCommand.class,
      DeadLettersCommand.class,
      WhyCommand.class,
      ConsentCommand.class,
      ForgetCommand.class,
      HashPasswordCommand.class,
      KeyCommand.class
    })
public final class Commands {

  /** A command did what it was asked. */
  public static final int DONE = 0;

  /** {@code validate} found something. */
  static final int FINDINGS = 1;

  /** The program could not finish. */
  public static final int UNFINISHED = 2;

  @Option(
      names = "-D",
      paramLabel = "bactrian.x.y=v",
      scope = ScopeType.INHERIT,
      description = "Sets any setting; config/application.properties lists them.")
  void define(Map<String, String> definitions) {
    definitions.forEach(System::setProperty);
  }

  /** Runs the command that a person typed. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** As {@link #main}, but returns the exit code. */
  public static int execute(String... arguments) {
    CommandLine line = new CommandLine(new Commands());
    line.setExecutionExceptionHandler(Commands::explain);
    boolean named = false;
    for (String argument : arguments) {
      named |= line.getSubcommands().containsKey(argument);
      named |= argument.equals("--help") || argument.equals("-h") || argument.equals("--version");
      named |= argument.equals("-V");
    }
    if (named) return line.execute(arguments);
    String[] run = new String[arguments.length + 1];
    run[0] = "run";
    System.arraycopy(arguments, 0, run, 1, arguments.length);
    return line.execute(run);
  }

  /** The settings, starting from the folder that has a {@code config}. */
  public static Settings settings() {
    return Settings.read(home(), System.getProperties(), System.getenv());
  }

  private static Path home() {
    Path here = Path.of("").toAbsolutePath();
    if (Files.isDirectory(here.resolve("config"))) return here;
    try {
      Path jar =
          Path.of(Commands.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path beside = jar.getParent().getParent();
      return beside != null && Files.isDirectory(beside.resolve("config")) ? beside : here;
    } catch (URISyntaxException e) {
      return here;
    }
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult result) {
    line.getErr().println("bactrian: " + message(failure));
    line.getErr().flush();
    if (System.getenv("BACTRIAN_STACK_TRACES") != null) failure.printStackTrace(line.getErr());
    boolean refused = failure instanceof SettingsException;
    return refused && result.subcommand().commandSpec().name().equals("validate")
        ? FINDINGS
        : UNFINISHED;
  }

  private static String message(Exception failure) {
    if (failure instanceof SettingsException || failure instanceof DatabaseUnavailable) {
      return failure.getMessage();
    }
    return Failure.explain(Failure.cause(failure));
  }

  /** The version, from the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"bactrian " + (version == null ? "(development)" : version)};
    }
  }
}
