package org.bactrian.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.function.LongSupplier;

/** The templates, filled in; and what every page needs to know. */
public final class Pages {

  /** What every answer tells the browser not to do. */
  public static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          // Not no-referrer: with it, browsers send forms with the origin "null".
          "Referrer-Policy",
          "same-origin",
          "X-Frame-Options",
          "DENY");

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.bactrian.templates");
  private final Assets assets;
  private final Secret secret;
  private final LongSupplier deadLetters;
  private final boolean sandbox;
  private final boolean encrypted;
  private final boolean openToOtherUsers;

  /**
   * @param deadLetters how many there are, which every page shows
   * @param sandbox whether both systems are simulated, which every page says
   * @param encrypted whether browsers see https
   * @param openToOtherUsers whether other people of this machine can use them without a password,
   *     which every page says
   */
  public Pages(
      Assets assets,
      Secret secret,
      LongSupplier deadLetters,
      boolean sandbox,
      boolean encrypted,
      boolean openToOtherUsers) {
    this.assets = assets;
    this.secret = secret;
    this.deadLetters = deadLetters;
    this.sandbox = sandbox;
    this.encrypted = encrypted;
    this.openToOtherUsers = openToOtherUsers;
  }

  /** Fills a template of {@code src/main/jte/console} in. */
  String render(String template, Frame frame, Object view) {
    StringOutput out = new StringOutput();
    engine.render("console/" + template + ".jte", Map.of("frame", frame, "view", view), out);
    return out.toString();
  }

  Assets assets() {
    return assets;
  }

  Secret secret() {
    return secret;
  }

  long deadLetters() {
    return deadLetters.getAsLong();
  }

  boolean isSandbox() {
    return sandbox;
  }

  boolean isOpenToOtherUsers() {
    return openToOtherUsers;
  }

  boolean isEncrypted() {
    return encrypted;
  }
}
