package dev.pressroom.worker;

import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.LeaseWatch;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Rescued;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the leases of others, takes back the jobs of those that have lapsed, and now and then has
 * the store removed what crashes left. Runs on a thread of its own.
 */
final class Rescue {
  private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private final DispatchStore store;
  private final Registration registration;
  private final LeaseWatch watch;
  private long sweptAt = System.nanoTime() - BETWEEN_SWEEPS.toNanos();

  Rescue(DispatchStore store, Registration registration, LeaseWatch watch) {
    this.store = store;
    this.registration = registration;
    this.watch = watch;
  }

  void look() {
    try {
      long began = System.nanoTime();
      String own = registration.current().map(Lease::id).orElse("");
      List<LeaseBeat> others =
          store.leases().stream().filter(lease -> !lease.lease().equals(own)).toList();
      for (String lapsed : watch.lapsed(others, began)) {
        for (Rescued job : store.rescue(lapsed, registration.lease())) {
          LOG.info("rescued job={} state={} lease={}", job.id(), job.state(), lapsed);
        }
      }
      if (System.nanoTime() - sweptAt > BETWEEN_SWEEPS.toNanos()) {
        sweptAt = System.nanoTime();
        store.sweep();
      }
    } catch (QueueException e) {
      watch.lookFailed();
      LOG.debug("the leases of others cannot be seen", e);
    }
  }
}
