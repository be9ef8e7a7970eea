package org.bactrian.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bactrian.Bactrian;
import org.bactrian.local.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up as a person does it, from the first page to the first sync. */
@InBrowser
class ConnectInBrowserTest {

  private static final String WRONG = "wrong-secret";

  @TempDir Path folder;
  private static Chromium chromium;
  private Connecting connecting;
  private Bactrian bactrian;
  private Process process;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() throws IOException {
    if (chromium != null) chromium.close();
    Chromium.keep(
        "connect-1-app",
        "connect-4-marketo",
        "connect-5-confirm",
        "connect-6-fields",
        "connect-7-enable");
  }

  @AfterEach
  void end() {
    try {
      chromium.leave();
    } finally {
      if (process != null) process.kill();
      if (bactrian != null) bactrian.close();
      if (connecting != null) connecting.close();
    }
  }

  private String unconnected(int leads) {
    connecting = new Connecting(folder, leads);
    int port = Ports.free();
    connecting.systems.set("console.port", String.valueOf(port));
    connecting.systems.set("management.port", String.valueOf(Ports.free()));
    return "http://localhost:" + port;
  }

  /** Serves the console in this process. */
  private String served(int leads) {
    String url = unconnected(leads);
    bactrian = Bactrian.serve(connecting.settings());
    return url;
  }

  private Admin admin(Page page) {
    return new Admin(page, connecting.systems);
  }

  @Test
  void fromTheFirstPageToTheFirstSyncThroughAnyCrash() {
    String url = unconnected(60);
    connecting.systems.settings().remove("bactrian.salesforce.auth");
    connecting.systems.set("sandbox.enabled", "false");
    again(url);
    Page page = chromium.open(url, 1100, 860, ColorScheme.LIGHT, "en-GB");
    Admin admin = admin(page);
    page.navigate("/");
    assertThat(page.locator(".pill")).hasText("Not connected yet");
    page.getByText("To the Connect page").click();
    admin.stands(1, "to-do");
    assertThat(page.locator("#callback + dd")).containsText(url + "/connect/callback");
    Chromium.picture(page, "connect-1-app", false);
    admin.step(1).locator("[name=domain]").fill(connecting.systems.salesforce.url());
    admin.button(1).click();

    assertAt(admin, 2);
    admin.step(2).locator("[name=key]").fill(Connecting.KEY);
    picture(admin, 2, "connect-2-key");
    admin.saveApp(Connecting.KEY, Connecting.SECRET);
    admin.stands(2, "done");
    assertThat(page.content()).doesNotContain(Connecting.SECRET, Connecting.KEY);

    assertAt(admin, 3);
    Page window = admin.openWindow();
    assertThat(admin.step(3)).containsText("Waiting for Salesforce");
    admin.logIn(window);
    assertThat(window.locator("#allow")).isVisible();
    Chromium.picture(window, "connect-3-allow", false);
    window.waitForClose(() -> window.locator("#allow").click());
    admin.stands(3, "done");

    crash(admin, 4);
    picture(admin, 4, "connect-4-marketo");
    admin.saveMarketo("sandbox-client-secret");
    admin.stands(4, "done");

    assertAt(admin, 5);
    assertThat(admin.step(5)).containsText("sync@bactrian.example");
    assertThat(admin.step(5)).containsText("Enterprise Edition");
    picture(admin, 5, "connect-5-confirm");
    admin.button(5).click();
    admin.stands(5, "done");
    admin.stands(6, "failed");
    assertThat(admin.step(6)).containsText("salesforceId");
    picture(admin, 6, "connect-6-fields");

    crash(admin, 6);
    admin.step(6).getByText("Compare the fields").last().click();
    admin.step(6).getByText("Create the missing fields").click();
    admin.stands(6, "done");

    assertAt(admin, 7);
    Locator enable = admin.step(7).getByText("Enable Salesforce Sync").last();
    assertThat(admin.step(7)).containsText("The first sync reads");
    picture(admin, 7, "connect-7-enable");
    enable.click();

    crash(admin, 8);
    picture(admin, 8, "connect-8-start");
    admin.button(8).click();
    assertThat(page.locator("h1")).hasText("Status");
    assertThat(page.locator("#runs .numbers tbody th").first()).isVisible();
    assertThat(page.locator(".pill")).hasText("Idle");
    assertThat(connecting.systems.people("salesforceType", "Lead").size()).isPositive();
    assertThat(process.err()).doesNotContain("ERROR");
    page.navigate("/connect");
    assertThat(page.locator(".pill")).hasText("Connected");
  }

  /**
   * Kills it and starts it again; the set-up goes on at the same step. {@link ConnectTest} does it
   * between all others.
   */
  private void crash(Admin admin, int step) {
    String url = admin.page.url().replaceFirst("(http://[^/]+).*", "$1");
    admin.page.navigate("about:blank");
    process.kill();
    again(url);
    admin.page.navigate("/connect");
    assertAt(admin, step);
  }

  private static void assertAt(Admin admin, int step) {
    assertThat(admin.page.locator("[aria-current=step] > details > summary .number"))
        .hasText(String.valueOf(step));
  }

  private void again(String url) {
    process = Process.start(connecting.systems.settings(), "run");
    await().until(() -> process.out().contains("Open " + url + " in a browser"));
  }

  /** A picture of a step, as a reader sees it. */
  private static void picture(Admin admin, int step, String name) {
    admin
        .step(step)
        .evaluate("step => window.scrollTo(0, step.getBoundingClientRect().top + scrollY - 12)");
    Chromium.picture(admin.page, name, false);
  }

  @Test
  void everyRefusalEndsOnAPageThatSaysWhatToDo() {
    Page page = chromium.open(served(0));
    Admin admin = admin(page);
    page.navigate("/connect");
    admin.step(1).locator("[name=domain]").fill("http://example.my.salesforce.com");
    admin.button(1).click();
    assertThat(admin.step(1)).containsText("is not an address where Salesforce logs in");
    admin.step(1).locator("[name=domain]").fill(connecting.systems.salesforce.url());
    admin.button(1).click();
    admin.saveApp("unknown-key", Connecting.SECRET);
    admin.stands(2, "done");

    Page window = admin.openWindow();
    assertThat(window.locator("#error")).containsText("invalid_client_id");
    assertThat(admin.step(3)).containsText("Waiting for Salesforce");
    admin.step(3).getByText("Salesforce’s window shows an error?").click();
    assertThat(admin.step(3).locator(".remedies"))
        .containsText("Salesforce doesn't know the consumer key (invalid_client_id)");
    Chromium.picture(page, "connect-refused-there", true);
    window.close();
    admin.saveApp(Connecting.KEY, WRONG);

    admin.turn("redirectUris", List.of("https://elsewhere.example/callback"));
    window = admin.openWindow();
    assertThat(window.locator("#error")).containsText("redirect_uri_mismatch");
    assertThat(admin.step(3).locator(".remedies")).containsText("(redirect_uri_mismatch)");
    window.close();
    admin.turnBack();

    window = admin.openWindow();
    window.locator("#username").fill("sync@bactrian.example");
    window.locator("#password").fill("not the password");
    window.locator("#login").click();
    assertThat(window.locator("#trouble")).containsText("password");
    window.locator("#password").fill("sandbox");
    window.locator("#login").click();
    window.locator("#code").fill("00000");
    window.locator("#verify").click();
    assertThat(window.locator("#trouble")).isVisible();
    window.close();

    ends(admin, "#allow", "The consumer secret is wrong", "Copy the consumer secret");
    Chromium.picture(page, "connect-refused-here", false);
    admin.saveApp("", Connecting.SECRET);
    ends(admin, "#deny", "The access was denied", "press Allow");
    admin.turn("codeSeconds", 0);
    ends(admin, "#allow", "no longer takes the code", "Begin the login again");
    admin.turnBack();
    admin.turn("ipRestricted", true);
    ends(admin, "#allow", "does not let the user in from this address", "login IP ranges");
    admin.turnBack();
    forget();
    admin.turn("installed", false);
    window = admin.openWindow();
    admin.logIn(window);
    assertThat(window.locator("#error")).containsText("OAUTH_APPROVAL_ERROR_GENERIC");
    assertThat(admin.step(3).locator(".remedies"))
        .containsText("The app is not installed in the org (OAUTH_APPROVAL_ERROR_GENERIC)");
    window.close();
    admin.turn("refusalsAtCallback", true);
    ends(admin, null, "The app is not installed", "Approve Uninstalled Connected Apps");
    admin.turnBack();

    Page good = admin.openWindow();
    good.waitForClose(() -> admin.allow(good));
    admin.stands(3, "done");
    admin.turn("apiEnabled", false);
    admin.saveMarketo(WRONG);
    assertThat(admin.step(4)).containsText("doesn't know the client id or the secret");
    admin.saveMarketo("sandbox-client-secret");
    assertThat(admin.step(5).locator(".wrong")).containsText("API Enabled");
    admin.turnBack();
    connecting.systems.post(
        connecting.systems.marketo.url() + "/sandbox/native-sync", Map.of("on", true));
    page.navigate("/connect");
    admin.step(5).locator("[action='/connect/look'] button").click();
    assertThat(admin.step(5)).containsText("1018");
    assertThat(admin.step(5).getByText("These are the right ones")).hasCount(0);
    Chromium.picture(page, "connect-native-sync", true);
    connecting.systems.post(
        connecting.systems.marketo.url() + "/sandbox/native-sync", Map.of("on", false));
    connecting.systems.post(
        connecting.systems.salesforce.url() + "/sandbox/permissions",
        Map.of("object", "Lead", "field", "Title", "read", true, "edit", false));
    admin.step(5).locator("[action='/connect/look'] button").click();
    assertThat(admin.step(5).locator(".lacks")).containsText("Set Field-Level Security");
    Chromium.picture(page, "connect-lacks", true);
  }

  /** Salesforce asks for the consent again. */
  private void forget() {
    connecting.systems.post(
        connecting.systems.salesforce.url() + "/sandbox/oauth/revoke", Map.of());
  }

  /** A login whose window, and then whose step, says what happened and what to do. */
  private static void ends(Admin admin, String button, String words, String advice) {
    Page window = admin.openWindow();
    admin.logIn(window);
    if (button != null) {
      window.waitForCondition(
          () -> window.locator(button).count() > 0 || window.locator("[data-end]").count() > 0);
      if (window.locator(button).count() > 0) window.locator(button).click();
    }
    assertThat(window.locator("[data-end]")).containsText(words);
    assertThat(window.locator("[data-end]")).containsText(advice);
    // A click that is waited for would be lost with its window.
    Locator close = window.locator("[data-close]");
    assertThat(close).isVisible();
    window.waitForClose(() -> close.evaluate("button => setTimeout(() => button.click(), 20)"));
    assertThat(admin.step(3).locator(".wrong")).containsText(words);
    assertThat(admin.step(3).locator(".wrong")).containsText(advice);
  }

  @Test
  void speaksTraditionalChineseFromTheFirstStepToTheLast() {
    Page page = chromium.open(served(5), 390, 800, ColorScheme.LIGHT, "zh-TW");
    Admin admin = admin(page);
    page.navigate("/");
    assertThat(page.locator(".pill")).hasText("尚未連線");
    page.navigate("/connect");
    chinese(page, "1");
    admin.step(1).locator("[name=domain]").fill(connecting.systems.salesforce.url());
    admin.button(1).click();
    chinese(page, "2");
    admin.saveApp(Connecting.KEY, Connecting.SECRET);
    Page denied = admin.openWindow();
    admin.logIn(denied);
    denied.locator("#deny").click();
    assertThat(denied.locator("h1")).hasText("在 Salesforce 的頁面上拒絕了存取。");
    denied.close();
    assertThat(admin.step(3)).containsText("並按「允許」");
    chinese(page, "3");
    Page window = admin.openWindow();
    window.waitForClose(() -> admin.allow(window));
    admin.stands(3, "done");
    chinese(page, "4");
    admin.saveMarketo("sandbox-client-secret");
    chinese(page, "5");
    admin.button(5).click();
    admin.stands(5, "done");
    chinese(page, "6");
    admin.step(6).locator("[action='/connect/create'] button").click();
    admin.stands(6, "done");
    admin.step(7).locator("[action='/connect/enable'] button").click();
    admin.stands(7, "done");
    chinese(page, "8");
    admin.button(8).click();
    assertThat(page.locator("h1")).hasText("狀態");
    page.navigate("/connect");
    page.getByText("暫停同步").click();
    assertThat(page.locator(".pill")).hasText("已暫停");
    chinese(page, "after");
  }

  /** Nothing is in English that should not be, and nothing is wider than a phone. */
  private static void chinese(Page page, String name) {
    Chromium.picture(page, "connect-zh-TW-" + name, true);
    assertThat(page.locator("html")).hasAttribute("lang", "zh-TW");
    assertThat(page.locator("main").innerText())
        .doesNotContainPattern(Pattern.compile("\\b(the|is|not)\\b"));
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("no scrolling to the side at " + name)
        .isEqualTo(true);
  }

  @Test
  void worksWithoutScripts() {
    String url = served(5);
    Page page = chromium.openWithoutScripts(url);
    Admin admin = admin(page);
    page.navigate(url.replace("localhost", "127.0.0.1") + "/connect");
    assertThat(page.url()).isEqualTo(url + "/connect");
    admin.step(1).getByRole(AriaRole.RADIO).last().check();
    admin.step(1).locator("[name=domain]").fill(connecting.systems.salesforce.url());
    admin.button(1).click();
    admin.saveApp(Connecting.KEY, Connecting.SECRET);
    admin.step(3).locator("[data-window]").click();
    admin.allow(page);
    page.getByText("Go on with the set-up").click();
    admin.stands(3, "done");
    admin.saveMarketo("sandbox-client-secret");
    admin.button(5).click();
    admin.step(6).getByText("Create the missing fields").click();
    await()
        .until(
            () -> {
              page.navigate("/connect");
              return admin.step(7).getByText("Enable Salesforce Sync").count() > 1;
            });
    admin.step(7).locator("[action='/connect/enable'] button").click();
    admin.button(8).click();
    assertThat(page.locator("h1")).hasText("Status");
  }

  @Test
  void newsTakesNothingFromWhoReadsOrTypes() {
    Page page = chromium.open(served(0));
    Admin admin = admin(page);
    page.navigate("/connect");
    admin.unfold(4);
    page.evaluate("window.old = true");
    bactrian.setup().chooseLoginHost(connecting.systems.salesforce.url());
    page.waitForFunction("() => !window.old");
    admin.stands(1, "done");
    Locator client = admin.step(4).locator("[name=client]");
    assertThat(client).isVisible();

    page.route(
        "**/live/connect*",
        asked -> {
          bactrian.setup().saveApp(Connecting.KEY, Connecting.SECRET);
          client.fill("half typed");
          page.evaluate(
              "document.addEventListener('htmx:afterRequest', () => { window.answered = true })");
          asked.resume();
        },
        new Page.RouteOptions().setTimes(1));
    page.waitForFunction("() => window.answered");
    assertThat(client).hasValue("half typed");
    admin.stands(2, "to-do");
    client.fill("");
    page.waitForFunction("() => !window.answered");
    admin.stands(2, "done");
  }

  @Test
  void whatIsConnectedCanBePausedLoggedInAgainAndDisconnected() {
    connecting = new Connecting(folder, 5);
    connecting.started().close();
    int port = Ports.free();
    connecting.systems.set("console.port", String.valueOf(port));
    connecting.systems.set("management.port", String.valueOf(Ports.free()));
    bactrian = Bactrian.serve(connecting.settings());
    assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
    Page page = chromium.open("http://localhost:" + port);
    Admin admin = admin(page);
    page.navigate("/connect");
    Chromium.picture(page, "connect-connected", true);
    page.getByText("Pause the sync").click();
    assertThat(page.locator(".pill")).hasText("Paused");
    page.navigate("/");
    assertThat(page.locator(".pill")).hasText("Paused");
    page.navigate("/connect");
    page.getByText("Resume the sync").click();
    assertThat(page.locator(".pill")).hasText("Connected");
    connecting.revoke();
    connecting.expire();
    bactrian.flows().once();
    assertThat(page.locator(".pill")).hasText("Login needed");
    assertThat(page.locator(".card.trouble")).containsText("no change is lost");
    Chromium.picture(page, "connect-lapsed", false);
    Page window = page.waitForPopup(() -> page.locator(".card.trouble [data-window]").click());
    window.waitForClose(() -> admin.allow(window));
    assertThat(page.locator(".pill")).hasText("Connected");
    assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
    page.getByText("Connect another org …").click();
    page.getByText("Reset the connection").click();
    assertThat(page.locator(".notice:not(.offline)")).containsText("Nothing was changed");
    page.getByText("Disconnect …").click();
    page.locator(".danger").first().click();
    assertThat(page.locator(".notice:not(.offline)")).containsText("all secrets are forgotten");
    assertThat(page.locator(".pill")).hasText("Not connected yet");
    admin.stands(2, "to-do");
    Chromium.picture(page, "connect-disconnected", false);
  }
}
