package dev.pressroom.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz, as far as it is needed: does something at a moment, or now and then, on daemon threads of
 * its own. It keeps everything in memory; what must outlive the process is the store's. Safe for
 * use by several threads.
 */
public final class Alarms implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  /** Schedules, and the two that may take long: sweeping and purging. */
  private static final int THREADS = 4;

  /** Quartz finds a scheduler of the same name again; there may be several in a process. */
  private static final AtomicLong NUMBER = new AtomicLong();

  /** What is no setting of the clock but the drift of one. */
  private static final Duration LARGEST_STEP = Duration.ofSeconds(10);

  /** Sets what repeats anew, by its name. */
  private final Map<String, Runnable> repeating = new ConcurrentHashMap<>();

  private final Map<JobKey, Task> tasks = new ConcurrentHashMap<>();

  /** Read by what runs and is waited for, written by the end. */
  private final ReadWriteLock running = new ReentrantReadWriteLock();

  private final Consumer<Runnable> runner;
  private final Scheduler quartz;
  private volatile boolean closed;

  /** The wall clock's milliseconds ahead of the monotonic one at the last look. */
  private long clockAhead = System.currentTimeMillis() - System.nanoTime() / 1_000_000;

  /**
   * @param awaited whether the end waits for it
   */
  private record Task(Runnable body, boolean awaited) {}

  /**
   * @param runner on whichever thread it is called, runs what is handed to it
   */
  public Alarms(Consumer<Runnable> runner) {
    this.runner = runner;
    try {
      // With properties of its own, Quartz reads none from files or the system.
      quartz = new StdSchedulerFactory(properties()).getScheduler();
      quartz.setJobFactory((bundle, scheduler) -> new Ring());
      quartz.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot be started: " + e.getMessage(), e);
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put("org.quartz.scheduler.instanceName", "pressroom-" + NUMBER.incrementAndGet());
    properties.put("org.quartz.scheduler.threadName", "alarms");
    properties.put("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
    properties.put("org.quartz.threadPool.threadNamePrefix", "alarm");
    properties.put("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.put("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    return properties;
  }

  /** Does something at a moment, once; what was set by that name before is forgotten. */
  void at(String name, Instant when, Runnable body) {
    set(name, new Task(body, true), trigger(name).startAt(Date.from(when)).build());
  }

  /** Does something now, and again and again; once at a time. The end waits for it. */
  public void every(String name, Duration distance, Runnable body) {
    repeat(name, distance, new Task(body, true));
  }

  /** The same for what may take long and can be left in the middle. */
  public void unhurried(String name, Duration distance, Runnable body) {
    repeat(name, distance, new Task(body, false));
  }

  private void repeat(String name, Duration distance, Task task) {
    repeatFrom(Instant.now(), name, distance, task);
    repeating.put(name, () -> repeatFrom(Instant.now().plus(distance), name, distance, task));
  }

  /**
   * Looks whether the clock was set back, for what repeats would else wait until it has caught up.
   * Called again and again by somebody who goes by another clock.
   */
  public synchronized void followClock() {
    long ahead = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
    if (ahead < clockAhead - LARGEST_STEP.toMillis()) {
      LOG.warn("the clock was set back by {} s", (clockAhead - ahead) / 1_000);
      repeating.values().forEach(Runnable::run);
    }
    clockAhead = ahead;
  }

  private void repeatFrom(Instant first, String name, Duration distance, Task task) {
    set(
        name,
        task,
        trigger(name)
            .startAt(Date.from(first))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(distance.toMillis())
                    .repeatForever()
                    // Late once is late once, and not many times in a row.
                    .withMisfireHandlingInstructionNextWithRemainingCount())
            .build());
  }

  private static TriggerBuilder<Trigger> trigger(String name) {
    return TriggerBuilder.newTrigger().withIdentity(name);
  }

  private void set(String name, Task task, Trigger trigger) {
    JobKey key = new JobKey(name);
    tasks.put(key, task);
    try {
      if (quartz.rescheduleJob(new TriggerKey(name), trigger) == null) {
        quartz.scheduleJob(
            JobBuilder.newJob(Ring.class).withIdentity(key).build(),
            java.util.Set.of(trigger),
            true);
      }
    } catch (SchedulerException e) {
      if (!closed) {
        throw new IllegalStateException("Quartz does not take " + name + ": " + e.getMessage(), e);
      }
    }
  }

  /** Forgets what was set by that name. */
  void forget(String name) {
    tasks.remove(new JobKey(name));
    try {
      quartz.deleteJob(new JobKey(name));
    } catch (SchedulerException e) {
      LOG.debug("{} rings once more for nothing", name, e);
    }
  }

  /** What Quartz calls. */
  @DisallowConcurrentExecution
  private final class Ring implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      JobKey key = context.getJobDetail().getKey();
      Task task = tasks.get(key);
      if (task == null) {
        return;
      }
      if (task.awaited()) {
        running.readLock().lock();
      }
      try {
        if (!closed) {
          runner.accept(task.body());
        }
      } catch (Throwable e) {
        // One failure, memory exhausted included, must not end what others depend on.
        if (!closed) {
          LOG.error("{} failed; it is done again", key.getName(), e);
        }
      } finally {
        if (task.awaited()) {
          running.readLock().unlock();
        }
      }
    }
  }

  /** Returns when nothing runs any more but what can be left in the middle. */
  @Override
  public void close() {
    closed = true;
    try {
      quartz.shutdown(false);
    } catch (SchedulerException e) {
      LOG.debug("Quartz does not end in order; its threads end with the process", e);
    }
    running.writeLock().lock();
    running.writeLock().unlock();
  }
}
