package org.bactrian.sandbox.salesforce.login;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Where the e-mails of the simulated Salesforce arrive, as a page of the sandbox. */
final class Mailbox {
  private static final int MOST = 100;

  private final Clock clock;
  private final Pages pages;
  private final Deque<Mail> mails = new ArrayDeque<>();

  Mailbox(Clock clock, Pages pages) {
    this.clock = clock;
    this.pages = pages;
  }

  void mount(Router router) {
    router.get("/sandbox/mailbox").handler(this::page);
    router.get("/sandbox/mailbox.json").handler(this::json);
    router.delete("/sandbox/mailbox.json").handler(this::empty);
  }

  void deliver(String to, String subject, String text) {
    if (mails.size() >= MOST) {
      mails.removeLast();
    }
    mails.addFirst(new Mail(to, subject, text, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
  }

  private void page(RoutingContext context) {
    pages.show(context, 200, "mailbox", Map.of("mails", List.copyOf(mails)));
  }

  private void json(RoutingContext context) {
    JsonArray list = new JsonArray();
    for (Mail mail : mails) {
      list.add(
          new JsonObject()
              .put("to", mail.to())
              .put("subject", mail.subject())
              .put("text", mail.text())
              .put("sent", mail.sent().toString()));
    }
    context
        .response()
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .putHeader("Cache-Control", "no-store")
        .end(list.toBuffer());
  }

  private void empty(RoutingContext context) {
    mails.clear();
    context.response().setStatusCode(204).end();
  }
}
