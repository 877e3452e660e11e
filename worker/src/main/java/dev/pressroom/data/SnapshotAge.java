package dev.pressroom.data;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a snapshot that has been held for too long: a database keeps for it whatever others delete
 * and change. On a thread of its own, because the report may be anywhere by then.
 */
final class SnapshotAge {
  private final CountDownLatch over = new CountDownLatch(1);

  private SnapshotAge() {}

  /**
   * Begins to count.
   *
   * @param most zero for no limit
   * @param end done once, from another thread, unless {@link #over} came before
   */
  static SnapshotAge of(Duration most, Runnable end) {
    SnapshotAge age = new SnapshotAge();
    if (!most.isZero()) {
      Thread thread = new Thread(() -> age.await(most, end), "pressroom-snapshot");
      thread.setDaemon(true);
      thread.start();
    }
    return age;
  }

  private void await(Duration most, Runnable end) {
    try {
      if (!over.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
        end.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The snapshot has ended by itself; the thread ends too. */
  void over() {
    over.countDown();
  }
}
