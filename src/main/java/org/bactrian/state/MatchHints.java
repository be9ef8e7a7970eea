package org.bactrian.state;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which Salesforce id was last seen with which match value: a hint, to be verified by its link.
 *
 * <p>It spares the database an index that grows at random places, which cost more than all else
 * that a first sync writes. What is forgotten, or was never seen by this process, costs a look-up
 * in Marketo and nothing else. It takes 26 bytes a value, and forgets all before it takes more than
 * 55 MB.
 */
final class MatchHints {

  private static final int ID_LENGTH = 18;
  private static final int FEWEST = 1 << 12;
  private static final int MOST = 1 << 21;

  private long[] hashes = new long[FEWEST];
  private byte[] ids = new byte[FEWEST * ID_LENGTH];
  private int count;

  /** Notes who has a value now. */
  synchronized void note(String matchValue, String salesforceId) {
    if (salesforceId.length() != ID_LENGTH) return;
    if (count > hashes.length / 4 * 3) grow();
    put(hash(matchValue), salesforceId.getBytes(StandardCharsets.ISO_8859_1), 0);
  }

  /** Who was last seen with a value. */
  synchronized Optional<String> of(String matchValue) {
    int slot = slot(hash(matchValue));
    if (hashes[slot] == 0) return Optional.empty();
    return Optional.of(new String(ids, slot * ID_LENGTH, ID_LENGTH, StandardCharsets.ISO_8859_1));
  }

  private void put(long hash, byte[] id, int from) {
    int slot = slot(hash);
    if (hashes[slot] == 0) count++;
    hashes[slot] = hash;
    System.arraycopy(id, from, ids, slot * ID_LENGTH, ID_LENGTH);
  }

  /** Where a hash stands, or where it would. */
  private int slot(long hash) {
    int slot = (int) (hash >>> 32) & hashes.length - 1;
    while (hashes[slot] != 0 && hashes[slot] != hash) slot = slot + 1 & hashes.length - 1;
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    byte[] oldIds = ids;
    boolean full = oldHashes.length == MOST;
    int size = full ? FEWEST : oldHashes.length * 2;
    hashes = new long[size];
    ids = new byte[size * ID_LENGTH];
    count = 0;
    if (full) return;
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) put(oldHashes[i], oldIds, i * ID_LENGTH);
    }
  }

  /** 64 bits that are never all zero (FNV-1a, mixed once more). */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
    return hash == 0 ? 1 : hash;
  }
}
