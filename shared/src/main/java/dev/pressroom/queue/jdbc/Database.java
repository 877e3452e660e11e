package dev.pressroom.queue.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Connections and transactions of the store's own. Each piece of work gets a connection of its own
 * and gives it back as it was. All of it is done in READ COMMITTED, whatever else is usual for
 * those connections. What the database gives up because of others (a deadlock, a serialization
 * failure) is tried again a few times. Safe for use by several threads.
 */
final class Database {
  /** Others' transactions are short; who loses this often meets something else. */
  private static final int MOST_TRIES = 5;

  /** Of the pause before the second try; it doubles, and a random part of it is waited. */
  private static final long PAUSE_NANOS = 10_000_000L;

  private final DataSource source;
  private final Dialect dialect;
  private final Map<Sql, String> statements;
  private final Clock clock;
  private final Schema schema;
  private final Isolation isolation;

  /**
   * @param clock null for the database's own, which is right but for tests
   * @param schema looked at before work, now and then
   */
  Database(DataSource source, Dialect dialect, Clock clock, Schema schema) {
    this.source = source;
    this.dialect = dialect;
    this.statements = Sql.load(dialect);
    this.clock = clock;
    this.schema = schema;
    this.isolation = new Isolation(dialect, System::nanoTime);
  }

  /** Whether the tables are still those that this program may use, on a connection of anybody's. */
  void checkSchema(Connection connection) throws SQLException {
    schema.check(on(connection));
  }

  /** Work in one transaction. It may be done again from the beginning. */
  interface Work<T> {
    T run(Tx tx) throws SQLException;
  }

  Dialect dialect() {
    return dialect;
  }

  DataSource source() {
    return source;
  }

  /** For what this process says about time: names, days, and what it notes. */
  Clock clock() {
    return clock == null ? Clock.systemUTC() : clock;
  }

  /** What statements take for now: null means the database's clock, which decides what is due. */
  Instant now() {
    return clock == null ? null : clock.instant();
  }

  /** The statements on a connection that somebody else owns. */
  Tx on(Connection connection) {
    return new Tx(connection, statements);
  }

  /** Several statements as one transaction. */
  <T> T transact(String what, Work<T> work) {
    return run(what, false, work);
  }

  /** One statement, which is its own transaction. */
  <T> T alone(String what, Work<T> work) {
    return run(what, true, work);
  }

  private <T> T run(String what, boolean alone, Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return once(alone, work);
      } catch (SQLException e) {
        if (tries == MOST_TRIES || !Trouble.passes(e)) {
          throw Trouble.with(what, e);
        }
      }
      // Those that met must not meet again. Who is interrupted goes on without waiting.
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS << tries));
    }
  }

  private <T> T once(boolean single, Work<T> work) throws SQLException {
    try (Connection connection = connect()) {
      boolean before = connection.getAutoCommit();
      boolean relaxed = isolation.differs(connection);
      // Where one statement is not READ COMMITTED by itself, it needs a transaction that is.
      boolean alone = single && !relaxed;
      HostTransaction.setAutoCommit(connection, before, alone);
      try {
        if (relaxed) {
          isolation.relax(connection);
        }
        checkSchema(connection);
        T done = work.run(on(connection));
        if (!alone) {
          connection.commit();
        }
        return done;
      } catch (SQLException | RuntimeException | Error e) {
        // Errors too: giving the connection back would commit what was done so far.
        if (!alone) {
          rollback(connection, e);
        }
        throw e;
      } finally {
        restore(connection, before != alone, before, relaxed);
      }
    }
  }

  private Connection connect() throws SQLException {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new NotConnectedException(e);
    }
  }

  /** What cannot be rolled back must not be committed either: its connection ends. */
  private static void rollback(Connection connection, Throwable why) throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
      connection.abort(Runnable::run);
    }
  }

  /** A connection that broke has nothing to be restored: whoever lent it finds that out. */
  private void restore(Connection connection, boolean switched, boolean autoCommit, boolean relaxed)
      throws SQLException {
    if ((switched || relaxed) && !connection.isClosed()) {
      try {
        if (relaxed) {
          isolation.restore(connection);
        }
        if (switched) {
          connection.setAutoCommit(autoCommit);
        }
      } catch (SQLException e) {
        connection.abort(Runnable::run);
      }
    }
  }

  /** There was no connection, and so nothing was asked of the database. */
  static final class NotConnectedException extends SQLException {
    private static final long serialVersionUID = 1L;

    NotConnectedException(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
    }
  }
}
