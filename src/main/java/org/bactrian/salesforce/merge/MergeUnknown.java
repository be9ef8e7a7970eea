package org.bactrian.salesforce.merge;

/**
 * Salesforce may have merged, all or some or none: its answer was lost. Look at the losers' {@code
 * MasterRecordId} before merging again.
 */
public final class MergeUnknown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MergeUnknown(String why, Throwable cause) {
    super(
        "merging in Salesforce: the answer was lost ("
            + why
            + "); some may be merged, so look at MasterRecordId before merging again",
        cause);
  }
}
