package dev.pressroom.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides which leases have lapsed: those that this observer has watched unchanged for one lease
 * time on its own monotonic clock, while it could itself reach the store throughout.
 *
 * <p>A failed look, or one that came later than two beats after the one before (the observer itself
 * was frozen), begins every watch anew. So a clock that jumps, a store that was out of reach, a
 * machine that slept rescue nobody. The price: after a start it takes one lease time to rescue
 * anybody.
 *
 * <p>For use by one thread.
 */
public final class LeaseWatch {
  private final Duration leaseTime;
  private final Duration longestGap;
  private final LongSupplier nanoTime;
  private final Map<String, Watched> watched = new HashMap<>();
  private long lastLook;
  private boolean unbroken;

  private record Watched(String beat, long since) {}

  /**
   * @param leaseTime how long a lease must be seen unchanged
   * @param beat how often a lease changes, and at least as often this observer looks
   * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
   */
  public LeaseWatch(Duration leaseTime, Duration beat, LongSupplier nanoTime) {
    this.leaseTime = leaseTime;
    this.longestGap = beat.multipliedBy(2);
    this.nanoTime = nanoTime;
  }

  /** Says that a look at the store failed: nothing is known about the time since the last one. */
  public void lookFailed() {
    unbroken = false;
  }

  /**
   * Takes what one look at the store saw.
   *
   * @param began the monotonic time just before the look began: a look that itself took long counts
   *     as late
   * @return the ids of leases to rescue: lapsed ones, and those that somebody has begun to rescue
   */
  public List<String> lapsed(List<LeaseBeat> seen, long began) {
    long now = nanoTime.getAsLong();
    boolean late = !unbroken || now - lastLook > longestGap.toNanos();
    lastLook = now;
    unbroken = true;
    if (late) {
      watched.clear();
    }
    List<String> lapsed = new ArrayList<>();
    Map<String, Watched> next = new HashMap<>();
    for (LeaseBeat lease : seen) {
      if (lease.revoked()) {
        lapsed.add(lease.lease());
        continue;
      }
      Watched before = watched.get(lease.lease());
      Watched after =
          before != null && before.beat().equals(lease.beat())
              ? before
              : new Watched(lease.beat(), now);
      next.put(lease.lease(), after);
      if (began - after.since() >= leaseTime.toNanos()) {
        lapsed.add(lease.lease());
      }
    }
    watched.clear();
    watched.putAll(next);
    return lapsed;
  }
}
