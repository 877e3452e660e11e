package dev.pressroom.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one thing again and again, at a fixed distance, until it is closed. */
final class Beat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beat.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Beat(String name, Duration every, Runnable task) {
    thread = new Thread(() -> run(every, task), name);
    thread.setDaemon(true);
  }

  static Beat start(String name, Duration every, Runnable task) {
    Beat beat = new Beat(name, every, task);
    beat.thread.start();
    return beat;
  }

  private void run(Duration every, Runnable task) {
    try {
      do {
        try {
          task.run();
        } catch (Throwable e) {
          // One failure, memory exhausted included, must not end what others depend on.
          LOG.error("{} failed; it is done again", thread.getName(), e);
        }
      } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when it has ended. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
