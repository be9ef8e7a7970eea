package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Debian's Chromium, started once for all tests of a class, and what its pages complained of. */
final class Chromium implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** Milliseconds that the slowest machine needs; the others wait only until it is there. */
  private static final int PATIENCE = 30_000;

  /** Pages that ask for news every second or three do so five times as often: nobody waits. */
  private static final String HURRY =
      "const later = setTimeout; window.setTimeout = (deed, ms, ...rest) => later(deed, ms / 5, ...rest);";

  /** Whether pictures are wanted: drawing one costs as much as a dozen clicks. */
  private static final boolean UPDATE = Boolean.getBoolean("bactrian.update");

  private static final Path MANUAL_PICTURES = Path.of("src/site/images");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  Chromium() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(path())
                    .setArgs(List.of("--no-sandbox")));
  }

  static boolean isInstalled() {
    return Files.isExecutable(path());
  }

  private static Path path() {
    return Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
  }

  /** A window of a person who has not been here before. */
  Page open(String url, int width, int height, ColorScheme scheme, String language) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale(language)
                .setTimezoneId("Asia/Taipei")
                .setDeviceScaleFactor(1.5)
                .setIgnoreHTTPSErrors(true)
                .setBaseURL(url));
    context.addInitScript(HURRY);
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    return page;
  }

  /** A window that runs no scripts. */
  Page openWithoutScripts(String url) {
    return browser
        .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false).setBaseURL(url))
        .newPage();
  }

  /** An ordinary desktop window in English. */
  Page open(String url) {
    return open(url, 1280, 800, ColorScheme.LIGHT, "en-GB");
  }

  /**
   * Keeps what a page looks like, for people to see and for the manual, where pictures are wanted.
   * Chromium never draws a page that loads itself again just then; it draws it when asked once
   * more.
   */
  static void picture(Page page, String name, boolean whole) {
    if (!UPDATE) return;
    Page.ScreenshotOptions options =
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setFullPage(whole)
            .setTimeout(PATIENCE / 3.0);
    for (int more = 2; ; more--) {
      try {
        page.screenshot(options);
        return;
      } catch (PlaywrightException e) {
        if (more == 0) throw e;
      }
    }
  }

  /** Puts pictures in place of those in the manual, where they are wanted. */
  static void keep(String... names) throws IOException {
    if (!UPDATE) return;
    Files.createDirectories(MANUAL_PICTURES);
    for (String name : names) {
      Files.copy(
          SCREENSHOTS.resolve(name + ".png"),
          MANUAL_PICTURES.resolve("console-" + name + ".png"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Closes all windows.
   *
   * @throws AssertionError if a page broke its own rules: its script, or the policy that the server
   *     gave it
   */
  void leave() {
    browser.contexts().forEach(BrowserContext::close);
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    assertThat(all).as("what the browser complained of").isEmpty();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
