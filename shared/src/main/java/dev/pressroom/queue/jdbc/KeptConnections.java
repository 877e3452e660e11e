package dev.pressroom.queue.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A few connections that are kept and lent, without a thread of its own: what a queue needs that
 * was opened by its URL. Whoever has a pool hands that in instead. One connection stays open for as
 * long as this does, so that an H2 file is not opened anew each time; others that nobody wanted for
 * a minute are closed when one is given back. One that was idle is asked whether it still answers
 * before it is lent; when one has broken, all that are idle are closed.
 *
 * <p>Safe for use by several threads. Who finds all lent waits, up to 30 seconds.
 */
public final class KeptConnections implements DataSource, AutoCloseable {
  private static final long LONGEST_WAIT_SECONDS = 30;
  private static final long UNWANTED_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A connection that worked so short a time ago is not asked again. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int CHECK_SECONDS = 5;

  private final DatabaseAccess access;
  private final int most;
  private final Semaphore permits;

  /** The one used last comes first. Guards itself and {@link #closed}. */
  private final Deque<Idle> idle = new ArrayDeque<>();

  private boolean closed;

  private record Idle(Connection connection, long since) {}

  /**
   * @param most so many are open at a time, at most
   */
  public KeptConnections(DatabaseAccess access, int most) {
    this.access = access;
    this.most = most;
    this.permits = new Semaphore(most, true);
  }

  @Override
  public Connection getConnection() throws SQLException {
    take();
    boolean lent = false;
    try {
      Connection connection = kept();
      Connection proxy =
          (Connection)
              Proxy.newProxyInstance(
                  KeptConnections.class.getClassLoader(),
                  new Class<?>[] {Connection.class},
                  new Lent(connection == null ? access.connect() : connection));
      lent = true;
      return proxy;
    } finally {
      if (!lent) {
        permits.release();
      }
    }
  }

  private void take() throws SQLException {
    try {
      if (!permits.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLTransientConnectionException(
            "all " + most + " connections were in use for " + LONGEST_WAIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
    }
  }

  /** Null if there is none that answers. */
  private Connection kept() throws SQLException {
    while (true) {
      Idle found;
      synchronized (idle) {
        if (closed) {
          throw new SQLException("the queue was closed", "08003");
        }
        found = idle.pollFirst();
      }
      if (found == null) {
        return null;
      }
      if (System.nanoTime() - found.since() < FRESH_NANOS || answers(found.connection())) {
        return found.connection();
      }
      quietly(found.connection());
      dropIdle();
    }
  }

  private static boolean answers(Connection connection) {
    try {
      return connection.isValid(CHECK_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  private void giveBack(Connection connection) {
    try {
      if (connection.isClosed()) {
        dropIdle();
      } else {
        if (!connection.getAutoCommit()) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
        keep(connection);
      }
    } catch (SQLException e) {
      quietly(connection);
      dropIdle();
    } finally {
      permits.release();
    }
  }

  private void keep(Connection connection) {
    List<Connection> unwanted = new ArrayList<>();
    long now = System.nanoTime();
    synchronized (idle) {
      if (closed) {
        unwanted.add(connection);
      } else {
        idle.addFirst(new Idle(connection, now));
        while (now - idle.peekLast().since() > UNWANTED_NANOS) {
          unwanted.add(idle.pollLast().connection());
        }
      }
    }
    unwanted.forEach(KeptConnections::quietly);
  }

  /** What broke one has most likely broken all. */
  private void dropIdle() {
    List<Idle> dropped;
    synchronized (idle) {
      dropped = new ArrayList<>(idle);
      idle.clear();
    }
    dropped.forEach(each -> quietly(each.connection()));
  }

  private static void quietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was broken; nobody waits for what it has to say.
      return;
    }
  }

  /** Closes what is idle now, and what is lent when it is given back. */
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
    }
    dropIdle();
  }

  /** A connection in somebody's hands until it is closed. */
  private final class Lent implements InvocationHandler {
    private final Connection connection;
    private final AtomicBoolean returned = new AtomicBoolean();

    Lent(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      switch (method.getName()) {
        case "close":
          if (returned.compareAndSet(false, true)) {
            giveBack(connection);
          }
          return null;
        case "isClosed":
          return returned.get() || connection.isClosed();
        case "abort":
          connection.abort((Executor) arguments[0]);
          return null;
        case "equals":
          return proxy == arguments[0];
        case "hashCode":
          return System.identityHashCode(proxy);
        case "toString":
          return "a connection to " + access;
        default:
          if (returned.get()) {
            throw new SQLException("the connection was given back", "08003");
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the connections are of one user");
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("nothing is logged here");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("the driver's own settings say it");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("nothing is logged here");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("nothing is wrapped here");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
