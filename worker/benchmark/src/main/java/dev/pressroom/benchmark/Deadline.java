package dev.pressroom.benchmark;

import java.time.Duration;

/** The end of the whole run: a measurement that hangs must not hang its caller. For any thread. */
final class Deadline {
  private final long end;
  private final Duration most;

  Deadline(Duration most) {
    this.most = most;
    this.end = System.nanoTime() + most.toNanos();
  }

  /** What is left; at least a millisecond. */
  Duration left() {
    return Duration.ofMillis(Math.max(1, (end - System.nanoTime()) / 1_000_000));
  }

  /**
   * @throws IllegalStateException if the time is over
   */
  void check(String doing) {
    if (System.nanoTime() - end > 0) {
      throw new IllegalStateException(
          "the run took longer than --most="
              + most.toSeconds()
              + "s while "
              + doing
              + "; ask for fewer --jobs or --rounds, or allow more. What was printed stands.");
    }
  }
}
