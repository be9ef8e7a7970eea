package org.bactrian.sandbox.marketo.bulk;

import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.rest.Endpoints;

/** Everything below {@code /bulk}: imports and extracts. */
public final class BulkEndpoints {
  private static final long MOST_BYTES_A_DAY = 500 * 1_048_576L;

  private final ImportEndpoints imports;
  private final ExtractEndpoints extracts;

  /** The bulk doors of an instance. */
  public BulkEndpoints(Instance instance) {
    this(instance, MOST_BYTES_A_DAY);
  }

  BulkEndpoints(Instance instance, long mostBytesADay) {
    this.imports = new ImportEndpoints(instance);
    this.extracts = new ExtractEndpoints(instance, mostBytesADay);
  }

  /** Registers the endpoints of imports and extracts. */
  public void mount(Endpoints endpoints) {
    imports.mount(endpoints);
    extracts.mount(endpoints);
  }

  /**
   * Does what jobs should have done by now. Every bulk call does it first; a server that does it
   * before other calls too shows them rows whose import nobody asks about.
   */
  public void settle() {
    imports.settle();
    extracts.settle();
  }
}
