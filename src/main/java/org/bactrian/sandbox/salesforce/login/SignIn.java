package org.bactrian.sandbox.salesforce.login;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bactrian.sandbox.salesforce.oauth.Credentials;
import org.bactrian.sandbox.salesforce.oauth.Switch;
import org.bactrian.sandbox.salesforce.oauth.Switchboard;

/** The pages that find out who is there: login, e-mailed code, new password. */
final class SignIn {
  private static final String LOGIN = "/login";
  private static final String VERIFICATION = "/identity/verification";
  private static final String PASSWORD = "/secur/password";

  private final Clock clock;
  private final Credentials credentials;
  private final Switchboard switches;
  private final Visits visits;
  private final Browsers browsers;
  private final Mailbox mailbox;
  private final Pages pages;
  private final Authorize authorize;

  SignIn(
      Clock clock,
      Credentials credentials,
      Switchboard switches,
      Visits visits,
      Browsers browsers,
      Mailbox mailbox,
      Pages pages,
      Authorize authorize) {
    this.clock = clock;
    this.credentials = credentials;
    this.switches = switches;
    this.visits = visits;
    this.browsers = browsers;
    this.mailbox = mailbox;
    this.pages = pages;
    this.authorize = authorize;
  }

  /** One step on a page of a visit. */
  private interface Step {
    void take(RoutingContext context, Visit visit);
  }

  void mount(Router router) {
    router.get(LOGIN).handler(c -> with(c, (x, visit) -> askPassword(x, visit, "")));
    router.post(LOGIN).handler(c -> with(c, this::logIn));
    router.get(VERIFICATION).handler(c -> with(c, (x, visit) -> askCode(x, visit, "")));
    router.post(VERIFICATION).handler(c -> with(c, this::verify));
    router.post(VERIFICATION + "/resend").handler(c -> with(c, this::resend));
    router.get(PASSWORD).handler(c -> with(c, (x, visit) -> askNewPassword(x, visit, "")));
    router.post(PASSWORD).handler(c -> with(c, this::changePassword));
    router.get("/secur/logout.jsp").handler(c -> with(c, this::logOut));
  }

  private void with(RoutingContext context, Step step) {
    Visit visit = visits.find(context.request().getParam("source"));
    if (visit == null) {
      pages.showLost(context);
    } else {
      step.take(context, visit);
    }
  }

  private static String form(RoutingContext context, String name) {
    String value = context.request().getFormAttribute(name);
    return value == null ? "" : value;
  }

  private static void turnTo(RoutingContext context, String page, Visit visit) {
    Pages.redirect(context, page + "?source=" + visit.source());
  }

  private void askPassword(RoutingContext context, Visit visit, String username) {
    pages.show(
        context,
        visit,
        "login",
        Map.of(
            "username",
            username.isEmpty() ? visit.asked().hint() : username,
            "trouble",
            visit.takeTrouble()));
  }

  private void logIn(RoutingContext context, Visit visit) {
    String username = form(context, "username").strip();
    boolean right =
        username.equalsIgnoreCase(credentials.username())
            && form(context, "password").equals(switches.text(Switch.PASSWORD))
            && switches.on(Switch.USER_ACTIVE);
    if (!right) {
      visit.startOver(
          "Please check your username and password. If you still can't log in, contact your Salesforce administrator.");
      askPassword(context, visit, username);
      return;
    }
    visit.identify();
    if (switches.on(Switch.VERIFICATION) && !browsers.isTrusted(context)) {
      visit.challenge(
          new Challenge(clock.instant().plus(switches.life(Switch.VERIFICATION_SECONDS))));
      send(visit);
      turnTo(context, VERIFICATION, visit);
    } else {
      welcome(context, visit);
    }
  }

  private void send(Visit visit) {
    mailbox.deliver(
        credentials.username(),
        "Sandbox: Verify your identity in Salesforce",
        "Someone, hopefully you, is logging in to Salesforce from a browser it doesn't know. If it is you, enter this verification code there: %s"
            .formatted(visit.challenge().code()));
  }

  private void askCode(RoutingContext context, Visit visit, String trouble) {
    if (visit.challenge() == null) {
      turnTo(context, LOGIN, visit);
      return;
    }
    Map<String, Object> content = new HashMap<>();
    content.put("address", credentials.username().replaceFirst("(?<=^.).*(?=@)", "*****"));
    content.put("trouble", trouble);
    pages.show(context, visit, "verification", content);
  }

  private void verify(RoutingContext context, Visit visit) {
    Challenge challenge = visit.challenge();
    Instant now = clock.instant();
    if (challenge == null) {
      turnTo(context, LOGIN, visit);
    } else if (challenge.isExpired(now)) {
      askCode(context, visit, "This verification code has expired. Have a new one sent.");
    } else if (challenge.isSolvedBy(form(context, "code"))) {
      visit.challenge(null);
      if (!form(context, "remember").isEmpty()) {
        browsers.trust(context);
      }
      welcome(context, visit);
    } else if (challenge.isOver()) {
      visit.startOver("The verification code was wrong too often. Log in again to get a new one.");
      turnTo(context, LOGIN, visit);
    } else {
      askCode(
          context, visit, "This isn't the verification code we sent last. Check it and try again.");
    }
  }

  private void resend(RoutingContext context, Visit visit) {
    if (visit.challenge() != null) {
      visit.challenge().renew(clock.instant().plus(switches.life(Switch.VERIFICATION_SECONDS)));
      send(visit);
    }
    turnTo(context, VERIFICATION, visit);
  }

  private void welcome(RoutingContext context, Visit visit) {
    if (switches.on(Switch.PASSWORD_EXPIRED)) {
      turnTo(context, PASSWORD, visit);
    } else {
      browsers.logIn(context);
      visit.logIn();
      authorize.goOn(context, visit, true);
    }
  }

  private void askNewPassword(RoutingContext context, Visit visit, String trouble) {
    if (visit.isIdentified() && visit.challenge() == null) {
      pages.show(context, visit, "password", Map.of("trouble", trouble));
    } else {
      turnTo(context, LOGIN, visit);
    }
  }

  private void changePassword(RoutingContext context, Visit visit) {
    String next = form(context, "newpassword");
    if (!visit.isIdentified() || visit.challenge() != null) {
      turnTo(context, LOGIN, visit);
    } else if (next.length() < 8 || next.equals(switches.text(Switch.PASSWORD))) {
      askNewPassword(context, visit, "Choose another password, of 8 characters or more.");
    } else {
      switches.set(Switch.PASSWORD, next);
      switches.set(Switch.PASSWORD_EXPIRED, false);
      welcome(context, visit);
    }
  }

  private void logOut(RoutingContext context, Visit visit) {
    browsers.logOut(context);
    visit.startOver("");
    turnTo(context, LOGIN, visit);
  }
}
