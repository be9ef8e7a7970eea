package org.bactrian.sandbox.salesforce.login;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Writes pages, from the templates in {@code src/main/jte/sandbox/salesforce}. */
final class Pages {
  private static final String STYLE = "/sandbox/style.css";
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'%s; frame-ancestors 'none'; base-uri 'none'";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "org.bactrian.templates");
  private final Buffer style = style();

  private static Buffer style() {
    try (InputStream in = Pages.class.getResourceAsStream("style.css")) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the style of the simulated Salesforce's pages", e);
    }
  }

  void mount(Router router) {
    router
        .get(STYLE)
        .handler(c -> c.response().putHeader("Content-Type", "text/css;charset=UTF-8").end(style));
  }

  /** Shows a page. */
  void show(RoutingContext context, int status, String page, Map<String, Object> content) {
    show(context, status, page, content, "");
  }

  /** Shows a page of a visit; its forms may lead to the visit's callback. */
  void show(RoutingContext context, Visit visit, String page, Map<String, Object> content) {
    Map<String, Object> all = new HashMap<>(content);
    all.put("source", visit.source());
    all.put("display", visit.asked().display());
    show(context, 200, page, all, " " + visit.asked().callback().origin());
  }

  /** Shows a page that leads nowhere. */
  void showNotice(RoutingContext context, int status, String title, String text, String detail) {
    show(context, status, "notice", Map.of("title", title, "text", text, "detail", detail));
  }

  /** Says that there is no visit to go on with. */
  void showLost(RoutingContext context) {
    showNotice(
        context,
        400,
        "This login can't go on",
        "It is over or was never begun. Close this page, go back to the app and start again there.",
        "");
  }

  /** Says that a request made no sense. */
  void showUnreadable(RoutingContext context, int status) {
    showNotice(
        context,
        status < 400 ? 500 : status,
        "This can't be read",
        "What the browser sent is too long or isn't a form. Go back and try again.",
        "");
  }

  private void show(
      RoutingContext context, int status, String page, Map<String, Object> content, String forms) {
    StringOutput html = new StringOutput();
    templates.render("sandbox/salesforce/" + page + ".jte", content, html);
    HttpServerResponse response = context.response().setStatusCode(status);
    response.putHeader("Content-Type", "text/html;charset=UTF-8");
    response.putHeader("Content-Security-Policy", POLICY.formatted(forms));
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Referrer-Policy", "no-referrer");
    response.putHeader("Cache-Control", "no-store");
    response.end(html.toString());
  }

  /** Sends the browser elsewhere, which it asks for with GET. */
  static void redirect(RoutingContext context, String url) {
    context
        .response()
        .setStatusCode(302)
        .putHeader("Location", url)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", "no-store")
        .end();
  }
}
