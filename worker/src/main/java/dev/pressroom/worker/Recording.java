package dev.pressroom.worker;

import dev.pressroom.job.Outcome;

/**
 * One attempt's outcome on its way into the store, and how often that was tried. Only for the
 * settling thread, once it has arrived there.
 */
final class Recording {
  static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  /** Null for what is a mere wake-up call. */
  final JobRun run;

  /** Null if the attempt could not be supervised. */
  final Outcome outcome;

  /** Null until it is made, and again when another is needed. */
  Decision decision;

  /** Why the attempt is to be settled as failed, whatever its outcome was; null if it is not. */
  Throwable lastResort;

  /** So many refusals are borne. */
  int most;

  int refusals;
  long wait = FIRST_WAIT_MILLIS;
  long notBefore = System.nanoTime();

  Recording(JobRun run, Outcome outcome, int most) {
    this.run = run;
    this.outcome = outcome;
    this.most = most;
  }

  /** It is tried again after a while, each time a longer one. */
  void later() {
    notBefore = System.nanoTime() + wait * 1_000_000;
    wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
  }

  /** Has the log lines name the attempt. */
  void about(Runnable task) {
    try (About about = About.attempt(run.claim())) {
      task.run();
    }
  }
}
