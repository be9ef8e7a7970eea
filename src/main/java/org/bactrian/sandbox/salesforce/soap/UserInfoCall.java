package org.bactrian.sandbox.salesforce.soap;

import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Table;

/** Who is logged in, and to what. */
final class UserInfoCall implements Operation {
  private final Org org;

  UserInfoCall(Org org) {
    this.org = org;
  }

  @Override
  public void answer(Dialect dialect, Element call, Xml out) {
    write(org, "result", out);
  }

  static void write(Org org, String element, Xml out) {
    Table users = org.table("User");
    Table organizations = org.table("Organization");
    out.open(element);
    out.text("accessibilityMode", false);
    out.text("chatterExternal", false);
    out.text("currencySymbol", "$");
    out.text("orgAttachmentFileSizeLimit", 5_242_880);
    out.text("orgDefaultCurrencyIsoCode", "USD");
    out.text("orgDefaultCurrencyLocale", "en_US");
    out.text("orgDisallowHtmlAttachments", false);
    out.text("orgHasPersonAccounts", false);
    out.text("organizationId", organizations.id(0));
    out.text("organizationMultiCurrency", false);
    out.text("organizationName", organizations.get(0, "Name"));
    out.text("profileId", users.get(0, "ProfileId"));
    out.textOrNil("roleId", users.get(0, "UserRoleId"));
    out.text("sessionSecondsValid", 7_200);
    out.textOrNil("userDefaultCurrencyIsoCode", null);
    out.text("userEmail", users.get(0, "Email"));
    out.text("userFullName", users.get(0, "Name"));
    out.text("userId", users.id(0));
    out.text("userLanguage", users.get(0, "LanguageLocaleKey"));
    out.text("userLocale", users.get(0, "LocaleSidKey"));
    out.text("userName", users.get(0, "Username"));
    out.text("userTimeZone", users.get(0, "TimeZoneSidKey"));
    out.text("userType", users.get(0, "UserType"));
    out.text("userUiSkin", "Theme3");
    out.close();
  }
}
