package dev.pressroom.queue.spool;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.DispatchStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is still to be delivered. A delivery becomes visible under the spool's lock and only while
 * the job is still finished by the attempt that the mark names: never by a late one.
 */
final class Deliveries {
  private final Spool spool;
  private final SpoolLock lock;
  private final Inspection inspection;

  Deliveries(Spool spool, SpoolLock lock, Inspection inspection) {
    this.spool = spool;
    this.lock = lock;
    this.inspection = inspection;
  }

  List<DeliveryMark> all() throws IOException {
    return spool.disk().list(spool.deliveries()).stream()
        .sorted()
        .map(Mark::parse)
        .flatMap(Optional::stream)
        .map(mark -> mark.toDelivery(spool))
        .toList();
  }

  boolean deliver(DeliveryMark delivery, DispatchStore.Reveal reveal) throws IOException {
    Mark mark = Mark.of(delivery);
    return lock.hold(
        () -> {
          if (!spool.disk().exists(mark.file(spool))) {
            return false;
          }
          boolean stands = stands(delivery);
          if (stands) {
            reveal.run();
          } else if (settlingNow(delivery)) {
            return false;
          }
          spool.disk().remove(mark.file(spool));
          spool.disk().force(spool.deliveries());
          return stands;
        });
  }

  private boolean stands(DeliveryMark delivery) throws IOException {
    Path directory = delivery.directory();
    try {
      return new JobDirectory(directory)
          .readOutcome(spool.disk())
          .filter(outcome -> outcome.attempt().number() == delivery.attempt())
          .isPresent();
    } catch (JobFormatException e) {
      return false;
    }
  }

  /** The mark is made before the job is moved: it may be about to become true. */
  private boolean settlingNow(DeliveryMark delivery) throws IOException {
    Optional<Attempt> running = inspection.runningAttempt(delivery.id());
    return running.filter(attempt -> attempt.number() == delivery.attempt()).isPresent()
        || stands(delivery);
  }
}
