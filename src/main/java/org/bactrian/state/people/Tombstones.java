package org.bactrian.state.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.connection.Facts;
import org.bactrian.state.connection.Sealing;
import org.bactrian.sync.merge.Side;
import org.jdbi.v3.core.Jdbi;

/**
 * Who was forgotten and must not come back: their ids, and their e-mail addresses as hashes under a
 * key of this database, so that no list of addresses is left behind.
 */
public final class Tombstones {

  /** The entry of the hashes' key, sealed. */
  public static final String KEY = "suppression-key";

  /** Where earlier versions kept it in clear. */
  private static final String CLEAR_KEY = "forgotten-address-key";

  private static final String HASH = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Jdbi jdbi;
  private final Facts facts;
  private final Entries entries;
  private final Sealing sealing;
  private String key;

  /**
   * @param sealing encrypts the key of the hashes; asked only once somebody was forgotten
   */
  public Tombstones(Database database, Sealing sealing) {
    this.jdbi = database.jdbi();
    this.facts = new Facts(database);
    this.entries = new Entries(database);
    this.sealing = sealing;
  }

  /** Whether anybody was ever forgotten. */
  public boolean isAny() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT 1 FROM erasure LIMIT 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /**
   * Somebody who may have been forgotten.
   *
   * @param address in lower case; null where there is none, or it tells nothing
   * @param madeAt when the record was made, or null where that is unknown
   */
  public record Suspect(String id, String address, Instant madeAt) {}

  /**
   * Which of these were forgotten, by their ids: they themselves, or somebody with their address
   * after they were made. Whoever comes back later gave the address anew.
   */
  public Set<String> among(Side side, Collection<Suspect> suspects) {
    Set<String> forgotten = new HashSet<>(ids(side, suspects.stream().map(Suspect::id).toList()));
    Set<String> addresses = new HashSet<>();
    for (Suspect each : suspects) if (each.address() != null) addresses.add(each.address());
    Map<String, Instant> at = addresses(addresses);
    for (Suspect each : suspects) {
      Instant then = at.get(each.address());
      boolean madeAfter = then != null && each.madeAt() != null && each.madeAt().isAfter(then);
      if (then != null && !madeAfter) forgotten.add(each.id());
    }
    return forgotten;
  }

  private Set<String> ids(Side side, Collection<String> ids) {
    if (ids.isEmpty()) return Set.of();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT id FROM "
                        + Database.KEYS
                        + " JOIN former_id ON id = t.k AND side = ? AND reason = ?"
                        + " AND (side = 'SALESFORCE' OR marketo_object = 'lead')")
                .bind(0, ids.toArray(String[]::new))
                .bind(1, side.name())
                .bind(2, FormerIds.Reason.FORGOTTEN.name())
                .mapTo(String.class)
                .set());
  }

  /** When each of these addresses, in lower case, was forgotten; those that were. */
  public Map<String, Instant> addresses(Collection<String> addresses) {
    if (addresses.isEmpty()) return new HashMap<>();
    Map<String, String> byHash = new HashMap<>();
    for (String address : addresses) byHash.put(hash(address), address);
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT hash, forgotten_at FROM "
                        + Database.KEYS
                        + " JOIN forgotten_address ON hash = t.k")
                .bind(0, byHash.keySet().toArray(String[]::new))
                .reduceResultSet(
                    new HashMap<>(),
                    (found, row, context) -> {
                      Instant at = row.getObject(2, OffsetDateTime.class).toInstant();
                      found.put(byHash.get(row.getString(1)), at);
                      return found;
                    }));
  }

  /** Sets one up for each of these addresses, in lower case. */
  public Entry keep(Collection<String> addresses) {
    Set<String> hashes = addresses.stream().map(this::hash).collect(Collectors.toSet());
    return (h, now) -> {
      for (String hash : hashes) {
        h.execute("DELETE FROM forgotten_address WHERE hash = ?", hash);
        h.execute(
            "INSERT INTO forgotten_address (hash, forgotten_at) VALUES (?, ?)",
            hash,
            now.atOffset(ZoneOffset.UTC));
      }
    };
  }

  private String hash(String address) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(key()), HASH));
      return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized String key() {
    if (key != null) return key;
    Optional<String> clear = facts.find(CLEAR_KEY);
    String sealed =
        entries
            .find(KEY)
            .orElseGet(
                () ->
                    entries.keepIfAbsent(
                        KEY,
                        new Entries.Entry(sealing.seal(KEY, clear.orElseGet(this::made)), true)));
    key = sealing.open(KEY, sealed);
    if (clear.isPresent()) {
      jdbi.useTransaction(
          h -> {
            h.execute("DELETE FROM fact WHERE name = ?", CLEAR_KEY);
            Purge.due(h);
          });
    }
    return key;
  }

  private String made() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
