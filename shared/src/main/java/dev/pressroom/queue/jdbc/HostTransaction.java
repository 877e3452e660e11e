package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.QueueException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Notices sources that give out the connection of the caller's own transaction, as those of JTA and
 * Spring's {@code TransactionAwareDataSourceProxy} do: whatever the store did there would commit
 * half of the host's work.
 */
final class HostTransaction {
  private static final String BASE = "org.postgresql.core.BaseConnection";

  private HostTransaction() {}

  /**
   * Sets how statements are committed.
   *
   * @throws QueueException if somebody's transaction is under way on the connection
   */
  static void setAutoCommit(Connection connection, boolean before, boolean now)
      throws SQLException {
    if (!before && isOpen(connection)) {
      throw refused(null);
    }
    if (before != now) {
      try {
        connection.setAutoCommit(now);
      } catch (SQLException e) {
        if (Trouble.unknown(e) && !connection.isValid(1)) {
          throw e;
        }
        throw refused(e);
      }
    }
  }

  private static QueueException refused(SQLException cause) {
    return new QueueException(
        "the DataSource of the queue gives out connections of the caller's own transaction; hand in"
            + " the plain pool beneath it, and submit within a transaction by"
            + " submit(connection, request). Nothing was done",
        cause);
  }

  /** Asks the driver, not the server; a driver that does not tell is believed to have none. */
  private static boolean isOpen(Connection connection) throws SQLException {
    try {
      Class<?> type =
          Class.forName(BASE, false, connection.getMetaData().getClass().getClassLoader());
      if (!connection.isWrapperFor(type)) {
        return false;
      }
      Object state = type.getMethod("getTransactionState").invoke(connection.unwrap(type));
      return !state.toString().equals("IDLE");
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
