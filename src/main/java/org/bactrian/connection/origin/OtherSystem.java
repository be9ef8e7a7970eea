package org.bactrian.connection.origin;

/** The database belongs to another org or instance; the message says which, and what to do. */
public final class OtherSystem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OtherSystem(String message) {
    super(message);
  }
}
