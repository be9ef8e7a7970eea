package org.bactrian.sandbox.salesforce.login;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The visits under way. */
final class Visits {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int MOST = 1000;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Visit> visits = new LinkedHashMap<>();

  Visits(Clock clock) {
    this.clock = clock;
  }

  Visit begin(Asked asked) {
    if (visits.size() >= MOST) {
      visits.remove(visits.keySet().iterator().next());
    }
    byte[] secret = new byte[24];
    random.nextBytes(secret);
    String source = "CAAAA" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Visit visit = new Visit(source, asked, clock.instant().plus(LIFE));
    visits.put(source, visit);
    return visit;
  }

  /** The visit, or null if it is over. */
  Visit find(String source) {
    Visit visit = source == null ? null : visits.get(source);
    return visit != null && visit.ends().isAfter(clock.instant()) ? visit : null;
  }

  void end(Visit visit) {
    visits.remove(visit.source());
  }
}
