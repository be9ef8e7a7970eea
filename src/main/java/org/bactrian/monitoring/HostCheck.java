package org.bactrian.monitoring;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Refuses requests to the management port that name a host of another's choosing: by such a name a
 * page in a browser reaches ports of its visitor's own network (DNS rebinding). An address is no
 * such name.
 */
public final class HostCheck implements Handler<RoutingContext> {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final Set<String> names;
  private final String setting;

  /**
   * @param names further names by which the port may be asked
   * @param setting the setting that gives them
   */
  public HostCheck(List<String> names, String setting) {
    this.names =
        Stream.concat(LOOPBACK.stream(), names.stream())
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    this.setting = setting;
  }

  /** Stands before all that is served on a port. */
  public void guard(CamelContext context, int port) {
    VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port))
        .route()
        .order(Integer.MIN_VALUE)
        .handler(this);
  }

  @Override
  public void handle(RoutingContext asked) {
    // Camel's routes know GET alone; of an answer to HEAD, Vert.x sends the headers.
    if (asked.request().method() == HttpMethod.HEAD) {
      asked.reroute(HttpMethod.GET, asked.request().uri());
      return;
    }
    List<String> hosts = asked.request().headers().getAll("Host");
    boolean old = asked.request().version() == HttpVersion.HTTP_1_0;
    if (hosts.isEmpty() && old || hosts.size() == 1 && allows(hosts.get(0))) {
      asked.next();
      return;
    }
    asked
        .response()
        .setStatusCode(hosts.size() == 1 ? 403 : 400)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(
            "This port is not asked by that name; add the name to " + setting + " if it may be.\n");
  }

  /** Whether a request with this {@code Host} header may be answered. */
  boolean allows(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (!name.endsWith("]")) name = PORT.matcher(name).replaceFirst("");
    return ADDRESS.matcher(name).matches() || names.contains(name);
  }
}
