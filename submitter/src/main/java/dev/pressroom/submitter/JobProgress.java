package dev.pressroom.submitter;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a running attempt said that it is. Meant for progress bars; nothing depends on it.
 *
 * @param done how much is done, in whatever the report counts
 * @param total of how much; 0 if the report does not know
 * @param message what it is doing, or null
 * @param at when it said so, by the worker's clock, or null
 */
public record JobProgress(long done, long total, String message, Instant at) {

  /** From 0 to 1; empty if the report does not know how much there is to do. */
  public OptionalDouble fraction() {
    return total > 0
        ? OptionalDouble.of(Math.min(1, Math.max(0, done / (double) total)))
        : OptionalDouble.empty();
  }

  /** What it is doing. */
  public Optional<String> saying() {
    return Optional.ofNullable(message);
  }
}
