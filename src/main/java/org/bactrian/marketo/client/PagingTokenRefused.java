package org.bactrian.marketo.client;

/**
 * Marketo does not take this paging token: it is too old, or none of this instance's. Get one for
 * the last instant that was read; what that instant's activities no longer tell must be read anew.
 */
public final class PagingTokenRefused extends MarketoRefused {

  private static final long serialVersionUID = 1L;

  /** The same refusal, told apart. */
  public PagingTokenRefused(String endpoint, MarketoRefused refused) {
    super(endpoint, refused.code(), refused.words());
  }
}
