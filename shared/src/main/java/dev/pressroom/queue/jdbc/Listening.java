package dev.pressroom.queue.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that PostgreSQL tells of new jobs. It is opened when first needed, and again some
 * time after it broke. The driver is the user's: its one method that waits is called by name. Where
 * it cannot be called, or a pool in between swallows what the server tells, looking has to do.
 *
 * <p>For use by one thread, but for {@link #close}.
 */
final class Listening implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
  private static final long BETWEEN_TRIES_NANOS = 5_000_000_000L;

  /** A network in between may drop an idle connection without a word. */
  private static final long BETWEEN_CHECKS_NANOS = 30_000_000_000L;

  private static final int CHECK_SECONDS = 5;

  private final DataSource source;
  private volatile Connection connection;
  private volatile boolean closed;
  private Object driver;
  private Method getNotifications;
  private long triedAt = System.nanoTime() - BETWEEN_TRIES_NANOS;
  private long checkedAt;
  private boolean said;

  /** Then trying again is of no use. */
  private boolean pooled;

  Listening(DataSource source) {
    this.source = source;
  }

  /** Whether news come by themselves; begins to listen if it is time to try. */
  boolean isListening() {
    if (connection == null
        && !closed
        && !pooled
        && System.nanoTime() - triedAt >= BETWEEN_TRIES_NANOS) {
      triedAt = System.nanoTime();
      try {
        begin();
      } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
        give(e);
      }
    }
    return connection != null;
  }

  private void begin() throws SQLException, ReflectiveOperationException {
    Connection begun = source.getConnection();
    try {
      begun.setAutoCommit(true);
      Class<?> type =
          Class.forName(
              "org.postgresql.PGConnection", true, begun.getMetaData().getClass().getClassLoader());
      driver = begun.unwrap(type);
      getNotifications = type.getMethod("getNotifications", int.class);
      if (isPooled(begun, (int) type.getMethod("getBackendPID").invoke(driver))) {
        pooled = true;
        throw new SQLException(
            "a pooler such as PgBouncer stands before the database, and what one session listens to"
                + " may reach another; name the database itself in the worker's queue.url if new"
                + " jobs must be begun at once");
      }
      try (Statement statement = begun.createStatement()) {
        statement.execute("listen pressroom");
      }
    } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
      begun.close();
      throw e;
    }
    checkedAt = System.nanoTime();
    connection = begun;
    if (closed) {
      close();
    }
  }

  /** A pooler tells clients another number than the session's own. */
  private static boolean isPooled(Connection connection, int told) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      return !row.next() || row.getInt(1) != told;
    }
  }

  /** Whether something was told before the time was over. */
  boolean await(Duration most) {
    Connection listening = connection;
    if (listening == null) {
      return false;
    }
    try {
      if (System.nanoTime() - checkedAt > BETWEEN_CHECKS_NANOS) {
        checkedAt = System.nanoTime();
        if (!listening.isValid(CHECK_SECONDS)) {
          throw new SQLException("the connection does not answer");
        }
      }
      // The driver takes 0 for ever.
      int millis = (int) Math.max(1, most.toMillis());
      Object[] told = (Object[]) getNotifications.invoke(driver, millis);
      return told != null && told.length > 0;
    } catch (SQLException | InvocationTargetException | IllegalAccessException e) {
      give(e);
      return true;
    }
  }

  private void give(Exception e) {
    Connection broken = connection;
    connection = null;
    if (closed) {
      return;
    }
    if (!said) {
      said = true;
      LOG.warn(
          "new jobs are not told by the database for now, only found by looking, ten times a second: {}",
          e.getCause() == null ? e.toString() : e.getCause().toString());
    }
    close(broken);
  }

  /** Ended, not given back: whoever got it next from a pool would hear of jobs. */
  private static void close(Connection connection) {
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
        connection.close();
      } catch (SQLException e) {
        LOG.debug("a listening connection was broken before it was closed", e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Connection listening = connection;
    connection = null;
    close(listening);
  }
}
