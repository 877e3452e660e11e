package dev.pressroom.queue.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the store's own transactions may see. Its statements are written for READ COMMITTED, where
 * each sees what was committed before it: in a stricter transaction the end of a lease would not
 * see a claim that it has waited for. Databases, roles and pools may be set to something stricter.
 *
 * <p>Asking costs a round trip, so it is done now and then: the connections of a source are alike.
 * Safe for use by several threads.
 */
final class Isolation {
  private static final long BETWEEN_LOOKS_NANOS = 5_000_000_000L;

  private final Dialect dialect;
  private final LongSupplier nanoTime;
  private final AtomicLong lookedAt;
  private volatile int usual;

  Isolation(Dialect dialect, LongSupplier nanoTime) {
    this.dialect = dialect;
    this.nanoTime = nanoTime;
    this.lookedAt = new AtomicLong(nanoTime.getAsLong() - BETWEEN_LOOKS_NANOS);
  }

  /** Whether transactions on it do not see what those of the store must, unless it is relaxed. */
  boolean differs(Connection connection) throws SQLException {
    if (nanoTime.getAsLong() - lookedAt.get() >= BETWEEN_LOOKS_NANOS) {
      usual = connection.getTransactionIsolation();
      lookedAt.set(nanoTime.getAsLong());
    }
    return usual != Connection.TRANSACTION_READ_COMMITTED;
  }

  /** At the beginning of a transaction, before its first statement. */
  void relax(Connection connection) throws SQLException {
    if (dialect == Dialect.POSTGRESQL) {
      // For this transaction only: a pooler may run the next one in another session.
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level read committed");
      }
    } else {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  /** After the end of a transaction that was relaxed. */
  void restore(Connection connection) throws SQLException {
    if (dialect != Dialect.POSTGRESQL) {
      connection.setTransactionIsolation(usual);
    }
  }
}
