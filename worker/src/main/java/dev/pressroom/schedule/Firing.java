package dev.pressroom.schedule;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.ScheduleStore;
import dev.pressroom.report.definition.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's part in schedules: reads their files, sets an alarm for each one's next fire, and has
 * the store decide when it rings. Beside the alarms it looks at all of them now and then, for
 * clocks that jump, for a store whose clock is another, and for what failed. Any number of workers
 * may do the same.
 *
 * <p>Safe for use by several threads.
 */
public final class Firing {
  /**
   * Between two looks at all schedules; must be well within {@link ScheduleState#ON_TIME}, or a
   * fire whose alarm was missed would count as missed itself.
   */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Firing.class);
  private static final String ALARM = "schedule ";

  private final ScheduleStore store;
  private final ScheduleFiles files;
  private final Alarms alarms;
  private final Clock clock;
  private volatile Map<String, Schedule> schedules = Map.of();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private boolean unreadable;

  /** At all of them, on the monotonic clock. */
  private long lookedAt = System.nanoTime();

  /**
   * @param clock tells when to look; what is due is decided by the store's
   */
  public Firing(ScheduleStore store, ScheduleFiles files, Alarms alarms, Clock clock) {
    this.store = store;
    this.files = files;
    this.alarms = alarms;
    this.clock = clock;
  }

  /**
   * Reads the files, looks at each schedule that is new or was changed, and now and then at all of
   * them. Called every few seconds by the one thread that goes by the monotonic clock.
   */
  public synchronized void look() {
    read();
    if (System.nanoTime() - lookedAt > BETWEEN_LOOKS.toNanos()) {
      lookAtAll();
      lookedAt = System.nanoTime();
    }
  }

  private void read() {
    Set<String> before = schedules.keySet();
    List<ScheduleFiles.Found> changed;
    try {
      changed = files.look();
      unreadable = false;
    } catch (IOException e) {
      if (!unreadable) {
        LOG.error(
            "the schedules' folder {} cannot be read: {}; the schedules go on as they are",
            files.folder(),
            e.toString());
        unreadable = true;
      }
      return;
    }
    schedules = files.schedules();
    for (String name : before) {
      if (!schedules.containsKey(name)) {
        LOG.info("schedule-ended schedule={}: its file is gone", name);
        alarms.forget(ALARM + name);
      }
    }
    changed.forEach(this::tell);
  }

  private void tell(ScheduleFiles.Found file) {
    if (file.broken()) {
      LOG.error(
          "schedule-refused schedule={}: {}\n  {}",
          file.name(),
          file.good().isPresent()
              ? "its file is wrong now, and it goes on as it was before"
              : "its file is wrong, and it does not fire",
          file.problems().stream().map(Problem::toString).collect(Collectors.joining("\n  ")));
      return;
    }
    Schedule schedule = file.good().orElseThrow();
    LOG.info(
        "schedule-read schedule={} times=\"{}\" enabled={} next={}",
        schedule.name(),
        schedule.times(),
        schedule.enabled(),
        schedule.next(clock.instant()).map(Instant::toString).orElse("never"));
    look(schedule);
  }

  private void lookAtAll() {
    schedules.values().forEach(this::look);
  }

  /** Has the store decide, and sets the alarm for the next fire. */
  private void look(Schedule schedule) {
    String name = schedule.name();
    try {
      ScheduleStore.Advanced advanced = store.advance(name, schedule.rule());
      for (JobId job : advanced.jobs()) {
        LOG.info("fired schedule={} through={} job={}", name, advanced.state().through(), job);
      }
      if (troubled.remove(name)) {
        LOG.info("schedule {} can be looked at again", name);
      }
    } catch (QueueException e) {
      if (troubled.add(name)) {
        LOG.warn("schedule {} cannot be looked at now; it is tried again", name, e);
      }
    } catch (RuntimeException e) {
      // One that is beyond help, by a fault of its file or ours, holds up no other.
      if (troubled.add(name)) {
        LOG.error("schedule {} does not fire; it is tried again", name, e);
      }
    } finally {
      setAlarm(name);
    }
  }

  /** For the version that counts by now, which may be another than the one that was looked at. */
  private void setAlarm(String name) {
    try {
      Optional.ofNullable(schedules.get(name))
          .flatMap(now -> now.next(clock.instant()))
          .ifPresentOrElse(
              fire -> alarms.at(ALARM + name, fire, () -> ring(name)),
              () -> alarms.forget(ALARM + name));
    } catch (RuntimeException e) {
      // The look at all of them comes nevertheless.
      if (troubled.add(name)) {
        LOG.error("no alarm can be set for schedule {}; it is looked at now and then", name, e);
      }
    }
  }

  private void ring(String name) {
    Schedule schedule = schedules.get(name);
    if (schedule != null) {
      look(schedule);
    }
  }
}
