package org.bactrian.sandbox.marketo.store;

import java.util.Arrays;

/** Chains of record numbers by the hash of their key: three integers a record. */
final class KeyIndex {
  final int[] slots;
  private int[] heads = new int[1024];
  private int[] next = new int[1024];
  private int[] hashes = new int[1024];
  private int size;

  KeyIndex(int[] slots) {
    this.slots = slots;
  }

  void add(int id, int hash) {
    if (id >= next.length) {
      int wider = Math.max(next.length * 3 / 2, id + 1);
      next = Arrays.copyOf(next, wider);
      hashes = Arrays.copyOf(hashes, wider);
    }
    if (++size > heads.length) {
      widen();
    }
    hashes[id] = hash;
    link(id);
  }

  void remove(int id) {
    int bucket = bucket(hashes[id]);
    if (heads[bucket] == id) {
      heads[bucket] = next[id];
    } else {
      int before = heads[bucket];
      while (next[before] != id) {
        before = next[before];
      }
      next[before] = next[id];
    }
    next[id] = 0;
    size--;
  }

  /** The first record in the chain of this hash, or 0. */
  int first(int hash) {
    return skip(heads[bucket(hash)], hash);
  }

  /** The record after this one with the same hash, or 0. */
  int after(int id) {
    return skip(next[id], hashes[id]);
  }

  private int skip(int from, int hash) {
    int id = from;
    while (id != 0 && hashes[id] != hash) {
      id = next[id];
    }
    return id;
  }

  private void widen() {
    int[] old = heads;
    heads = new int[old.length * 2];
    for (int head : old) {
      for (int id = head; id != 0; ) {
        int following = next[id];
        link(id);
        id = following;
      }
    }
  }

  private void link(int id) {
    int bucket = bucket(hashes[id]);
    next[id] = heads[bucket];
    heads[bucket] = id;
  }

  private int bucket(int hash) {
    return (hash ^ hash >>> 16) * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(heads.length - 1);
  }
}
