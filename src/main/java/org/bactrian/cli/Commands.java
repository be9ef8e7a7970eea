package org.bactrian.cli;

import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.util.Map;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.cli.invocation.Program;
import org.bactrian.cli.mappings.BackfillCommand;
import org.bactrian.cli.people.AuditCommand;
import org.bactrian.cli.people.ConsentCommand;
import org.bactrian.cli.people.ForgetCommand;
import org.bactrian.cli.people.WhyCommand;
import org.bactrian.cli.process.OwnInvocation;
import org.bactrian.flow.Failure;
import org.bactrian.process.OutOfMemory;
import org.bactrian.process.SecretLogFilter;
import org.bactrian.settings.Setting;
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
      BackfillCommand.class,
      StatusCommand.class,
      DeadLettersCommand.class,
      WhyCommand.class,
      ConsentCommand.class,
      ForgetCommand.class,
      AuditCommand.class,
      HashPasswordCommand.class,
      KeyCommand.class
    })
public final class Commands {

  /** A command did what it was asked. */
  public static final int DONE = 0;

  /** {@code validate} found what keeps something from syncing. */
  static final int FINDINGS = 1;

  /** {@code validate} found nothing but advice. */
  static final int WARNINGS = 3;

  /** The program could not finish. */
  public static final int UNFINISHED = 2;

  private final Invocation invocation;

  Commands(Invocation invocation) {
    this.invocation = invocation;
  }

  private static final Program PROGRAM =
      new Program() {
        @Override
        public int execute(Invocation invocation, String... arguments) {
          return Commands.execute(invocation, arguments);
        }

        @Override
        public String version() {
          return Version.words();
        }
      };

  @Option(
      names = "-D",
      paramLabel = "bactrian.x.y=v",
      scope = ScopeType.INHERIT,
      description = "Sets any setting; config/application.properties lists them.")
  void define(Map<String, String> definitions) {
    invocation.define(definitions);
  }

  /** Runs the command that a person typed. */
  public static void main(String[] arguments) {
    SecretLogFilter.install();
    OutOfMemory.watch();
    System.exit(execute(arguments));
  }

  /** As {@link #main}, but returns the exit code. */
  public static int execute(String... arguments) {
    return execute(new OwnInvocation(PROGRAM, arguments), arguments);
  }

  private static int execute(Invocation invocation, String... arguments) {
    CommandLine line = new CommandLine(new Commands(invocation), factory(invocation));
    line.setExecutionExceptionHandler(Commands::explain);
    line.setOut(new PrintWriter(invocation.out(), true));
    line.setErr(new PrintWriter(invocation.err(), true));
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

  /** Makes commands by their constructor that takes an invocation, and all else as picocli does. */
  private static CommandLine.IFactory factory(Invocation invocation) {
    CommandLine.IFactory others = CommandLine.defaultFactory();
    return new CommandLine.IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
          Class<?>[] takes = constructor.getParameterTypes();
          if (takes.length != 1 || takes[0] != Invocation.class) continue;
          constructor.setAccessible(true);
          return type.cast(constructor.newInstance(invocation));
        }
        return others.create(type);
      }
    };
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult result) {
    line.getErr().println("bactrian: " + message(failure));
    line.getErr().flush();
    if (System.getenv(Setting.STACK_TRACES) != null)
      SecretLogFilter.masked(failure).printStackTrace(line.getErr());
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
      return new String[] {words()};
    }

    private static String words() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return "bactrian " + (version == null ? "(development)" : version);
    }
  }
}
