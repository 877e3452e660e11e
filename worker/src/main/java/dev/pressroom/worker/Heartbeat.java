package dev.pressroom.worker;

import dev.pressroom.job.Attempt;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.QueueException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease, hears which jobs somebody wants cancelled, and gives back what the store says is
 * held but nobody here knows of for two beats: a claim whose reply was lost. Runs on a thread of
 * its own, which does nothing else: a beat that waits for something slow costs the lease. Giving
 * back forces files, so it is done elsewhere.
 */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final DispatchStore store;
  private final Registration registration;
  private final PressPool presses;
  private final ClaimLoop claims;
  private final Executor elsewhere;
  private final Set<String> givingBack = ConcurrentHashMap.newKeySet();
  private Set<String> unknownBefore = Set.of();
  private boolean failing;

  /**
   * @param elsewhere gives jobs back, one after the other
   */
  Heartbeat(
      DispatchStore store,
      Registration registration,
      PressPool presses,
      ClaimLoop claims,
      Executor elsewhere) {
    this.store = store;
    this.registration = registration;
    this.presses = presses;
    this.claims = claims;
    this.elsewhere = elsewhere;
  }

  void beat() {
    Optional<Lease> lease = registration.current();
    if (lease.isEmpty()) {
      return;
    }
    boolean claiming = claims.isClaiming();
    try {
      List<Held> held = store.heartbeat(lease.get());
      if (failing) {
        LOG.info("the store answers again");
        failing = false;
      }
      held.stream()
          .filter(Held::cancelRequested)
          .forEach(
              job -> presses.stop(job.id().text(), job.attempt().number(), StopReason.CANCELLED));
      disownUnknown(lease.get(), held, claiming || claims.isClaiming());
    } catch (LeaseLostException e) {
      registration.lost(lease.get());
    } catch (QueueException e) {
      if (!failing) {
        LOG.warn("no heartbeat; the lease stands until others have watched it for too long", e);
        failing = true;
      }
    }
  }

  private void disownUnknown(Lease lease, List<Held> held, boolean claiming) {
    Set<String> unknown = new HashSet<>();
    for (Held job : held) {
      Attempt attempt = job.attempt();
      // While a claim is under way, what it takes is in the store and not yet here.
      if (claiming || presses.knows(job.id().text(), attempt.number())) {
        continue;
      }
      String key = job.id() + " " + attempt.number();
      if (!unknownBefore.contains(key)) {
        unknown.add(key);
      } else {
        unknown.add(key);
        if (givingBack.add(key)) {
          elsewhere.execute(() -> giveBack(lease, job, key));
        }
      }
    }
    unknownBefore = unknown;
  }

  private void giveBack(Lease lease, Held job, String key) {
    try (About about = About.job(job.id().text())) {
      if (store.disown(lease, job)) {
        LOG.warn("released attempt={} because nobody here knew of it", job.attempt());
      }
    } catch (QueueException e) {
      LOG.warn("job {}, of which nobody here knows, cannot be given back now", job.id(), e);
    } finally {
      givingBack.remove(key);
    }
  }
}
