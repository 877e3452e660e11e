package dev.pressroom.worker;

import dev.pressroom.job.Outcome;
import java.time.Instant;

/**
 * What is to be recorded of an attempt.
 *
 * @param at when the job may be claimed again; null if it ends
 */
record Decision(Kind kind, Outcome outcome, Instant at) {
  /** The store's operation. */
  enum Kind {
    SETTLE,
    RETRY,
    RELEASE
  }

  static Decision end(Outcome outcome) {
    return new Decision(Kind.SETTLE, outcome, null);
  }
}
