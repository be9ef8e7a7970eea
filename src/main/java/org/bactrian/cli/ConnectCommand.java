package org.bactrian.cli;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.connection.Connection;
import org.bactrian.connection.Setup;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.settings.Connections;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code connect}: the set-up on a terminal, and what can be done to a connection afterwards. */
@Command(
    name = "connect",
    description = "Connects Salesforce and Marketo step by step, without the console.")
final class ConnectCommand implements Callable<Integer> {

  /** What to do to a connection that there is. */
  static final class Deed {
    @Option(names = "--again", description = "Logs in with Salesforce again.")
    private boolean again;

    @Option(names = "--pause", description = "Pauses the sync.")
    private boolean pause;

    @Option(names = "--resume", description = "Resumes it.")
    private boolean resume;

    @Option(
        names = "--disconnect",
        description = "Revokes the login and forgets all secrets; links stay.")
    private boolean disconnect;

    @Option(
        names = "--reset",
        description = "Disconnects, and allows another org; does nothing while there are links.")
    private boolean reset;

    @Option(names = "--reset-and-forget-links", description = "As --reset, and forgets the links.")
    private boolean resetAll;

    @Option(
        names = "--forget",
        description = "Forgets all secrets without opening them: their key is lost.")
    private boolean forget;

    private Function<Setup, Object> afterwards() {
      if (pause) return Setup::pause;
      if (resume) return Setup::resume;
      if (disconnect) return Setup::disconnect;
      if (reset) return setup -> setup.reset(false);
      return resetAll ? setup -> setup.reset(true) : null;
    }
  }

  private final Invocation invocation;

  @ArgGroup private Deed deed = new Deed();

  @Option(names = "--yes", description = "Answers every yes-or-no question with yes.")
  private boolean yes;

  ConnectCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    return deed.forget ? invocation.onDatabase(this::forget) : invocation.onBactrian(this::connect);
  }

  private int forget(Database database) {
    refuseSandbox();
    Connection.giveUp(database, invocation.actor());
    new Terminal(invocation).say("All secrets are forgotten. Links and checkpoints stay.");
    return Commands.DONE;
  }

  private int connect(Bactrian bactrian) throws InterruptedException {
    refuseSandbox();
    Setup setup = bactrian.setup().by(invocation.actor());
    try {
      if (deed.afterwards() != null) {
        String done = deed.afterwards().apply(setup).toString();
        new Terminal(invocation).say(done);
        return Commands.DONE;
      }
      Conversation conversation =
          new Conversation(invocation, setup, new Dialog(invocation, yes), deed.again);
      return conversation.connects() ? Commands.DONE : Commands.UNFINISHED;
    } catch (SetupTrouble e) {
      invocation.err().println("bactrian: " + e.getMessage());
      return Commands.UNFINISHED;
    }
  }

  private void refuseSandbox() {
    if (Connections.of(invocation.settings()).real()) return;
    throw new SettingsException(
        "connect: Bactrian runs on the sandbox, which needs no set-up; to connect real systems,"
            + " set bactrian.salesforce.auth=browser");
  }
}
