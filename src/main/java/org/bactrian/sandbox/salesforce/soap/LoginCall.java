package org.bactrian.sandbox.salesforce.soap;

import java.util.Objects;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.service.Sessions;

/** Begins a session for a user with a password, which Salesforce knows up to version 64. */
final class LoginCall implements Operation {
  static final double LAST_VERSION = 64;

  private final Org org;
  private final Sessions sessions;
  private final String path;

  /**
   * Of a call.
   *
   * @param path that the call was made at
   */
  LoginCall(Org org, Sessions sessions, String path) {
    this.org = org;
    this.sessions = sessions;
    this.path = path;
  }

  @Override
  public void answer(Dialect dialect, Element call, Xml out) {
    String session =
        sessions.logIn(
            Objects.requireNonNullElse(call.text("username"), ""),
            Objects.requireNonNullElse(call.text("password"), ""));
    String url = sessions.instance() + path + "/" + org.table("Organization").id(0);
    out.open("result");
    out.text("metadataServerUrl", url.replaceFirst("/Soap/[uc]/", "/Soap/m/"));
    out.text("passwordExpired", false);
    out.text("sandbox", true);
    out.text("serverUrl", url);
    out.text("sessionId", session);
    out.text("userId", org.table("User").id(0));
    UserInfoCall.write(org, "userInfo", out);
    out.close();
  }
}
