package dev.pressroom.worker;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.Version;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an attempt's outcome means for its job, and has the store record it. A store that
 * cannot be reached is tried again for as long as the lease stands; a claim that no longer stands
 * is a log line and nothing else. Safe for use by several threads.
 *
 * <table>
 * <caption>What becomes of a job</caption>
 * <tr><td>a success, or a cancellation</td><td>settled as that</td></tr>
 * <tr><td>a permanent failure, or the last attempt</td><td>settled as failed</td></tr>
 * <tr><td>the worker ends</td><td>released, to be claimed at once</td></tr>
 * <tr><td>the data source cannot be connected to</td><td>released with back-off; after {@value
 *     #MOST_RELEASES} in a row settled as failed</td></tr>
 * <tr><td>the first failure, by a dead press</td><td>tried again at once</td></tr>
 * <tr><td>any other failure</td><td>tried again after the job's back-off</td></tr>
 * </table>
 */
final class Settlement {
  static final int MOST_RELEASES = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private final DispatchStore store;
  private final Runnable delivering;
  private final Clock clock;
  private final Disk disk = new LocalDisk();
  private volatile long giveUpAt = Long.MAX_VALUE;
  private volatile boolean mayGiveUp;

  /** One call of the store. */
  private interface Step {
    boolean run();
  }

  /**
   * @param delivering told that a settled job has something to deliver
   */
  Settlement(DispatchStore store, Runnable delivering, Clock clock) {
    this.store = store;
    this.delivering = delivering;
    this.clock = clock;
  }

  /** The worker ends: a store that cannot be reached is tried for that much longer. */
  void giveUpAfter(Duration patience) {
    giveUpAt = System.nanoTime() + patience.toNanos();
    mayGiveUp = true;
  }

  /** Gives back a job that no press took. */
  void neverRan(JobRun run) throws InterruptedException {
    Claim claim = run.claim();
    Instant now = clock.instant();
    settle(
        run,
        new Outcome(
            claim.id(),
            JobState.QUEUED,
            Reason.RELEASED,
            claim.attempt(),
            claim.route(),
            new Outcome.Run(claim.lease().worker(), claim.claimedAt(), null, now, null, null),
            null,
            null,
            Version.CURRENT));
  }

  /** Records what came of an attempt, of which nothing runs any more. */
  void settle(JobRun run, Outcome outcome) throws InterruptedException {
    if (run.stopped() == StopReason.LEASE_LOST) {
      LOG.warn("lease-lost; what this attempt made is not recorded");
      return;
    }
    Claim claim = run.claim();
    if (outcome.state() == JobState.SUCCEEDED || outcome.state() == JobState.CANCELLED) {
      finish(run, outcome);
    } else if (outcome.reason() == Reason.RELEASED) {
      release(run, outcome);
    } else if (outcome.failure().permanent() || claim.attempt().last()) {
      finish(run, outcome.as(JobState.FAILED, outcome.reason(), outcome.failure()));
    } else {
      Instant at = clock.instant().plus(wait(claim, outcome.reason()));
      Outcome failed = outcome.as(JobState.SCHEDULED, outcome.reason(), outcome.failure());
      if (trying(run, () -> store.retry(claim, failed, at))) {
        LOG.info("retried reason={} at={}", outcome.reason(), at);
      }
    }
  }

  private void finish(JobRun run, Outcome outcome) throws InterruptedException {
    if (trying(run, () -> store.settle(run.claim(), outcome))) {
      LOG.info("settled state={} reason={}", outcome.state(), outcome.reason());
      if (!run.claim().job().request().deliver().isEmpty()) {
        delivering.run();
      }
    }
  }

  private void release(JobRun run, Outcome outcome) throws InterruptedException {
    Claim claim = run.claim();
    Failure why = outcome.failure();
    int before = why == null ? 0 : releasesBefore(claim);
    if (before + 1 >= MOST_RELEASES) {
      Failure tooOften =
          new Failure(
              "the job was given back " + MOST_RELEASES + " times in a row; last: " + why.message(),
              true,
              why.place(),
              why.causes(),
              why.log());
      finish(run, outcome.as(JobState.FAILED, Reason.RELEASED_TOO_OFTEN, tooOften));
      return;
    }
    Instant now = clock.instant();
    Instant at = why == null ? now : now.plus(backoff(claim, before + 1));
    Outcome released =
        outcome.as(why == null ? JobState.QUEUED : JobState.SCHEDULED, Reason.RELEASED, why);
    if (trying(run, () -> store.release(claim, released, at))) {
      LOG.info("released at={}", at);
    }
  }

  /** How many attempts just before this one were given back for a reason of their own. */
  private int releasesBefore(Claim claim) {
    JobDirectory files = new JobDirectory(claim.directory());
    int releases = 0;
    for (int number = claim.attempt().number() - 1; number > 0; number--) {
      try {
        boolean released =
            files
                .readAttemptOutcome(disk, number)
                .filter(o -> o.reason() == Reason.RELEASED && o.failure() != null)
                .isPresent();
        if (!released) {
          break;
        }
        releases++;
      } catch (IOException | JobFormatException e) {
        break;
      }
    }
    return releases;
  }

  private static Duration wait(Claim claim, Reason reason) {
    Attempt attempt = claim.attempt();
    // Each release has raised m by one, and an operator's retry by the attempts made before it.
    int raised = attempt.allowed() - claim.job().request().attempts();
    int failures = Math.max(1, attempt.number() - Math.max(0, raised));
    boolean deadPress = reason == Reason.PRESS_DIED || reason == Reason.OUT_OF_MEMORY;
    return deadPress && failures == 1 ? Duration.ZERO : backoff(claim, failures);
  }

  private static Duration backoff(Claim claim, int failures) {
    return claim
        .job()
        .request()
        .backoff()
        .after(failures, ThreadLocalRandom.current().nextDouble());
  }

  /** False if the claim no longer stands, or the store was out of reach for too long. */
  private boolean trying(JobRun run, Step step) throws InterruptedException {
    for (long wait = FIRST_WAIT_MILLIS; ; wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2)) {
      try {
        boolean stood = step.run();
        if (!stood) {
          LOG.warn("lease-lost; the claim no longer stands, nothing was changed");
        }
        return stood;
      } catch (QueueException e) {
        if (run.stopped() == StopReason.LEASE_LOST
            || (mayGiveUp && System.nanoTime() - giveUpAt > 0)) {
          LOG.error("the outcome could not be recorded; another worker repeats the attempt", e);
          return false;
        }
        LOG.warn("the outcome cannot be recorded now; tried again in {} ms", wait, e);
        TimeUnit.MILLISECONDS.sleep(wait);
      }
    }
  }
}
