package org.bactrian.sandbox.marketo;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.bactrian.sandbox.marketo.store.Refusal;

/**
 * A call as Marketo understands it.
 *
 * @param method what the {@code _method} of a {@code POST} says, where it says anything
 * @param path without dot segments and double slashes
 * @param parameters those of the query and of a form
 * @param body what came, unless it is a form
 */
record Received(String method, String path, MultiMap parameters, Buffer body) {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Set<String> TYPES = Set.of("application/json", "multipart/form-data", FORM);
  private static final Set<String> INSTEAD = Set.of("GET", "POST", "DELETE");
  private static final int MOST_PARAMETERS = 1 << 16;

  /** The call of a context whose body has been read. */
  static Received of(RoutingContext context) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams());
    Buffer body = context.body() == null ? null : context.body().buffer();
    boolean form = type(context).equals(FORM);
    if (form && body != null) {
      new QueryStringDecoder(body.toString(), StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
          .parameters()
          .forEach(parameters::add);
    }
    return new Received(
        method(context, parameters),
        context.normalizedPath(),
        parameters,
        form || body == null ? Buffer.buffer() : body);
  }

  private static String method(RoutingContext context, MultiMap parameters) {
    String method = context.request().method().name();
    String instead = parameters.get("_method");
    String asked = instead == null ? "" : instead.toUpperCase(Locale.ROOT);
    return method.equals("POST") && INSTEAD.contains(asked) ? asked : method;
  }

  private static String type(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    return type == null ? "" : type.split(";")[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Refuses a body of a type that Marketo does not read. */
  static void checkType(RoutingContext context) throws Refusal {
    Buffer body = context.body() == null ? null : context.body().buffer();
    if (body != null && body.length() > 0 && !TYPES.contains(type(context))) {
      throw new Refusal("612", "Invalid Content Type");
    }
  }
}
