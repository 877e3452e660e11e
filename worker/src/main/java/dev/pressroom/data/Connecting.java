package dev.pressroom.data;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens something that may never answer, on a thread that is left behind if it does not: drivers
 * know time-outs for some steps of connecting and forget others. A press that such a thread stays
 * in is replaced after its job.
 */
final class Connecting {
  private Connecting() {}

  /**
   * @param limit zero for none
   * @throws SQLException also if the time is over, or this thread is interrupted. What is opened
   *     later is closed at once
   */
  static <T extends AutoCloseable> T within(Duration limit, Callable<T> opening)
      throws SQLException {
    CompletableFuture<T> opened = new CompletableFuture<>();
    Thread thread = new Thread(() -> open(opening, opened), "pressroom-connect");
    thread.setDaemon(true);
    thread.start();
    try {
      long millis = limit.isZero() ? Long.MAX_VALUE : limit.toMillis();
      return opened.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      if (opened.cancel(false)) {
        throw new SQLTimeoutException(
            "no answer within connectTimeout=" + limit.toMillis() + "ms", "08001", e);
      }
      return opened.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      opened.cancel(false);
      thread.interrupt();
      throw new SQLException("stopped while it was being connected to", "08001", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static <T extends AutoCloseable> void open(
      Callable<T> opening, CompletableFuture<T> opened) {
    try {
      T result = opening.call();
      if (!opened.complete(result)) {
        result.close();
      }
    } catch (Throwable e) {
      opened.completeExceptionally(e);
    }
  }

  private static SQLException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    } else if (cause instanceof RuntimeException fault) {
      throw fault;
    }
    return cause instanceof SQLException e ? e : new SQLException(cause);
  }
}
