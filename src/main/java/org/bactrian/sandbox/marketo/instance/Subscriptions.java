package org.bactrian.sandbox.marketo.instance;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which e-mail addresses have unsubscribed: Marketo's durable unsubscribe.
 *
 * <p>The address unsubscribes, not the person. So a deleted person who comes back is unsubscribed
 * still, everybody who has the address shares its status, and a person who gets another address
 * gets the status of that one.
 */
final class Subscriptions {
  private final Set<String> unsubscribed = new HashSet<>();

  /** Whether an address has unsubscribed; no address has not. */
  boolean isUnsubscribed(Object address) {
    return address != null && unsubscribed.contains(key(address));
  }

  /** Unsubscribes an address or subscribes it again; says whether that is new. */
  boolean set(Object address, boolean gone) {
    return address != null
        && (gone ? unsubscribed.add(key(address)) : unsubscribed.remove(key(address)));
  }

  private static String key(Object address) {
    return address.toString().toLowerCase(Locale.ROOT);
  }
}
