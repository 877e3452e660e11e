package dev.pressroom.queue.jdbc;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How workers hear of new jobs. Looking is the guarantee: often while there was work a moment ago,
 * seldom when there was none. On PostgreSQL a notification after a submit's commit makes it quick;
 * one of many, because each takes a lock that all committing transactions share.
 *
 * <p>{@link #await} is for one thread, the others for several.
 */
final class Waking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Waking.class);

  /** What comes within this time after a notification is found by looking. */
  private static final long BETWEEN_NOTIFICATIONS_NANOS = 10_000_000L;

  private static final long SHORTEST_WAIT_NANOS = 2_000_000L;

  /** How long work may go unnoticed where nothing tells of it. */
  private static final long LONGEST_WAIT_UNTOLD_NANOS = 100_000_000L;

  private final Database database;
  private final LongSupplier nanoTime;
  private final Listening listening;
  private final AtomicBoolean notifying = new AtomicBoolean();
  private final AtomicLong notifiedAt;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long wait = SHORTEST_WAIT_NANOS;

  Waking(Database database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    this.notifiedAt = new AtomicLong(nanoTime.getAsLong() - BETWEEN_NOTIFICATIONS_NANOS);
    this.listening =
        database.dialect() == Dialect.POSTGRESQL ? new Listening(database.source()) : null;
  }

  /** A job was committed. Never fails: the job is there, and looking finds it. */
  void submitted() {
    if (listening == null
        || nanoTime.getAsLong() - notifiedAt.get() < BETWEEN_NOTIFICATIONS_NANOS
        || !notifying.compareAndSet(false, true)) {
      return;
    }
    try {
      notifiedAt.set(nanoTime.getAsLong());
      database.alone("waking workers", tx -> tx.list(Sql.NOTIFY, row -> row));
    } catch (RuntimeException e) {
      LOG.debug("workers are not woken; they look by themselves", e);
    } finally {
      notifying.set(false);
    }
  }

  /** There was work: more may come soon. */
  void busy() {
    wait = SHORTEST_WAIT_NANOS;
  }

  /** Whether it is time to look again before that time is over. */
  boolean await(Duration most) throws InterruptedException {
    long longest = most.toNanos();
    boolean told = listening != null && listening.isListening();
    long time = Math.min(longest, wait);
    wait = Math.min(wait * 2, told ? Long.MAX_VALUE / 4 : LONGEST_WAIT_UNTOLD_NANOS);
    if (told) {
      if (listening.await(Duration.ofNanos(time))) {
        busy();
        return true;
      }
    } else if (closed.await(time, TimeUnit.NANOSECONDS)) {
      return false;
    }
    return time < longest;
  }

  @Override
  public void close() {
    closed.countDown();
    if (listening != null) {
      listening.close();
    }
  }
}
