package org.bactrian.cli;

import org.bactrian.cli.invocation.Invocation;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.memory.Vault;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Entries;
import picocli.CommandLine.Command;

/** {@code key}: the key that encrypts secrets in the database. */
@Command(name = "key", description = "Makes or replaces the key that encrypts stored secrets.")
final class KeyCommand {

  private final Invocation invocation;

  KeyCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(name = "new", description = "Prints a new key, for bactrian.key or BACTRIAN_KEY.")
  int make() {
    invocation.out().println(Vault.newKey());
    return Commands.DONE;
  }

  @Command(
      name = "rotate",
      description = "Replaces the key file by a new key, and encrypts everything anew.")
  int rotate() throws Exception {
    return invocation.onDatabase(this::rotate);
  }

  private int rotate(Database database) {
    Keys keys = Keys.of(invocation.settings());
    if (!keys.areInFile()) {
      invocation
          .err()
          .println(
              "bactrian: the key is given by %s: put a new one (bactrian key new) before it, separated by a comma, and start; everything is encrypted anew, and the old one can be removed."
                  .formatted(keys.where()));
      return Commands.UNFINISHED;
    }
    Vault.rotate(keys, new Entries(database), invocation.actor());
    invocation
        .out()
        .println(
            "The key in %s was replaced, and everything encrypted anew. Keep a copy of it."
                .formatted(keys.where()));
    return Commands.DONE;
  }
}
