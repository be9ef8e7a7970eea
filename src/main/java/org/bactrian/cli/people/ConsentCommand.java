package org.bactrian.cli.people;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.bactrian.cli.Commands;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.consent.ConsentCsv;
import org.bactrian.state.Database;
import org.bactrian.state.people.ConsentJournal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent}: who opted in and out, as CSV; asks neither system. */
@Command(name = "consent", description = "Prints every opt-in and opt-out that was synced, as CSV.")
public final class ConsentCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Option(names = "--since", paramLabel = "TIME", description = Since.DESCRIPTION)
  private String since;

  ConsentCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    Instant from = Since.instant("consent", since);
    return invocation.onDatabase(database -> print(database, from));
  }

  private int print(Database database, Instant from) throws IOException {
    try (InputStream csv = ConsentCsv.of(new ConsentJournal(database), from)) {
      csv.transferTo(invocation.out());
      invocation.out().flush();
      return Commands.DONE;
    }
  }
}
