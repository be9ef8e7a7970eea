package org.bactrian.console;

import org.apache.camel.ExchangeProperty;

/** The choice of another language, which a browser keeps for a year. */
public final class LanguageChoice {

  /** Takes it, and goes back to the page at hand. */
  public void choose(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    visit.speak(
        Language.tagged(visit.form().get("language"))
            .orElseThrow(() -> new Refused(400, "no-form")));
    visit.redirect(LocalPath.orHome(visit.form().get("to")));
  }
}
