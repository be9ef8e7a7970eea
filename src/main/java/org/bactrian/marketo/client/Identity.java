package org.bactrian.marketo.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.Trouble;
import org.bactrian.marketo.wire.Wire;

/**
 * The access token: fetched by one caller for all, kept until Marketo refuses it.
 *
 * <p>Asking early returns the same, nearly dead token, so its life is not counted here. The secret
 * goes in a form body, and never in a query: queries end up in logs.
 */
final class Identity {

  private static final String PATH = "/identity/oauth/token";

  private final Wire wire;
  private final Map<String, String> credentials = new LinkedHashMap<>();
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile String token;
  private volatile String user = "";

  Identity(Wire wire, MarketoClientOptions options) {
    this.wire = wire;
    credentials.put("grant_type", "client_credentials");
    credentials.put("client_id", options.clientId());
    credentials.put("client_secret", options.clientSecret());
  }

  /** The token, fetched if there is none. */
  String token() throws Trouble, InterruptedException {
    String known = token;
    if (known != null) return known;
    fetching.lockInterruptibly();
    try {
      if (token == null) token = fetch();
      return token;
    } finally {
      fetching.unlock();
    }
  }

  /** Whom Marketo knows the client as, by a token of now. */
  String user() throws Trouble, InterruptedException {
    fetching.lockInterruptibly();
    try {
      token = fetch();
      return user;
    } finally {
      fetching.unlock();
    }
  }

  /** Drops this token, unless another caller has replaced it already. */
  void forget(String refused) {
    fetching.lock();
    try {
      if (refused.equals(token)) token = null;
    } finally {
      fetching.unlock();
    }
  }

  private String fetch() throws Trouble, InterruptedException {
    Wire.Reply reply = wire.exchange(Call.form(PATH, credentials), null);
    if (reply.status() == 200
        && reply.json() != null
        && reply.json().get("access_token") instanceof String fresh) {
      if (reply.json().get("scope") instanceof String scope) user = scope;
      return fresh;
    }
    if (reply.status() == 400 || reply.status() == 401)
      throw new MarketoRefused("POST " + PATH, "401", description(reply));
    if (reply.status() >= 400) throw new Trouble(String.valueOf(reply.status()), "from " + PATH);
    throw new Trouble(Trouble.GARBLED, reply.words() + " from " + PATH + " in place of a token");
  }

  private static String description(Wire.Reply reply) {
    Object words = reply.json() == null ? null : reply.json().get("error_description");
    return words == null ? "HTTP " + reply.status() : words.toString();
  }
}
