package org.bactrian.sandbox.salesforce.oauth;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;

/** Who the user behind a token is, as the identity URL and the userinfo endpoint tell it. */
final class Identity {
  private static final String NAME = "Sync User";
  private static final String ZONE = "America/Los_Angeles";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Credentials credentials;
  private final Switchboard switches;
  private final Supplier<String> instance;
  private final Instant changed;

  Identity(Clock clock, Credentials credentials, Switchboard switches, Supplier<String> instance) {
    this.clock = clock;
    this.credentials = credentials;
    this.switches = switches;
    this.instance = instance;
    this.changed = clock.instant().minus(30, ChronoUnit.DAYS);
  }

  /** Where the instance is reached. */
  String instance() {
    return instance.get();
  }

  /** The identity URL. */
  String url() {
    return instance() + "/id/" + organization() + "/" + credentials.userId();
  }

  private String organization() {
    String other = switches.text(Switch.ORGANIZATION);
    return other.isEmpty() ? credentials.organizationId() : other;
  }

  /**
   * The answer of the identity URL.
   *
   * @param version what to write instead of {@code {version}} in the URLs, or null
   */
  JsonObject atItsUrl(String version) {
    return new JsonObject()
        .put("id", url())
        .put("asserted_user", true)
        .put("user_id", credentials.userId())
        .put("organization_id", organization())
        .put("username", credentials.username())
        .put("nick_name", "user0")
        .put("display_name", NAME)
        .put("email", credentials.username())
        .put("email_verified", true)
        .put("first_name", "Sync")
        .put("last_name", "User")
        .put("timezone", ZONE)
        .put("photos", photos())
        .put("addr_street", null)
        .put("addr_city", null)
        .put("addr_state", null)
        .put("addr_country", null)
        .put("addr_zip", null)
        .put("mobile_phone", null)
        .put("mobile_phone_verified", false)
        .put("is_lightning_login_user", false)
        .put("status", new JsonObject().put("created_date", null).put("body", null))
        .put("urls", urls(version))
        .mergeIn(common())
        .put("last_modified_date", STAMP.format(changed));
  }

  /** The answer of the userinfo endpoint. */
  JsonObject asUserInfo() {
    return new JsonObject()
        .put("sub", url())
        .put("user_id", credentials.userId())
        .put("organization_id", organization())
        .put("preferred_username", credentials.username())
        .put("nickname", "user0")
        .put("name", NAME)
        .put("email", credentials.username())
        .put("email_verified", true)
        .put("given_name", "Sync")
        .put("family_name", "User")
        .put("zoneinfo", ZONE)
        .put("photos", photos())
        .put("profile", instance() + "/" + credentials.userId())
        .put("picture", photos().getString("picture"))
        .put("address", new JsonObject())
        .put("urls", urls(null))
        .mergeIn(common())
        .put("updated_at", STAMP.format(changed));
  }

  private JsonObject common() {
    return new JsonObject()
        .put("active", switches.on(Switch.USER_ACTIVE))
        .put("user_type", "STANDARD")
        .put("language", "en_US")
        .put("locale", "en_US")
        .put(
            "utcOffset",
            ZoneId.of(ZONE).getRules().getStandardOffset(clock.instant()).getTotalSeconds() * 1000)
        .put("is_app_installed", switches.on(Switch.INSTALLED));
  }

  private JsonObject photos() {
    return new JsonObject()
        .put("picture", instance() + "/profilephoto/005/F")
        .put("thumbnail", instance() + "/profilephoto/005/T");
  }

  private JsonObject urls(String version) {
    String at = version == null ? "{version}" : version;
    String data = instance() + "/services/data/v" + at + "/";
    String soap = instance() + "/services/Soap/%s/" + at + "/" + credentials.organizationId();
    return new JsonObject()
        .put("enterprise", soap.formatted("c"))
        .put("metadata", soap.formatted("m"))
        .put("partner", soap.formatted("u"))
        .put("rest", data)
        .put("sobjects", data + "sobjects/")
        .put("search", data + "search/")
        .put("query", data + "query/")
        .put("recent", data + "recent/")
        .put("tooling_soap", soap.formatted("T"))
        .put("tooling_rest", data + "tooling/")
        .put("profile", instance() + "/" + credentials.userId())
        .put("feeds", data + "chatter/feeds")
        .put("groups", data + "chatter/groups")
        .put("users", data + "chatter/users")
        .put("feed_items", data + "chatter/feed-items")
        .put("feed_elements", data + "chatter/feed-elements")
        .put("custom_domain", instance());
  }
}
