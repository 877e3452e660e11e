package dev.pressroom.worker;

import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.QueueException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's lease: the one that stands, and a new one when the store says that it is lost. Safe
 * for use by several threads.
 */
final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  private final DispatchStore store;
  private final String worker;
  private final List<String> queues;
  private final Consumer<Lease> whenLost;
  private Lease lease;

  /**
   * @param queues that the worker serves, for those who look at the store
   * @param whenLost stops whatever runs under a lease; called before there is a new one
   */
  Registration(DispatchStore store, String worker, List<String> queues, Consumer<Lease> whenLost) {
    this.store = store;
    this.worker = worker;
    this.queues = queues;
    this.whenLost = whenLost;
  }

  /**
   * The lease, registered if there is none.
   *
   * @throws QueueException if that cannot be done now
   */
  synchronized Lease lease() {
    if (lease == null) {
      lease = store.register(worker, queues);
      LOG.info("registered lease={}", lease.id());
    }
    return lease;
  }

  /** The lease, if there is one. */
  synchronized Optional<Lease> current() {
    return Optional.ofNullable(lease);
  }

  /** Takes note that the store does not know a lease any more. */
  synchronized void lost(Lease gone) {
    if (gone.equals(lease)) {
      LOG.warn(
          "lease-lost lease={}; its jobs belong to others now, what runs here is stopped and a new"
              + " lease is taken",
          gone.id());
      whenLost.accept(gone);
      lease = null;
    }
  }

  /** Gives the lease back. If it still holds something, others rescue it. */
  synchronized void end() {
    if (lease == null) {
      return;
    }
    try {
      if (!store.deregister(lease)) {
        LOG.warn("lease {} still holds jobs; another worker takes them", lease.id());
      }
    } catch (QueueException e) {
      LOG.warn("lease {} could not be given back; it lapses by itself", lease.id(), e);
    }
    lease = null;
  }
}
