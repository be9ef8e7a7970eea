package org.bactrian.connection.origin;

import static org.bactrian.connection.origin.SystemIdentity.shown;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bactrian.marketo.MarketoCredentials;
import org.bactrian.state.connection.OrgBinding;
import org.bactrian.state.connection.OrgBinding.Bound;
import org.bactrian.sync.merge.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares each org and instance that answers with those that the database belongs to. A database
 * that belongs to none yet is bound by its first run, or when a person confirms both in the set-up.
 */
public final class OriginCheck {

  private static final Logger LOG = LoggerFactory.getLogger(OriginCheck.class);

  private final OrgBinding binding;
  private final boolean confirmed;
  private final Supplier<String> loginUrl;
  private final Function<String, Optional<String>> simulated;
  private volatile boolean running;

  /**
   * @param confirmed whether a person confirms the two, and nothing else binds the database
   * @param loginUrl where the org logs in
   * @param simulated which start of a simulated system answers at an address, if one does
   */
  public OriginCheck(
      OrgBinding binding,
      boolean confirmed,
      Supplier<String> loginUrl,
      Function<String, Optional<String>> simulated) {
    this.binding = binding;
    this.confirmed = confirmed;
    this.loginUrl = loginUrl;
    this.simulated = simulated;
  }

  /**
   * Checks the org of a login, before its token is used.
   *
   * @param identityUrl as Salesforce gives it with the token; one without an org is let pass
   * @throws OtherSystem if the database belongs to another org
   */
  public void salesforce(String identityUrl) {
    org(identityUrl).ifPresent(found -> check(Side.SALESFORCE, found));
  }

  /**
   * Checks the instance, before a call to it.
   *
   * @throws OtherSystem if the database belongs to another instance
   */
  public void marketo(String url) {
    check(Side.MARKETO, instance(url));
  }

  /**
   * A run begins: both are checked, and from now on a database that belongs to none is bound.
   *
   * @param identityUrl of the login, or null before the first: then its login is checked
   * @throws OtherSystem if the database belongs to others
   */
  public void begin(String identityUrl, String marketoUrl) {
    running = !confirmed;
    if (identityUrl != null) salesforce(identityUrl);
    if (!marketoUrl.isEmpty()) marketo(marketoUrl);
  }

  /**
   * The sandbox is to be run on: what is remembered of an earlier one is deleted, since its records
   * are gone and would be taken for deletions.
   *
   * @param isNew whether it starts now, and so nothing can be remembered of it
   * @throws OtherSystem if the database holds links of real systems, or of unknown ones
   */
  public void adopt(String salesforceUrl, String marketoUrl, boolean isNew) {
    boolean stale = false;
    for (Side side : Side.values()) {
      Optional<Bound> bound = binding.find(side);
      String url = side == Side.SALESFORCE ? salesforceUrl : marketoUrl;
      if (bound.isPresent() && bound.get().sandbox() == null) {
        throw noSandbox("they are of %s %s".formatted(noun(side), shown(bound.get())));
      }
      if (bound.isEmpty() && isNew && binding.holdsSomething()) {
        throw noSandbox("an earlier version has not noted of which systems they are");
      }
      stale |=
          bound.isPresent() && !simulated.apply(url).equals(Optional.of(bound.get().sandbox()));
    }
    if (!stale) return;
    LOG.info("the database holds links of an earlier sandbox, which is gone: they are deleted");
    binding.forget();
  }

  /** Binds the database to what a person has confirmed. */
  public void confirm(String organizationId, String marketoUrl) {
    binding.bind(Side.SALESFORCE, at(loginUrl.get(), organizationId));
    binding.bind(Side.MARKETO, instance(marketoUrl));
  }

  /** The org that the database belongs to, if the one that logged in is another. */
  public Optional<String> otherOrg(String identityUrl) {
    return org(identityUrl).flatMap(found -> other(Side.SALESFORCE, found));
  }

  /** The instance that the database belongs to, if the one at this address is another. */
  public Optional<String> otherInstance(String url) {
    return other(Side.MARKETO, instance(url));
  }

  /** As the supplier gives them, each address checked once. */
  public Supplier<MarketoCredentials> checked(Supplier<MarketoCredentials> credentials) {
    return new Supplier<>() {
      private volatile String known = "";

      @Override
      public MarketoCredentials get() {
        MarketoCredentials given = credentials.get();
        if (!given.baseUrl().equals(known)) marketo(given.baseUrl());
        known = given.baseUrl();
        return given;
      }
    };
  }

  private void check(Side side, Bound found) {
    Optional<Bound> bound = binding.find(side);
    if (bound.isPresent() && SystemIdentity.same(bound.get(), found)) return;
    // Credentials that were mistyped before anything was read bind to nothing.
    boolean free = bound.isEmpty() || !confirmed && !binding.holdsSomething();
    if (!free) throw refusal(side, bound.get(), found);
    if (!running) return;
    binding.bind(side, found);
    LOG.debug("the database belongs to {} {} now", noun(side), shown(found));
  }

  private Optional<String> other(Side side, Bound found) {
    return binding
        .find(side)
        .filter(bound -> !SystemIdentity.same(bound, found))
        .map(SystemIdentity::shown);
  }

  private Optional<Bound> org(String identityUrl) {
    return SystemIdentity.org(identityUrl).map(id -> at(loginUrl.get(), id));
  }

  private Bound instance(String url) {
    return at(url, SystemIdentity.instance(url));
  }

  private Bound at(String url, String id) {
    return new Bound(id, SystemIdentity.isLocal(url) ? simulated.apply(url).orElse(null) : null);
  }

  private static OtherSystem refusal(Side side, Bound bound, Bound found) {
    return new OtherSystem(
        ("checking whom the database belongs to: its links are of %1$s %2$s, and the credentials"
                + " lead to %1$s %3$s; nothing was read or written. Give the credentials of %2$s,"
                + " or another database (bactrian.database.url, bactrian.data-directory); to give"
                + " up what is remembered and connect %3$s instead: bactrian connect --reset%4$s")
            .formatted(noun(side), shown(bound), shown(found), again(bound, found)));
  }

  private static String again(Bound bound, Bound found) {
    return bound.sandbox() == null || found.sandbox() == null
        ? ""
        : "; a sandbox that was started again has other records: where Bactrian started it, a"
            + " restart of Bactrian begins anew";
  }

  private static OtherSystem noSandbox(String whose) {
    return new OtherSystem(
        "starting on the sandbox: the database holds links, and "
            + whose
            + "; simulated changes would be settled on them. Give the credentials of the real"
            + " systems and remove bactrian.sandbox.enabled, or give the sandbox another database"
            + " (bactrian.database.url)");
  }

  private static String noun(Side side) {
    return side == Side.SALESFORCE ? "Salesforce org" : "Marketo instance";
  }
}
