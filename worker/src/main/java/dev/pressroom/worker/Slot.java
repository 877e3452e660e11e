package dev.pressroom.worker;

import dev.pressroom.job.Outcome;
import dev.pressroom.press.Line;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread of one press does: keeps a press warm, gives it one job after another, hands over
 * what came of it to be settled, and replaces the press when it ended, has served its number of
 * jobs, or says that a job left something behind. Holds nothing that changes: one serves all
 * threads.
 */
final class Slot {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final long LOOK_UP_NANOS = 200_000_000;
  private static final long ROOM_MILLIS = 100;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /** So often a press is started for a job that waits for it; then the job is given back. */
  private static final int TRIES_FOR_A_JOB = 3;

  /** After so many tries the pool is told that presses cannot be started here. */
  private static final int TRIES_BEFORE_ALARM = 5;

  private final Presses presses;
  private final int jobsPerPress;
  private final KeptVersions versions;
  private final Settlement settlement;
  private final Grants grants;

  /** Starts presses. */
  interface Presses {
    Press start() throws IOException;

    /** One did not become ready. */
    void failed();
  }

  Slot(
      Presses presses,
      int jobsPerPress,
      KeptVersions versions,
      Settlement settlement,
      Grants grants) {
    this.grants = grants;
    this.presses = presses;
    this.jobsPerPress = jobsPerPress;
    this.versions = versions;
    this.settlement = settlement;
  }

  /** Serves until the pool ends. */
  void serve(PressPool pool) {
    Press press = null;
    boolean asked = false;
    boolean waiting = false;
    try {
      while (!pool.isEnding()) {
        press = startIfNeeded(press, pool);
        if (press == null) {
          break;
        }
        while (!settlement.hasRoom() && !pool.isEnding()) {
          pool.pause(ROOM_MILLIS);
        }
        pool.ready(asked);
        asked = false;
        waiting = true;
        JobRun run = awaitJob(press, pool);
        waiting = false;
        if (run != null) {
          asked = press.jobs() + 1 < jobsPerPress && settlement.hasRoom() && pool.askAhead();
          press = serve(run, press, pool);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (asked || waiting) {
        pool.forgo();
      }
      throw e;
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
      if ((pool.isEnding() || !press.isUsable()) && pool.unready()) {
        return null;
      }
    }
  }

  private Press serve(JobRun run, Press idle, PressPool pool) throws InterruptedException {
    try (About about = About.attempt(run.claim())) {
      return served(run, idle, pool);
    }
  }

  private Press served(JobRun run, Press idle, PressPool pool) throws InterruptedException {
    Press press = idle;
    try {
      String unfit = press.unfitFor(run.claim().job().request().principal().tenant());
      if (unfit != null) {
        discard(press, unfit);
        press = start(pool, TRIES_FOR_A_JOB);
      }
      if (press == null) {
        run.stop(StopReason.SHUTDOWN);
        settlement.neverRan(run);
        return null;
      }
      LOG.info("started pid={}", press.pid());
      long began = System.nanoTime();
      Outcome outcome = run.on(press, grants);
      pool.took(System.nanoTime() - began);
      versions.keep(run.claim(), outcome);
      settlement.settle(run, outcome);
      if (press.isAlive() && press.jobs() >= jobsPerPress) {
        press.dismiss();
      }
    } catch (NoPressException e) {
      LOG.error("no press can be started for the job; it is given back");
      settlement.noPress(run, e.getMessage());
      return null;
    } catch (RuntimeException | Error e) {
      // A bug of ours: nothing of the job may run on, and the same must not happen for ever.
      press.kill();
      settlement.fail(run, e);
    }
    return press;
  }

  /** A press that can take a job; null if the pool ends before there is one. */
  private Press startIfNeeded(Press press, PressPool pool) throws InterruptedException {
    if (press != null && press.isUsable()) {
      return press;
    }
    discard(press, "its directory is gone");
    try {
      return start(pool, Integer.MAX_VALUE);
    } catch (NoPressException e) {
      throw new AssertionError("there is always another try", e);
    }
  }

  private static void discard(Press press, String why) {
    if (press != null && press.isAlive()) {
      LOG.info("press-retired pid={} because {}", press.pid(), why);
      press.dismiss();
    }
  }

  /**
   * A press that has said that it is ready; null if the pool ends before there is one.
   *
   * @throws NoPressException after so many tries
   */
  private Press start(PressPool pool, int tries) throws InterruptedException, NoPressException {
    long wait = FIRST_WAIT_MILLIS;
    int failures = 0;
    try {
      while (!pool.isEnding()) {
        try {
          return startOne(pool);
        } catch (IOException e) {
          if (pool.isEnding()) {
            return null;
          }
          LOG.error("a press cannot be started; tried again in {} ms", wait, e);
          if (++failures == tries) {
            throw new NoPressException(e);
          }
        }
        if (failures == TRIES_BEFORE_ALARM) {
          pool.unable();
        }
        pool.pause(wait);
        wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
      }
      return null;
    } finally {
      if (failures >= TRIES_BEFORE_ALARM) {
        pool.able();
      }
    }
  }

  private Press startOne(PressPool pool) throws IOException, InterruptedException {
    Press press = presses.start();
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    String dying = null;
    while (!pool.isEnding() && System.nanoTime() - deadline < 0) {
      Line line = press.next(LOOK_UP_NANOS);
      if (line != null && line.say().equals("ready")) {
        return press;
      }
      if (line != null && line.say().equals("dying")) {
        dying = line.textOrNull("message");
      }
      if (line != null && line.say().equals(Press.ENDED)) {
        break;
      }
    }
    press.kill();
    if (!pool.isEnding()) {
      presses.failed();
    }
    throw new IOException(
        "it did not become ready"
            + (dying == null ? "" : ": " + dying)
            + "; exit="
            + press.exitValue()
            + ", its last lines: "
            + press.tail());
  }

  /** Presses cannot be started, and a job shall not wait for longer. */
  private static final class NoPressException extends Exception {
    NoPressException(IOException why) {
      super(why.getMessage(), why);
    }
  }
}
