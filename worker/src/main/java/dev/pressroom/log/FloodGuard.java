package dev.pressroom.log;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets a message pass once a minute and counts the others: a store that is down for an hour is no
 * reason for 3,600 stack traces. Messages about different jobs are different messages. Safe for use
 * by several threads.
 */
final class FloodGuard {
  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  /** What is forgotten is said again: too many different messages are no repetition. */
  private static final int MOST = 1000;

  private final LongSupplier nanoTime;
  private final Map<String, Said> said =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
          return size() > MOST;
        }
      };

  private static final class Said {
    private long at;
    private long held;
  }

  FloodGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * @return how often it was held back since it last passed, or -1 if it is to be held back now
   */
  synchronized long repeats(String message) {
    long now = nanoTime.getAsLong();
    Said before = said.get(message);
    if (before != null && now - before.at < WINDOW_NANOS) {
      before.held++;
      return -1;
    }
    Said next = new Said();
    next.at = now;
    said.put(message, next);
    return before == null ? 0 : before.held;
  }
}
