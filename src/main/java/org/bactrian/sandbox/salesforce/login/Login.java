package org.bactrian.sandbox.salesforce.login;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import org.bactrian.sandbox.salesforce.oauth.OAuth;

/** All that a browser sees of the simulated Salesforce. */
public final class Login {
  private static final int MOST_BODY_BYTES = 16_384;
  private static final List<String> PAGES =
      List.of("/login", "/identity/*", "/secur/*", "/setup/*", "/services/oauth2/authorize");

  private final Browsers browsers;
  private final Pages pages;
  private final Mailbox mailbox;
  private final Authorize authorize;
  private final SignIn signIn;

  /** The pages that lead to codes of these endpoints. */
  public Login(Clock clock, OAuth oauth) {
    browsers = new Browsers(clock);
    pages = new Pages();
    mailbox = new Mailbox(clock, pages);
    Visits visits = new Visits(clock);
    authorize = new Authorize(oauth, visits, browsers, pages);
    signIn =
        new SignIn(
            clock,
            oauth.credentials(),
            oauth.switches(),
            visits,
            browsers,
            mailbox,
            pages,
            authorize);
  }

  /** Keeps bodies small where forms are sent: to be called before anything reads bodies. */
  public void limit(Router router) {
    for (String page : PAGES) {
      router
          .route(page)
          .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
          .failureHandler(this::failed);
    }
  }

  /** Adds the pages to a router that has read the bodies. */
  public void mount(Router router) {
    pages.mount(router);
    mailbox.mount(router);
    authorize.mount(router);
    signIn.mount(router);
    router.post("/sandbox/oauth/forget-browsers").handler(this::forget);
  }

  private void failed(RoutingContext context) {
    if (!context.response().ended()) {
      pages.showUnreadable(context, context.statusCode());
    }
  }

  private void forget(RoutingContext context) {
    browsers.forget();
    context
        .response()
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .end(new JsonObject().put("forgotten", true).toBuffer());
  }
}
