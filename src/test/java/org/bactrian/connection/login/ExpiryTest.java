package org.bactrian.connection.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.bactrian.audit.Actor;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.memory.Memory;
import org.bactrian.connection.memory.Vault;
import org.bactrian.connection.origin.OriginCheck;
import org.bactrian.settings.Settings;
import org.bactrian.settings.TransportPolicy;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.connection.OrgBinding;
import org.bactrian.state.connection.PendingLogins;
import org.bactrian.state.lease.SyncLease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {

  private static final String CALLBACK = "http://localhost:8080/connect/callback";

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void a_login_that_takes_more_than_ten_minutes_is_over() {
    Properties given = new Properties();
    given.setProperty("bactrian.data-directory", folder.toString());
    Settings settings = Settings.read(folder, given, Map.of());
    try (Database database =
        Database.open("jdbc:h2:file:" + folder.resolve("bactrian"), "sa", "")) {
      Entries entries = new Entries(database);
      Memory memory =
          new Memory(
              entries,
              Vault.open(Keys.of(settings), entries),
              Map.of(
                  Item.LOGIN_HOST, "https://example.com",
                  Item.CONSUMER_KEY, "key",
                  Item.CONSUMER_SECRET, "secret"),
              Map.of());
      Login login =
          new Login(
              memory,
              new PendingLogins(database, clock()),
              new LoginLock(new SyncLease(database, SyncLease.LOGIN, Database.LEASE)),
              new OriginCheck(
                  new OrgBinding(database),
                  true,
                  () -> "https://example.com",
                  url -> Optional.empty()),
              TransportPolicy.STRICT,
              CALLBACK,
              clock());
      URI page = login.begin(Optional.empty());
      assertThat(page.toString())
          .startsWith("https://example.com/services/oauth2/authorize?response_type=code")
          .contains("scope=api%20refresh_token")
          .contains("code_challenge_method=S256")
          .contains("prompt=login");
      String state = page.getRawQuery().replaceFirst(".*(^|&)state=([^&]*).*", "$2");
      assertThat(entries.all().toString()).doesNotContain(state);
      now = now.plus(Duration.ofMinutes(10).plusMillis(1));
      Map<String, String> callback = Map.of("state", state, "code", "code");
      assertThat(login.finish(callback, Optional.empty(), Actor.commandLine()))
          .isInstanceOf(LoginOutcome.Expired.class);
      assertThat(login.finish(callback, Optional.empty(), Actor.commandLine()))
          .isInstanceOf(LoginOutcome.Replayed.class);
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
