package org.bactrian.salesforce.soap;

import java.util.List;

/**
 * A call: what it says, and what the answer to it means.
 *
 * @param <R> what becomes of one of its requests
 */
public interface SoapCall<R> {

  /** What is asked for. */
  Operation operation();

  /** How many requests it holds, each of which has one result. */
  int size();

  /** Writes them, each by itself. */
  void write(Envelope envelope);

  /** What became of each request, in their order. */
  List<R> results(List<SoapResult> results);

  /**
   * What became of each request when the whole call was refused, and nothing was done of it.
   *
   * @throws SoapFault the fault, if that concerns more than these requests
   */
  default List<R> refused(SoapFault fault) {
    throw fault;
  }
}
