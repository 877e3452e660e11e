package dev.pressroom.worker;

import dev.pressroom.press.Line;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The presses that stand in one place, one after the other: starts the next, ahead of its time if
 * told so, and waits until it is ready. For the thread of one {@link Slot}.
 */
final class Succession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final long LOOK_UP_NANOS = 200_000_000;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /** After so many tries the pool is told that presses cannot be started here. */
  private static final int TRIES_BEFORE_ALARM = 5;

  private final Presses presses;
  private final PressPool pool;
  private Press ahead;

  /** Starts presses. */
  interface Presses {
    Press start() throws IOException;

    /** One did not become ready. */
    void failed();
  }

  /** Presses cannot be started, and a job shall not wait for longer. */
  static final class NoPressException extends Exception {
    NoPressException(IOException why) {
      super(why.getMessage(), why);
    }
  }

  Succession(Presses presses, PressPool pool) {
    this.presses = presses;
    this.pool = pool;
  }

  /** Starts the next one while the one before it is still at its last job. */
  void begin() {
    if (ahead != null || pool.isEnding()) {
      return;
    }
    try {
      ahead = presses.start();
    } catch (IOException e) {
      LOG.debug("no press could be started ahead; tried again when it is needed", e);
    }
  }

  /**
   * The next one, which has said that it is ready.
   *
   * @param tries no more than these
   * @return null if the pool ends before there is one
   * @throws NoPressException after so many tries
   */
  Press next(int tries) throws InterruptedException, NoPressException {
    long wait = FIRST_WAIT_MILLIS;
    int failures = 0;
    try {
      while (!pool.isEnding()) {
        try {
          return nextReady();
        } catch (IOException e) {
          if (pool.isEnding()) {
            return null;
          }
          LOG.error("a press cannot be started; tried again in {} ms", wait, e);
          if (++failures == tries) {
            throw new NoPressException(e);
          }
        }
        if (failures == TRIES_BEFORE_ALARM) {
          pool.unable();
        }
        pool.pause(wait);
        wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
      }
      return null;
    } finally {
      if (failures >= TRIES_BEFORE_ALARM) {
        pool.able();
      }
    }
  }

  private Press nextReady() throws IOException, InterruptedException {
    Press press = ahead != null ? ahead : presses.start();
    ahead = null;
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    String dying = null;
    while (!pool.isEnding() && System.nanoTime() - deadline < 0) {
      Line line = press.next(LOOK_UP_NANOS);
      if (line != null && line.say().equals("ready")) {
        return press;
      }
      if (line != null && line.say().equals("dying")) {
        dying = line.textOrNull("message");
      }
      if (line != null && line.say().equals(Press.ENDED)) {
        break;
      }
    }
    press.kill();
    if (!pool.isEnding()) {
      presses.failed();
    }
    throw new IOException(
        "it did not become ready"
            + (dying == null ? "" : ": " + dying)
            + "; exit="
            + press.exitValue()
            + ", its last lines: "
            + press.tail());
  }

  /** Ends what was started ahead and is not needed any more. */
  @Override
  public void close() {
    if (ahead != null) {
      ahead.kill();
    }
  }
}
