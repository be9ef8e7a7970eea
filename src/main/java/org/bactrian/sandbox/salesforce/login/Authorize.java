package org.bactrian.sandbox.salesforce.login;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bactrian.sandbox.salesforce.oauth.Denied;
import org.bactrian.sandbox.salesforce.oauth.OAuth;
import org.bactrian.sandbox.salesforce.oauth.Scope;
import org.bactrian.sandbox.salesforce.oauth.Switch;
import org.bactrian.sandbox.salesforce.oauth.Switchboard;

/** The authorize endpoint, and the consent page at the end of the way from it. */
final class Authorize {
  private static final String CONSENT = "/setup/secur/RemoteAccessAuthorizationPage.apexp";
  private static final String REFUSED = "/setup/secur/RemoteAccessErrorPage.apexp";

  private final OAuth oauth;
  private final Switchboard switches;
  private final Visits visits;
  private final Browsers browsers;
  private final Pages pages;

  Authorize(OAuth oauth, Visits visits, Browsers browsers, Pages pages) {
    this.oauth = oauth;
    this.switches = oauth.switches();
    this.visits = visits;
    this.browsers = browsers;
    this.pages = pages;
  }

  void mount(Router router) {
    router.get("/services/oauth2/authorize").handler(this::begin);
    router
        .post("/services/oauth2/authorize")
        .handler(c -> refuse(c, new Denied("invalid_request", "must use HTTP GET")));
    router.get(CONSENT).handler(this::ask);
    router.post(CONSENT).handler(this::decide);
    router.get(REFUSED).handler(this::explain);
  }

  private void begin(RoutingContext context) {
    MultiMap parameters = context.queryParams();
    Callback callback;
    try {
      if (oauth.credentials().appOf(parameters.get("client_id")) == null) {
        throw new Denied("invalid_client_id", "client identifier invalid");
      }
      callback =
          Callback.of(
              parameters.get("redirect_uri"), parameters.get("state"), switches.redirectUris());
    } catch (Denied denied) {
      refuse(context, denied);
      return;
    }
    try {
      Visit visit = visits.begin(Asked.read(callback, parameters, switches));
      goOn(context, visit, isLoggedIn(context));
    } catch (Denied denied) {
      Pages.redirect(context, callback.refusing(denied));
    }
  }

  /** Says on a page what can't be said at a callback that isn't trusted. */
  private void refuse(RoutingContext context, Denied denied) {
    String description = denied.getMessage().replace(" ", "%20");
    pages.showNotice(
        context,
        400,
        "OAuth Error",
        "The app asked for a login in a way that can't be answered.",
        "error=%s&error_description=%s".formatted(denied.error(), description));
  }

  private boolean isLoggedIn(RoutingContext context) {
    return switches.on(Switch.USER_ACTIVE) && browsers.isLoggedIn(context);
  }

  /**
   * Takes the next step of a visit.
   *
   * @param known whether the browser is logged in
   */
  void goOn(RoutingContext context, Visit visit, boolean known) {
    Asked asked = visit.asked();
    boolean loggedIn = known && (visit.isLoggedIn() || !asked.wantsLogin());
    boolean approved = oauth.tokens().isApproved(asked.scope()) && !asked.wantsConsent();
    if (asked.immediate() && !(loggedIn && approved)) {
      Denied denied = new Denied("immediate_unsuccessful", "immediate unsuccessful");
      finish(context, visit, asked.callback().refusing(denied));
    } else if (!loggedIn) {
      Pages.redirect(context, "/login?source=" + visit.source());
    } else if (approved) {
      grant(context, visit);
    } else {
      Pages.redirect(context, CONSENT + "?source=" + visit.source());
    }
  }

  private void grant(RoutingContext context, Visit visit) {
    Asked asked = visit.asked();
    try {
      check(asked.scope());
    } catch (Denied denied) {
      stop(context, visit, denied);
      return;
    }
    String code =
        oauth.tokens().issueCode(asked.callback().text(), asked.challenge(), asked.scope());
    finish(context, visit, asked.callback().granting(code));
  }

  private void check(Scope scope) {
    if (!switches.on(Switch.INSTALLED)) {
      throw new Denied("invalid_client", "app must be installed into org");
    }
    Scope.of(switches.text(Switch.SCOPES)).admit(scope);
  }

  private void stop(RoutingContext context, Visit visit, Denied denied) {
    String description = URLEncoder.encode(denied.getMessage(), StandardCharsets.UTF_8);
    String page =
        "%s?error=%s&error_description=%s".formatted(REFUSED, denied.error(), description);
    boolean back = switches.on(Switch.REFUSALS_AT_CALLBACK);
    finish(context, visit, back ? visit.asked().callback().refusing(denied) : page);
  }

  private void finish(RoutingContext context, Visit visit, String url) {
    visits.end(visit);
    Pages.redirect(context, url);
  }

  private void ask(RoutingContext context) {
    Visit visit = ready(context, context.request().getParam("source"));
    if (visit == null) {
      return;
    }
    try {
      check(visit.asked().scope());
    } catch (Denied denied) {
      stop(context, visit, denied);
      return;
    }
    pages.show(
        context,
        visit,
        "consent",
        Map.of(
            "app", oauth.credentials().appOf(visit.asked().app()),
            "words", visit.asked().scope().words(),
            "username", oauth.credentials().username()));
  }

  private void decide(RoutingContext context) {
    Visit visit = ready(context, context.request().getFormAttribute("source"));
    if (visit == null) {
      return;
    }
    if ("allow".equals(context.request().getFormAttribute("decision"))) {
      grant(context, visit);
    } else {
      Denied denied = new Denied("access_denied", "end-user denied authorization");
      finish(context, visit, visit.asked().callback().refusing(denied));
    }
  }

  /** The visit whose user may decide now, or null when the browser has been sent elsewhere. */
  private Visit ready(RoutingContext context, String source) {
    Visit visit = visits.find(source);
    if (visit == null) {
      pages.showLost(context);
      return null;
    }
    boolean loggedIn = visit.isLoggedIn() || !visit.asked().wantsLogin();
    if (!loggedIn || !isLoggedIn(context)) {
      Pages.redirect(context, "/login?source=" + visit.source());
      return null;
    }
    return visit;
  }

  private void explain(RoutingContext context) {
    pages.showNotice(
        context,
        200,
        "OAuth Error",
        "We can't authorize you because of an OAuth error. For more information, contact your Salesforce administrator.",
        "OAUTH_APPROVAL_ERROR_GENERIC : An unexpected error has occurred during authentication. Please try again.");
  }
}
