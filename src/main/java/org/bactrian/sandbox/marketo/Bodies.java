package org.bactrian.sandbox.marketo;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Reads whole bodies and leaves them as they came: of a {@code GET} too, and forms and multipart
 * bodies untouched, which Vert.x's own reader refuses or takes apart.
 */
final class Bodies {
  private Bodies() {}

  /** A reader of bodies of at most so many bytes; a longer one is answered with 413. */
  static Handler<RoutingContext> upTo(long most) {
    return context -> {
      if (announced(context) > most) {
        context.fail(413);
        return;
      }
      Buffer whole = Buffer.buffer();
      context
          .request()
          .handler(
              chunk -> {
                if (context.failed()) {
                  return;
                }
                if (whole.length() + chunk.length() > most) {
                  context.fail(413);
                } else {
                  whole.appendBuffer(chunk);
                }
              })
          .endHandler(
              end -> {
                if (!context.failed()) {
                  ((RoutingContextInternal) context).setBody(whole);
                  context.next();
                }
              });
    };
  }

  private static long announced(RoutingContext context) {
    String length = context.request().getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
