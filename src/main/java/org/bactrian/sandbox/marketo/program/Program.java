package org.bactrian.sandbox.marketo.program;

import java.util.List;
import java.util.TreeMap;

/**
 * A program.
 *
 * @param statuses in the order of their steps; the last one is the success
 * @param createdAt in seconds since 1970
 * @param members by lead id
 */
public record Program(
    long id,
    String name,
    String type,
    String channel,
    List<String> statuses,
    long createdAt,
    TreeMap<Integer, Member> members) {

  /** How far a status is, from 0; -1 if the channel does not have it. */
  public int step(String status) {
    return statuses.indexOf(status);
  }

  /** Whether a status is the channel's success. */
  public boolean isSuccess(String status) {
    return step(status) == statuses.size() - 1;
  }
}
