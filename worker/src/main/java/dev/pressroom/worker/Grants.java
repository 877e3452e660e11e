package dev.pressroom.worker;

import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.QueueException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether an attempt may commit what its report wrote, as the store sees it at that moment:
 * the lease stands, the attempt is held by it, and nobody asked for the job's end. Otherwise the
 * attempt is stopped, and the report's transaction rolled back. Safe for use by several threads.
 */
final class Grants {
  private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

  private final DispatchStore store;
  private final Registration registration;

  Grants(DispatchStore store, Registration registration) {
    this.store = store;
    this.registration = registration;
  }

  /**
   * Asks the store.
   *
   * @return false if it may not, and the run is stopped; or if the store cannot be asked now, and
   *     the run is not stopped: then ask again
   */
  boolean mayCommit(JobRun run) {
    Claim claim = run.claim();
    try {
      Optional<Held> held =
          store.heartbeat(claim.lease()).stream()
              .filter(
                  job ->
                      job.id().equals(claim.id())
                          && job.attempt().number() == claim.attempt().number())
              .findFirst();
      if (held.isEmpty()) {
        run.stop(StopReason.LEASE_LOST);
        return false;
      }
      if (held.get().cancelRequested()) {
        run.stop(StopReason.CANCELLED);
        return false;
      }
      return true;
    } catch (LeaseLostException e) {
      registration.lost(claim.lease());
      run.stop(StopReason.LEASE_LOST);
      return false;
    } catch (QueueException e) {
      LOG.warn("the store cannot say whether the report may commit; it is asked again", e);
      return false;
    }
  }
}
