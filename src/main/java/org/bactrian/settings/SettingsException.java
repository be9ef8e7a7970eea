package org.bactrian.settings;

/** A setting that can't be used; the message says which, where and what to do. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
