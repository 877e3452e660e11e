package dev.pressroom.worker;

import dev.pressroom.job.Outcome;
import dev.pressroom.press.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the thread of one press does: keeps a press warm, gives it one job after another, has each
 * settled, and replaces the press when it ended, has served its number of jobs, or says that a job
 * left something behind. Holds nothing that changes: one serves all threads.
 */
final class Slot {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final Presses presses;
  private final int jobsPerPress;
  private final Settlement settlement;

  /** Starts presses. */
  interface Presses {
    Press start() throws IOException;
  }

  Slot(Presses presses, int jobsPerPress, Settlement settlement) {
    this.presses = presses;
    this.jobsPerPress = jobsPerPress;
    this.settlement = settlement;
  }

  /** Serves until the pool ends. */
  void serve(PressPool pool) {
    Press press = null;
    try {
      while (!pool.isEnding()) {
        press = startIfNeeded(press, pool);
        if (press == null) {
          break;
        }
        pool.ready();
        JobRun run = awaitJob(press, pool);
        if (run != null) {
          press = serve(run, press, pool);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (press != null && press.isAlive()) {
        press.dismiss();
      }
    }
  }

  /** Null if there is none: the pool ends, or the press did while it was idle. */
  private static JobRun awaitJob(Press press, PressPool pool) throws InterruptedException {
    while (true) {
      JobRun run = pool.awaitJob();
      if (run != null) {
        return run;
      }
      // If a job is promised already, it comes.
      if ((pool.isEnding() || !press.isAlive()) && pool.unready()) {
        return null;
      }
    }
  }

  private Press serve(JobRun run, Press idle, PressPool pool) throws InterruptedException {
    MDC.put("job", run.claim().id().text());
    MDC.put("attempt", run.claim().attempt().toString());
    Press press = idle;
    try {
      press = startIfNeeded(press, pool);
      if (press == null) {
        run.stop(StopReason.SHUTDOWN);
        settlement.neverRan(run);
        return null;
      }
      LOG.info("started pid={}", press.pid());
      Outcome outcome = run.on(press);
      settlement.settle(run, outcome);
      if (press.isAlive() && press.jobs() >= jobsPerPress) {
        press.dismiss();
      }
    } catch (RuntimeException | Error e) {
      // A bug of ours: nothing of the job may run on, and the same must not happen for ever.
      press.kill();
      settlement.fail(run, e);
    } finally {
      pool.done(run);
      MDC.remove("job");
      MDC.remove("attempt");
    }
    return press;
  }

  /** A living press that has said that it is ready; null if the pool ends before there is one. */
  private Press startIfNeeded(Press press, PressPool pool) throws InterruptedException {
    if (press != null && press.isAlive()) {
      return press;
    }
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      try {
        Press next = presses.start();
        if (isReady(next)) {
          return next;
        }
        next.kill();
        LOG.error(
            "a press did not become ready; exit={}, its last lines: {}. Another is started in {} ms",
            next.exitValue(),
            next.tail(),
            wait);
      } catch (IOException e) {
        LOG.error("a press cannot be started; tried again in {} ms", wait, e);
      }
      if (pool.isEnding()) {
        return null;
      }
      TimeUnit.MILLISECONDS.sleep(wait);
      wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
    }
  }

  private static boolean isReady(Press press) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (true) {
      Line line = press.next(deadline - System.nanoTime());
      if (line == null || line.say().equals(Press.ENDED)) {
        return false;
      }
      if (line.say().equals("ready")) {
        return true;
      }
    }
  }
}
