package dev.pressroom.worker;

import dev.pressroom.delivery.Deliveries;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Store;
import dev.pressroom.render.Renderers;
import dev.pressroom.schedule.Alarms;
import dev.pressroom.schedule.Firing;
import dev.pressroom.schedule.ScheduleFiles;
import dev.pressroom.worker.config.WorkerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does by the clock and no job waits for: it fires schedules, promotes what is due
 * while the claim loop is busy, sweeps up after crashes, removes old jobs, and tells of paused
 * queues. {@link #start} and {@link #close} are for one thread.
 *
 * <p>Quartz rings by the wall clock, which may be set; so one thread of its own, which goes by the
 * monotonic one, looks at the schedules too and says when that has happened.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_PROMOTIONS = Duration.ofSeconds(30);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);
  private static final Duration BETWEEN_SWEEPS_OF_PUBLISHED = Duration.ofHours(12);
  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

  private final WorkerConfig config;
  private final Store store;
  private final Deliveries deliveries;
  private final Clock clock;
  private final Consumer<Runnable> named;
  private Alarms alarms;
  private Beat looking;

  /**
   * @param named runs something with the worker's name in the log
   */
  Housekeeping(
      WorkerConfig config,
      Store store,
      Deliveries deliveries,
      Clock clock,
      Consumer<Runnable> named) {
    this.config = config;
    this.store = store;
    this.deliveries = deliveries;
    this.clock = clock;
    this.named = named;
  }

  /**
   * @param firing whether this worker fires schedules
   */
  void start(boolean firing) {
    alarms = new Alarms(named);
    alarms.every(
        "promote", BETWEEN_PROMOTIONS, trying("due jobs cannot be promoted", this::promote));
    alarms.unhurried(
        "sweep", BETWEEN_SWEEPS, trying("what crashes left cannot be removed", store::sweep));
    alarms.unhurried("sweep published", BETWEEN_SWEEPS_OF_PUBLISHED, deliveries::sweep);
    if (!config.retention().isZero()) {
      alarms.unhurried("purge", BETWEEN_PURGES, trying("old jobs cannot be removed", this::purge));
    }
    PausedQueues paused = new PausedQueues(store, config.worker().queues());
    Runnable look =
        () -> {
          alarms.followClock();
          paused.look();
        };
    if (firing) {
      ScheduleFiles files =
          new ScheduleFiles(config.folders().schedules(), Renderers.standard().names());
      Firing schedules = new Firing(store, files, alarms, clock);
      Runnable first = look;
      look =
          () -> {
            first.run();
            schedules.look();
          };
    }
    Runnable each = look;
    looking = Beat.start("schedules", BETWEEN_LOOKS, () -> named.accept(each));
  }

  private void promote() {
    store.promoteDue();
  }

  private void purge() {
    LocalDate before =
        LocalDate.ofInstant(clock.instant().minus(config.retention()), ZoneOffset.UTC);
    int gone = store.purge(before, id -> LOG.trace("purged {}", id));
    if (gone > 0) {
      LOG.info("purged jobs={} before={}", gone, before);
    }
  }

  private static Runnable trying(String trouble, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (QueueException e) {
        LOG.warn("{} now; it is tried again later", trouble, e);
      }
    };
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.close();
      alarms.close();
    }
  }
}
