package dev.pressroom.delivery;

import dev.pressroom.job.Delivery;
import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Makes the deliveries for which the store has marks, whoever settled the jobs. A delivery that
 * fails keeps its mark and is tried again; it never holds up another. Any number of workers may do
 * so at the same time: the store lets one of them reveal.
 *
 * <p>Safe for use by several threads.
 */
public final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** Without being told, this many looks pass between two listings of the store. */
  private static final int LOOKS_BETWEEN = 20;

  private final Store store;
  private final Publication publication;
  private final Disk disk = new LocalDisk();
  private final Set<DeliveryMark> failing = new HashSet<>();
  private volatile boolean soon = true;
  private int looks;

  /**
   * @param published the root of what jobs ask to have published; made when first needed
   */
  public Deliveries(Store store, Path published) {
    this.store = store;
    this.publication = new Publication(published, disk);
  }

  /** Says that there is something to deliver. */
  public void soon() {
    soon = true;
  }

  /** Delivers if there may be something; called again and again. */
  public synchronized void look() {
    if (soon || ++looks >= LOOKS_BETWEEN) {
      soon = false;
      looks = 0;
      all();
    }
  }

  /**
   * Removes what crashes left in the published folders. Walks through all of them, so it is for a
   * thread that nothing waits for.
   */
  public void sweep() {
    try {
      publication.sweep(Instant.now());
    } catch (IOException e) {
      LOG.warn("what crashes left among the published files cannot be removed now", e);
    }
  }

  /** Delivers whatever there is. */
  public synchronized void all() {
    try {
      for (DeliveryMark mark : store.deliveries()) {
        deliver(mark);
      }
    } catch (QueueException e) {
      LOG.warn("deliveries cannot be listed; tried again later", e);
    }
  }

  private void deliver(DeliveryMark mark) {
    try {
      if (publish(mark)) {
        try (MDC.MDCCloseable about = MDC.putCloseable("job", mark.id().text())) {
          LOG.info("delivered attempt={}", mark.attempt());
        }
      }
      failing.remove(mark);
    } catch (IOException | JobFormatException | QueueException e) {
      if (failing.add(mark)) {
        LOG.warn("job {} cannot be delivered; its mark stays and it is tried again", mark.id(), e);
      }
    }
  }

  private boolean publish(DeliveryMark mark) throws IOException, JobFormatException {
    Source files =
        mark.directory() == null
            ? new Source.InStore(store.reading(), mark.id())
            : new Source.OnDisk(new JobDirectory(mark.directory()), disk);
    Job job;
    Optional<Outcome> outcome;
    try {
      job = files.job();
      outcome = files.outcome();
    } catch (NoSuchFileException e) {
      // Being settled this moment, or purged: the store knows which, and drops a stale mark.
      return store.deliver(
          mark,
          () -> {
            throw e;
          });
    }
    if (outcome.isEmpty()) {
      return false;
    }
    try (Publication.Prepared prepared = publication.prepared()) {
      for (Delivery delivery : job.request().deliver()) {
        if (delivery instanceof Delivery.Publish publish) {
          prepared.add(publish, files, job, outcome.get());
        }
      }
      return store.deliver(mark, prepared::reveal);
    }
  }
}
