package org.bactrian.console.access;

import java.time.Duration;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;

/**
 * What a client may hold open, and for how long.
 *
 * @param header until the first request's headers are there
 * @param body until a request's body is there, from its headers on
 * @param idle until the next request's headers are there
 * @param connections how many may be open at once
 */
public record ConnectionLimits(Duration header, Duration body, Duration idle, int connections) {

  static ConnectionLimits of(Settings settings) {
    ConnectionLimits limits =
        new ConnectionLimits(
            settings.duration(Setting.CONSOLE_HEADER_TIMEOUT),
            settings.duration(Setting.CONSOLE_BODY_TIMEOUT),
            settings.duration(Setting.CONSOLE_CONNECTION_IDLE_TIMEOUT),
            settings.number(Setting.CONSOLE_MAX_CONNECTIONS));
    if (limits.connections > 0
        && limits.header.toMillis() > 0
        && limits.body.toMillis() > 0
        && limits.idle.toMillis() > 0) {
      return limits;
    }
    throw new SettingsException(
        "reading %s, %s, %s and %s: none may be 0; leave one out for its default"
            .formatted(
                Setting.CONSOLE_HEADER_TIMEOUT.key(),
                Setting.CONSOLE_BODY_TIMEOUT.key(),
                Setting.CONSOLE_CONNECTION_IDLE_TIMEOUT.key(),
                Setting.CONSOLE_MAX_CONNECTIONS.key()));
  }
}
