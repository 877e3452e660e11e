package dev.pressroom.job;

import java.time.Duration;

/**
 * How long a failed job waits before it is tried again: {@code first}, then twice as long each
 * time, up to {@code most}; each wait is shortened by up to a quarter at random, so that jobs that
 * failed together do not come back together.
 *
 * @param first the wait after the first failure; positive
 * @param most the longest wait; not shorter than {@code first}, at most a week
 */
public record Backoff(Duration first, Duration most) {
  private static final Duration LONGEST = Duration.ofDays(7);

  public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1));

  public Backoff {
    if (first.isNegative()
        || first.isZero()
        || most.compareTo(first) < 0
        || most.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "backoff first=" + first + " most=" + most + " must satisfy 0 < first <= most <= 7 days");
    }
  }

  /**
   * The wait after that many failures.
   *
   * @param failures at least 1
   * @param random from 0 (longest wait) to below 1
   */
  public Duration after(int failures, double random) {
    long millis = first.toMillis();
    for (int i = 1; i < failures && millis < most.toMillis(); i++) {
      millis *= 2;
    }
    millis = Math.min(millis, most.toMillis());
    return Duration.ofMillis(Math.max(1, millis - (long) (millis * random / 4)));
  }
}
