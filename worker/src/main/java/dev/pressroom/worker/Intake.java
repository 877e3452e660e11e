package dev.pressroom.worker;

import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.QueueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what programs without our library move into the hot folder. Runs on a thread of its own:
 * a full disk or a slow file there holds up nothing else.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final DispatchStore store;
  private final Registration registration;
  private boolean failing;

  Intake(DispatchStore store, Registration registration) {
    this.store = store;
    this.registration = registration;
  }

  void look() {
    try {
      Lease own = registration.lease();
      try {
        store.takeIn(own);
        failing = false;
      } catch (LeaseLostException e) {
        registration.lost(own);
      }
    } catch (QueueException e) {
      if (!failing) {
        LOG.warn("nothing can be taken in from the inbox now; it is tried again", e);
        failing = true;
      }
    }
  }
}
