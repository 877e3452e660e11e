package dev.pressroom.worker;

import dev.pressroom.job.Outcome;
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
  private static final long ROOM_MILLIS = 100;

  /** So often a press is started for a job that waits for it; then the job is given back. */
  private static final int TRIES_FOR_A_JOB = 3;

  private final Succession.Presses presses;
  private final int jobsPerPress;
  private final KeptVersions versions;
  private final Settlement settlement;
  private final Grants grants;

  Slot(
      Succession.Presses presses,
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
    try (Succession succession = new Succession(presses, pool)) {
      while (!pool.isEnding()) {
        press = startIfNeeded(press, succession);
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
          boolean last = press.jobs() + 1 >= jobsPerPress;
          if (last) {
            succession.begin();
          }
          asked = !last && settlement.hasRoom() && pool.askAhead();
          press = serve(run, press, pool, succession);
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

  private Press serve(JobRun run, Press idle, PressPool pool, Succession succession)
      throws InterruptedException {
    try (About about = About.attempt(run.claim())) {
      return served(run, idle, pool, succession);
    }
  }

  private Press served(JobRun run, Press idle, PressPool pool, Succession succession)
      throws InterruptedException {
    Press press = idle;
    try {
      String unfit = press.unfitFor(run.claim().job().request().principal().tenant());
      if (unfit != null) {
        discard(press, unfit);
        press = succession.next(TRIES_FOR_A_JOB);
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
    } catch (Succession.NoPressException e) {
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
  private static Press startIfNeeded(Press press, Succession succession)
      throws InterruptedException {
    if (press != null && press.isUsable()) {
      return press;
    }
    discard(press, "its directory is gone");
    try {
      return succession.next(Integer.MAX_VALUE);
    } catch (Succession.NoPressException e) {
      throw new AssertionError("there is always another try", e);
    }
  }

  private static void discard(Press press, String why) {
    if (press != null && press.isAlive()) {
      LOG.info("press-retired pid={} because {}", press.pid(), why);
      press.dismiss();
    }
  }
}
