package org.bactrian.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.Run;
import org.bactrian.state.Runs;
import org.bactrian.sync.Tally;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a person sees it; {@code -Dbactrian.update=true} takes its pictures. */
@InBrowser
class ConsoleInBrowserTest {

  private static final List<String> PAGES =
      List.of(
          "/",
          "/dead-letters",
          "/dead-letters/discard",
          "/mappings",
          "/mappings/lead",
          "/audit",
          "/connect");

  @TempDir static Path folder;
  private static Chromium chromium;
  private static Served served;
  private static String letter;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
    served = new Served(folder, 1_500);
    served.systems.set("marketo.calls-per-20-seconds", "95");
    served.systems.raw(
        "Lead",
        Map.of(
            "FirstName", "Wilhelmina ".repeat(30),
            "LastName", "Montgomery",
            "Email", "wilhelmina@example.com",
            "Company", "Acme"));
    served.start();
    anAfternoon(270, 190);
    served.bactrian().flows().once();
    anAfternoon(190, 0);
    letter =
        "/dead-letters/"
            + served.bactrian().deadLetters().list(Optional.of("too-long")).get(0).id();
  }

  @AfterAll
  static void stop() throws IOException {
    if (served != null) served.close();
    if (chromium != null) chromium.close();
    Chromium.keep("status", "dead-letters", "mapping");
  }

  @AfterEach
  void nothingBroke() {
    chromium.leave();
  }

  /** Runs as an afternoon would have left them, so that the plots have something to show. */
  private static void anAfternoon(int fromMinutes, int toMinutes) {
    Settings settings =
        Settings.read(Path.of("").toAbsolutePath(), served.systems.settings(), Map.of());
    try (Database database = Bactrian.database(settings)) {
      Runs runs = new Runs(database);
      Instant now = Instant.now();
      for (int minutes = fromMinutes; minutes > toMinutes; minutes--) {
        Instant at = now.minus(Duration.ofMinutes(minutes));
        long read =
            Math.round(450 + 300 * Math.sin(minutes / 31.0) + 120 * Math.sin(minutes / 7.0));
        Tally tally = new Tally(read, read / 9, read - read / 9 - read / 6, read / 6, 0, 0, 0);
        runs.add(new Run(at.minusSeconds(2), at, tally, 1, 2, null));
      }
    }
  }

  @Test
  void showsHowTheSyncStands() {
    Page page = chromium.open(served.url(), 1280, 960, ColorScheme.LIGHT, "en-GB");
    page.navigate("/");
    assertThat(page.locator(".pill")).hasText("Idle");
    assertThat(page.locator(".sandbox")).containsText("SANDBOX");
    assertThat(page.locator("[data-plot=throughput] canvas")).isVisible();
    assertThat(page.locator("[data-plot=backlog] canvas")).isVisible();
    assertThat(gauge(page, "Salesforce calls, 24 hours")).not().hasText("–");
    assertThat(gauge(page, "Marketo calls, today")).not().hasText("0");
    assertThat(page.locator("#runs .numbers tbody th")).hasCount(12);
    Chromium.picture(page, "status", false);
    Chromium.picture(page, "status-whole", true);
  }

  private static Locator gauge(Page page, String name) {
    return page.locator(".gauge", new Page.LocatorOptions().setHasText(name)).locator("strong");
  }

  @Test
  void isLiveDuringAnInitialSync() throws Exception {
    try (Served other = new Served(folder.resolve("live"), 300)) {
      other.start();
      other.systems.marketoFault(
          Map.of("path", "/rest/v1/.*", "kind", "slow", "times", 100, "millis", 400));
      Page page = chromium.open(other.url());
      page.navigate("/");
      assertThat(page.locator(".pill")).hasText("Idle");
      page.evaluate("window.loadedOnce = true");
      CompletableFuture<Run> run =
          CompletableFuture.supplyAsync(() -> other.bactrian().flows().once().orElseThrow());
      assertThat(page.locator(".pill")).hasText("Running");
      Locator progress = page.locator("#now progress");
      assertThat(progress).isVisible();
      page.waitForFunction(
          "() => { const bar = document.querySelector('#now progress');"
              + " if (!bar || !bar.value) return false;"
              + " window.seen = window.seen || new Set(); window.seen.add(bar.value);"
              + " return window.seen.size > 1 }");
      Chromium.picture(page, "status-running", false);
      Run done = run.get();
      assertThat(done.failure()).isNull();
      assertThat(page.locator(".pill")).hasText("Idle");
      assertThat(progress).hasCount(0);
      assertThat(page.locator("#runs tbody tr").first())
          .containsText(String.valueOf(done.tally().created()));
      assertThat(page.evaluate("window.loadedOnce")).isEqualTo(true);
      chromium.leave();
    }
  }

  @Test
  void saysWhatStoppedARun() {
    try (Served other = new Served(folder.resolve("stopped"), 0)) {
      other.start();
      other.systems.salesforceFault(
          Map.of("path", "/services/data/v62.0/composite", "kind", "garbage", "times", 1));
      other.bactrian().flows().once();
      Page page = chromium.open(other.url());
      page.navigate("/");
      assertThat(page.locator(".pill")).hasText("Stopped");
      assertThat(page.locator(".trouble")).containsText("Salesforce");
      Chromium.picture(page, "status-stopped", false);
      other.bactrian().flows().once();
      assertThat(page.locator(".pill")).hasText("Idle");
      chromium.leave();
    }
  }

  @Test
  void aDeadLetterIsEditedAndReplayed() {
    String id =
        served.systems.raw(
            "Lead",
            Map.of(
                "FirstName", "Mei", "LastName", "Lin", "Email", "mei@@example", "Company", "Acme"));
    served.bactrian().flows().once();
    Page page = chromium.open(served.url());
    page.navigate("/dead-letters");
    Chromium.picture(page, "dead-letters", false);
    page.locator(".causes").getByText("Not an e-mail address").click();
    page.getByLabel("Search").fill("mei@@example");
    page.getByLabel("Search").press("Enter");
    page.locator(".letters tbody a").first().click();
    assertThat(page.locator("h1")).hasText("Not an e-mail address");
    assertThat(page.locator("tr.suspect")).containsText("mei@@example");
    Locator value =
        page.getByLabel("Send instead of Email", new Page.GetByLabelOptions().setExact(true));
    value.fill("mei@example.com");
    page.locator("tr.suspect").getByText("Save").click();
    assertThat(page.locator(".notice")).hasText("Kept for the next replay.");
    assertThat(value).hasValue("mei@example.com");
    Chromium.picture(page, "dead-letter", false);
    page.getByText("Replay with the new values").click();
    assertThat(page.locator(".card.good")).containsText("1 tried: 1 delivered");
    assertThat(served.systems.person(id).path("email").asText()).isEqualTo("mei@example.com");
    theAuditPageTellsOfIt(page);
  }

  private static void theAuditPageTellsOfIt(Page page) {
    page.locator(".top nav").getByText("Audit").click();
    assertThat(page.locator("h1")).hasText("Audit trail");
    Locator rows = page.locator("main tbody tr");
    assertThat(rows.nth(0)).containsText("replayed dead letters");
    assertThat(rows.nth(1)).containsText("edited a dead letter");
    assertThat(rows.nth(1)).containsText("Console 127.0.0.1");
    assertThat(rows.nth(1).locator("td").last()).hasText("Email");
    assertThat(page.locator("main")).not().containsText("mei@");
    Chromium.picture(page, "audit", false);
    Download csv = page.waitForDownload(() -> page.getByText("Download as CSV").click());
    assertThat(csv.suggestedFilename()).isEqualTo("audit.csv");
  }

  @Test
  void aCauseIsReplayedAndAnotherDiscarded() {
    served.systems.raw("Lead", Map.of("LastName", "Gone", "Email", "gone@@x", "Company", "A"));
    served.systems.raw("Lead", Map.of("LastName", "Gone", "Email", "gone@@y", "Company", "A"));
    served.bactrian().flows().once();
    Page page = chromium.open(served.url());
    page.navigate("/dead-letters?text=gone@@");
    page.locator(".causes").getByText("Replay 2").click();
    assertThat(page.locator(".card.good")).containsText("2 parked again");
    page.navigate("/dead-letters?text=gone@@");
    page.locator(".causes").getByText("Discard …").click();
    assertThat(page.locator("h1")).hasText("Discard 2 dead letters?");
    Chromium.picture(page, "discard", false);
    page.getByText("Discard 2", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".notice")).hasText("Discarded.");
    page.navigate("/dead-letters?text=gone@@");
    assertThat(page.getByText("No dead letters match.")).isVisible();
  }

  @Test
  void mappingsAreTablesAndAPlanIsMadeOnRequest() {
    Page page = chromium.open(served.url());
    page.navigate("/mappings");
    assertThat(page.locator("table").first()).containsText("None");
    page.getByText("Make a plan").click();
    assertThat(page.getByText("Make another plan")).isVisible();
    Chromium.picture(page, "mappings", false);
    page.locator("table")
        .first()
        .getByText("lead", new Locator.GetByTextOptions().setExact(true))
        .first()
        .click();
    assertThat(page.locator("h1")).containsText("Lead");
    assertThat(page.locator(".mapping")).containsText("e164");
    assertThat(page.locator(".mapping")).containsText("true-wins");
    Chromium.picture(page, "mapping", false);
  }

  @Test
  void speaksTraditionalChinese() {
    Page page = chromium.open(served.url());
    page.navigate("/");
    page.getByText("繁體中文").click();
    assertThat(page.locator("html")).hasAttribute("lang", "zh-TW");
    assertThat(page.locator("h1")).hasText("狀態");
    assertThat(page.locator("[data-plot=backlog] .u-legend")).containsText("未送達");
    Chromium.picture(page, "status-zh-TW", false);
    page.locator(".top nav").getByText("未送達").click();
    assertThat(page.locator("h1")).hasText("未送達");
    Chromium.picture(page, "dead-letters-zh-TW", false);
    page.navigate(letter);
    assertThat(page.locator("h1")).hasText("內容過長");
    Chromium.picture(page, "dead-letter-zh-TW", false);
    page.locator(".top nav").getByText("欄位對應").click();
    assertThat(page.locator("h1")).hasText("欄位對應");
    page.locator(".top nav").getByText("連線").click();
    assertThat(page.locator("h1")).hasText("連線");
    page.getByText("English").click();
    assertThat(page.locator("h1")).hasText("Connect");
  }

  @Test
  void fitsAPhone() {
    Page page = chromium.open(served.url(), 360, 740, ColorScheme.LIGHT, "en-GB");
    for (String path : pages()) {
      page.navigate(path);
      Chromium.picture(page, "phone" + path.replaceAll("/(\\d+)?", "-"), true);
      assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
          .as("no scrolling to the side on " + path)
          .isEqualTo(true);
    }
  }

  @Test
  void isDarkWhereTheReaderWantsItDark() {
    Page page = chromium.open(served.url(), 1280, 800, ColorScheme.DARK, "en-GB");
    for (String path : pages()) {
      page.navigate(path);
      String back =
          (String) page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
      assertThat(back).isEqualTo("rgb(20, 24, 28)");
      if (path.equals("/")) assertThat(page.locator("[data-plot=backlog] canvas")).isVisible();
      Chromium.picture(page, "dark" + path.replaceAll("/(\\d+)?", "-"), false);
    }
  }

  private static List<String> pages() {
    return Stream.concat(PAGES.stream(), Stream.of(letter)).toList();
  }

  @Test
  void theKeyboardIsEnough() {
    Page page = chromium.open(served.url());
    page.navigate("/dead-letters");
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(page.locator("main a").first()).isFocused();
    String outline =
        (String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    assertThat(outline).isEqualTo("solid");
    page.navigate(letter);
    page.locator("summary").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByText("Discard it")).isVisible();
  }

  @Test
  void worksWithoutScripts() {
    Page page = chromium.openWithoutScripts(served.url());
    page.navigate(letter);
    page.getByLabel("Send instead of Title").fill("Director");
    page.locator("tr", new Page.LocatorOptions().setHasText("Title"))
        .first()
        .getByText("Save")
        .click();
    assertThat(page.locator(".notice")).hasText("Kept for the next replay.");
    page.locator("tr", new Page.LocatorOptions().setHasText("Title"))
        .first()
        .getByText("Undo")
        .click();
    assertThat(page.getByLabel("Send instead of Title")).hasValue("");
    page.navigate("/");
    assertThat(page.locator("time").first()).containsText("UTC");
  }

  @Test
  void asksNobodyWhileNobodyLooks() {
    Page page = chromium.open(served.url());
    page.clock().install();
    int[] asked = new int[1];
    page.onRequest(request -> asked[0] += request.url().contains("/live/") ? 1 : 0);
    page.navigate("/");
    Runnable aWhile = () -> page.clock().runFor(60_000);
    page.waitForResponse(answer -> answer.url().contains("/live/status"), aWhile);
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })");
    aWhile.run();
    int before = asked[0];
    aWhile.run();
    assertThat(asked[0]).isEqualTo(before);
    page.evaluate("delete document.hidden");
    page.waitForResponse(answer -> answer.url().contains("/live/status"), aWhile);
  }
}
