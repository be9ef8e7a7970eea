package org.bactrian.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.console.access.PasswordHash;
import org.bactrian.settings.Setting;
import org.bactrian.settings.SettingsException;
import picocli.CommandLine.Command;

/** {@code hash-password}: makes what the console's password is checked against. */
@Command(
    name = "hash-password",
    description = "Asks for the console's password and prints the setting that asks for it.")
final class HashPasswordCommand implements Callable<Integer> {

  private final Invocation invocation;

  HashPasswordCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    char[] password = System.console() == null ? piped() : typed(System.console());
    if (password.length < PasswordHash.SHORTEST) {
      throw new SettingsException(
          "hash-password: the password has %d characters; it needs at least %d"
              .formatted(password.length, PasswordHash.SHORTEST));
    }
    invocation
        .out()
        .println(Setting.CONSOLE_PASSWORD_HASH.key() + "=" + PasswordHash.of(password).text());
    Arrays.fill(password, ' ');
    return Commands.DONE;
  }

  private static char[] typed(Console console) {
    char[] password = console.readPassword("Password for the console: ");
    char[] again = console.readPassword("Once more: ");
    if (!Arrays.equals(password, again)) {
      throw new SettingsException("hash-password: the two passwords differ; try again");
    }
    return password == null ? new char[0] : password;
  }

  /** One line, from another program. */
  private static char[] piped() throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return line == null ? new char[0] : line.toCharArray();
  }
}
