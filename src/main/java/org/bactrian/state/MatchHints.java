package org.bactrian.state;

import java.util.Optional;

/**
 * Which Salesforce id was last seen with which match value: a hint, to be verified by its link.
 *
 * <p>It spares the database an index that grows at random places, which cost more than all else
 * that a first sync writes. What is forgotten, or was never seen by this process, costs a look-up
 * in Marketo and nothing else. It takes 30 to 38 bytes a value, and forgets all before it takes
 * more than 50 MB.
 */
final class MatchHints {

  private static final int ID_LENGTH = 18;
  private static final int HALF = ID_LENGTH / 2;
  private static final int BITS = 7;
  private static final int FEWEST = 1 << 12;
  private static final int MOST = 2_000_000;

  /** Each value's hash, 0 where there is none. */
  private long[] hashes = new long[FEWEST];

  /** The first and the second nine characters of each id, seven bits each. */
  private long[] heads = new long[FEWEST];

  private long[] tails = new long[FEWEST];
  private int count;

  /** Notes who has a value now. */
  synchronized void note(String matchValue, String salesforceId) {
    if (salesforceId.length() != ID_LENGTH) return;
    if (count >= hashes.length / 5 * 4) grow();
    put(hash(matchValue), packed(salesforceId, 0), packed(salesforceId, HALF));
  }

  /** Who was last seen with a value. */
  synchronized Optional<String> of(String matchValue) {
    int slot = slot(hash(matchValue));
    if (hashes[slot] == 0) return Optional.empty();
    StringBuilder id = new StringBuilder(ID_LENGTH);
    unpack(heads[slot], id);
    unpack(tails[slot], id);
    return Optional.of(id.toString());
  }

  private void put(long hash, long head, long tail) {
    int slot = slot(hash);
    if (hashes[slot] == 0) count++;
    hashes[slot] = hash;
    heads[slot] = head;
    tails[slot] = tail;
  }

  /** Where a hash stands, or where it would. */
  private int slot(long hash) {
    int slot = (int) ((hash >>> 32) * hashes.length >>> 32);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      if (++slot == hashes.length) slot = 0;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldHeads = heads;
    long[] oldTails = tails;
    int size = oldHashes.length + oldHashes.length / 4;
    boolean full = size > MOST;
    if (full) size = FEWEST;
    hashes = new long[size];
    heads = new long[size];
    tails = new long[size];
    count = 0;
    if (full) return;
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) put(oldHashes[i], oldHeads[i], oldTails[i]);
    }
  }

  private static long packed(String id, int from) {
    long packed = 0;
    for (int i = from; i < from + HALF; i++) packed = packed << BITS | id.charAt(i) - '0';
    return packed;
  }

  private static void unpack(long packed, StringBuilder to) {
    for (int shift = BITS * (HALF - 1); shift >= 0; shift -= BITS) {
      to.append((char) ('0' + (packed >>> shift & (1 << BITS) - 1)));
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
