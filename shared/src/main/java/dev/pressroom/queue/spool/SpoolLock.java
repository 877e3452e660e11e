package dev.pressroom.queue.spool;

import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The one lock of a spool, for the few decisions that are more than one rename. The kernel releases
 * it when its process dies.
 *
 * <p>The kernel's lock is between processes only, and a process loses it when <em>any</em> of its
 * channels on the file is closed. So one monitor per file serves the whole JVM, whichever class
 * loader this class came from: an interned string is the same object for all of them. It is held
 * while the lock is, and while a channel is closed. Waiting for another process is bounded; waiting
 * for another thread is bounded by that thread's own waiting.
 */
final class SpoolLock implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 2;

  private final Path file;
  private final String monitor;
  private FileChannel channel;

  SpoolLock(Path root) {
    this.file = root.resolve(Spool.LOCK);
    this.monitor = ("dev.pressroom.queue.spool.lock:" + file).intern();
  }

  /** What is done while the lock is held. */
  interface Body<T> {
    T run() throws IOException;
  }

  /**
   * Does something while no other thread or process on this machine does.
   *
   * @throws QueueException if the lock could not be had in time; nothing was done then
   */
  <T> T hold(Body<T> body) throws IOException {
    synchronized (monitor) {
      // An interrupt closes a channel under whoever uses it.
      if (channel == null || !channel.isOpen()) {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      }
      FileLock lock = acquire();
      try {
        return body.run();
      } finally {
        lock.release();
      }
    }
  }

  private FileLock acquire() throws IOException {
    long began = System.nanoTime();
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - began > LONGEST_WAIT.toNanos()) {
        throw new QueueException(
            "the lock "
                + file
                + " was held by another process for more than "
                + LONGEST_WAIT
                + "; see which with: fuser "
                + file);
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new QueueException("interrupted while waiting for the lock " + file, e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (monitor) {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException e) {
          // Nothing was written through it; the kernel has let go of the lock all the same.
        }
        channel = null;
      }
    }
  }
}
