package org.bactrian.cli.people;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.cli.Commands;
import org.bactrian.cli.Dialog;
import org.bactrian.cli.Terminal;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.erasure.Requests.Request;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Run;
import org.bactrian.state.people.Erasures.Erasure;
import org.bactrian.state.people.Erasures.Item;
import org.bactrian.state.people.Erasures.State;
import org.bactrian.sync.merge.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forget}: erases a person on both sides, and prints a receipt. */
@Command(
    name = "forget",
    description = "Deletes a person who asks for it in both systems, and all that is remembered.")
public final class ForgetCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "A Salesforce id or a Marketo id.")
  private String id;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  ForgetCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    return invocation.onBactrian(this::forget);
  }

  private int forget(Bactrian bactrian) throws InterruptedException {
    Terminal terminal = new Terminal(invocation);
    Request request =
        bactrian
            .erasureRequests()
            .of(id)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "no person with the id '%s' is known; give the Salesforce id or the Marketo id of one who was synced or parked (why ID says what is known)"
                            .formatted(id)));
    terminal.say("To be deleted for good:");
    request.items().forEach(item -> terminal.say("  " + name(item)));
    if (!new Dialog(invocation, yes).confirms("Forget this person on both sides?")) {
      terminal.say("Nothing was done.");
      return Commands.UNFINISHED;
    }
    Erasure begun = bactrian.erasureRequests().begin(request);
    Run run = bactrian.flows().patiently(bactrian.flows()::forget, Duration.ofMinutes(2));
    Erasure erasure = bactrian.erasureRequests().find(begun.id());
    boolean purged = bactrian.purge();
    receipt(erasure, invocation.out());
    if (erasure.state() == State.DONE) invocation.out().println(bytes(bactrian.hasFile(), purged));
    if (run.failure() != null) invocation.err().println("bactrian: " + run.failure());
    if (erasure.state() == State.DONE) return Commands.DONE;
    terminal.say(
        erasure.state() == State.REFUSED
            ? "Something was refused: mend that, and repeat the command. Nothing comes back"
                + " meanwhile."
            : "It is not finished: the next run goes on, and so does the command when it is"
                + " repeated.");
    return Commands.UNFINISHED;
  }

  /** What was deleted where, and when. */
  static void receipt(Erasure erasure, PrintStream out) {
    out.printf("Receipt of erasure %d, requested at %s%n", erasure.id(), erasure.requestedAt());
    for (Item item : erasure.items()) {
      out.printf(
          "  %s: %s%n",
          name(item),
          item.outcome() == null ? "not deleted yet" : item.outcome() + ", at " + item.at());
    }
    if (erasure.state() != State.DONE) return;
    out.printf(
        "  Finished at %s. Kept are these ids, the last word on each consent, and a keyed hash of"
            + " each e-mail address.%n",
        erasure.finishedAt());
    if (!erasure.ids(Side.SALESFORCE).isEmpty()) {
      out.println(
          "  Salesforce keeps what was deleted in its recycle bin for 15 days: empty it there.");
    }
  }

  /** What remains of the bytes. */
  static String bytes(boolean file, boolean purged) {
    if (!file) {
      return "  PostgreSQL was vacuumed, and keeps what was deleted in free space until that is"
          + " used again (VACUUM FULL), and in its write-ahead log; backups of it keep what they"
          + " hold.";
    }
    return purged
        ? "  The database file was written anew: nothing else is left in it. Backups of it keep"
            + " what they hold."
        : "  The database file was in use: it is written anew when the run under way ends, or with"
            + " the next start, and keeps what was deleted until then.";
  }

  private static String name(Item item) {
    return item.side() == Side.SALESFORCE
        ? "Salesforce record " + item.id()
        : "Marketo " + item.marketoObject() + " " + item.id();
  }
}
