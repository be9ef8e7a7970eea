package org.bactrian.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who connects the two systems in a browser, by nothing but what the pages say. */
final class Admin {

  private static final Pattern CODE = Pattern.compile("\\b(\\d{5,6})\\b");

  final Page page;
  private final TwoSystems systems;

  Admin(Page page, TwoSystems systems) {
    this.page = page;
    this.systems = systems;
  }

  /** A step of the set-up, counted from 1. */
  Locator step(int number) {
    return page.locator(".steps > li").nth(number - 1);
  }

  Locator button(int step) {
    return step(step).locator("form button:not(.secondary)").last();
  }

  /** Waits for a step to stand as it should. */
  void stands(int step, String state) {
    assertThat(step(step)).hasClass(Pattern.compile("card " + state));
  }

  void saveApp(String key, String secret) {
    unfold(2);
    step(2).locator("[name=key]").fill(key);
    step(2).locator("[name=secret]").fill(secret);
    button(2).click();
  }

  void saveMarketo(String secret) {
    unfold(4);
    step(4).locator("[name=address]").fill(systems.marketo.url());
    step(4).locator("[name=client]").fill("sandbox-client-id");
    step(4).locator("[name=secret]").fill(secret);
    button(4).click();
  }

  void unfold(int step) {
    if (step(step).locator("> details:not([open])").count() > 0) {
      step(step).locator("> details > summary").click();
    }
  }

  /** Opens Salesforce's window. */
  Page openWindow() {
    unfold(3);
    return page.waitForPopup(() -> step(3).locator("[data-window]").click());
  }

  /** Logs in in Salesforce's window, until it asks to allow the app or refuses. */
  void logIn(Page window) {
    window.locator("#username").fill("sync@bactrian.example");
    window.locator("#password").fill("sandbox");
    window.locator("#login").click();
    window.waitForURL(url -> !url.contains("/login?"));
    if (window.locator("#code").count() == 0) return;
    window.locator("#code").fill(mailedCode());
    window.locator("#verify").click();
  }

  /** Logs in and presses Allow. */
  Page allow(Page window) {
    logIn(window);
    window.locator("#allow").click();
    return window;
  }

  private String mailedCode() {
    JsonNode mails = systems.get(systems.salesforce.url() + "/sandbox/mailbox.json");
    Matcher code = CODE.matcher(mails.get(0).path("text").asText());
    if (!code.find()) throw new AssertionError("no code in " + mails);
    return code.group(1);
  }

  /** Changes how the simulated Salesforce takes a login. */
  void turn(String name, Object value) {
    systems.post(systems.salesforce.url() + "/sandbox/oauth/switches", Map.of(name, value));
  }

  /** All as it was. */
  void turnBack() {
    systems.http("DELETE", systems.salesforce.url() + "/sandbox/oauth/switches");
  }
}
