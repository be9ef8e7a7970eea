package org.bactrian.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a person sees it. */
@InBrowser
class ConsoleInBrowserTest {

  @TempDir static Path folder;
  private static Chromium chromium;
  private static Served served;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
    served = new Served(folder, 400);
    served.start();
    served.bactrian().flows().once();
  }

  @AfterAll
  static void stop() {
    if (served != null) served.close();
    if (chromium != null) chromium.close();
  }

  @AfterEach
  void nothingBroke() {
    chromium.assertNoComplaints();
  }

  @Test
  void showsTheStatus() {
    Page page = chromium.open(served.url());
    page.navigate("/");
    assertThat(page.locator(".pill")).hasText("Idle");
    assertThat(page.locator("[data-plot=throughput] canvas")).isVisible();
    Chromium.picture(page, "status", true);
  }
}
