package dev.pressroom.worker;

import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.LeaseWatch;
import dev.pressroom.queue.Rescued;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the leases of others and takes back the jobs of those that have lapsed. Runs on a thread
 * of its own.
 *
 * <p>A lease that cannot be rescued is said once, left alone for longer and longer, and holds up
 * neither the other leases nor the watch: only a look that failed begins that anew.
 */
final class Rescue {
  private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);

  /** Rescues that fail slowly must not make every look late, or nobody's lease would ever lapse. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private static final Duration FIRST_REST = Duration.ofMillis(500);

  private final DispatchStore store;
  private final Registration registration;
  private final LeaseWatch watch;
  private final LongSupplier nanoTime;
  private final Map<String, Rest> troubled = new HashMap<>();
  private boolean blind;

  /** How long a lease that could not be rescued is left alone, and until when. */
  private record Rest(Duration length, long until) {}

  /**
   * @param nanoTime the watch's clock
   */
  Rescue(DispatchStore store, Registration registration, LeaseWatch watch, LongSupplier nanoTime) {
    this.store = store;
    this.registration = registration;
    this.watch = watch;
    this.nanoTime = nanoTime;
  }

  void look() {
    Set<String> lapsed = new HashSet<>(lapsed());
    troubled.keySet().retainAll(lapsed);
    lapsed.forEach(this::rescue);
  }

  private List<String> lapsed() {
    long began = nanoTime.getAsLong();
    String own = registration.current().map(Lease::id).orElse("");
    List<LeaseBeat> leases;
    try {
      leases = store.leases();
    } catch (RuntimeException e) {
      watch.lookFailed();
      if (!blind) {
        LOG.warn("the leases of others cannot be seen; nobody is rescued until they can", e);
        blind = true;
      }
      return List.of();
    }
    blind = false;
    return watch.lapsed(
        leases.stream().filter(lease -> !lease.lease().equals(own)).toList(), began);
  }

  private void rescue(String lease) {
    Rest rest = troubled.get(lease);
    if (rest != null && nanoTime.getAsLong() - rest.until() < 0) {
      return;
    }
    try {
      for (Rescued job : store.rescue(lease, registration.lease())) {
        try (About about = About.job(job.id().text())) {
          LOG.info("rescued state={} lease={}", job.state(), lease);
        }
      }
      troubled.remove(lease);
    } catch (RuntimeException e) {
      if (rest == null) {
        LOG.warn(
            "lease {} cannot be rescued; its jobs wait, it is tried again now and then", lease, e);
      }
      Duration next = rest == null ? FIRST_REST : rest.length().multipliedBy(2);
      next = next.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : next;
      troubled.put(lease, new Rest(next, nanoTime.getAsLong() + next.toNanos()));
    }
  }
}
