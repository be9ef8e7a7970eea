package org.bactrian.state.connection;

/** Encrypts secrets for the database, each bound to its name. */
public interface Sealing {

  /** The ciphertext of a secret. */
  String seal(String name, String secret);

  /** The secret in a ciphertext. */
  String open(String name, String sealed);
}
