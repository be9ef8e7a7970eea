package org.bactrian.state;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/** Commits a transaction only if a check in the same transaction passes; else rolls it back. */
final class FencedTransactions extends DelegatingTransactionHandler {

  private final Consumer<Handle> fence;

  FencedTransactions(TransactionHandler transactions, Consumer<Handle> fence) {
    super(transactions);
    this.fence = fence;
  }

  @Override
  public void commit(Handle handle) {
    fence.accept(handle);
    super.commit(handle);
  }

  @Override
  public TransactionHandler specialize(Handle handle) throws SQLException {
    return new FencedTransactions(getDelegate().specialize(handle), fence);
  }
}
