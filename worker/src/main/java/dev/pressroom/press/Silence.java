package dev.pressroom.press;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Ends the press when its worker was silent for too long: a worker that is frozen leaves no press
 * behind that runs past its lease. What has arrived but was not read yet counts as heard, and time
 * during which the press itself was frozen does not count.
 *
 * <p>A thread of its own runs it; {@link #heard} may be called from any.
 */
final class Silence implements Runnable {
  private final InputStream raw;
  private volatile long longestNanos;
  private volatile long lastHeard = System.nanoTime();

  /**
   * @param raw the unbuffered input, asked only whether something has arrived
   * @param first how long to wait for the first words
   */
  Silence(InputStream raw, Duration first) {
    this.raw = raw;
    this.longestNanos = first.toNanos();
  }

  void longest(Duration silence) {
    longestNanos = silence.toNanos();
  }

  void heard() {
    lastHeard = System.nanoTime();
  }

  @Override
  public void run() {
    while (true) {
      long tick = Math.max(10_000_000L, Math.min(longestNanos / 8, 1_000_000_000L));
      long before = System.nanoTime();
      sleep(tick);
      long now = System.nanoTime();
      if (now - before > tick + longestNanos / 2) {
        // We were frozen, not the worker; it deserves a fresh start.
        heard();
      } else if (now - lastHeard > longestNanos && !arrived()) {
        // The reader may have taken the last bytes a moment ago and not have said so yet.
        sleep(Math.min(tick, 100_000_000L));
        if (System.nanoTime() - lastHeard > longestNanos && !arrived()) {
          PressExit.SILENCE.halt();
        }
      }
    }
  }

  private boolean arrived() {
    try {
      return raw.available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void sleep(long nanos) {
    try {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    } catch (InterruptedException e) {
      // A report that interrupts every thread it can find does not switch the watch off.
      Thread.onSpinWait();
    }
  }
}
