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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an attempt's outcome means for its job, and has the store record it. A store that
 * cannot be reached is tried again for as long as the lease stands; a claim that no longer stands
 * is a log line and nothing else. What a store that answers otherwise refuses to record is settled
 * as failed after some ten minutes, and at once if a bug of ours is in the way: neither may hold a
 * press or run a job again and again. Safe for use by several threads.
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

  /** With the waits between them about ten minutes: time to make room on a full disk. */
  private static final int MOST_REFUSALS = 120;

  /** With the waits between them about half a minute. */
  private static final int MOST_LAST_REFUSALS = 10;

  private final DispatchStore store;
  private final Runnable delivering;
  private final Clock clock;
  private final int mostRefusals;
  private final Disk disk = new LocalDisk();
  private final CountDownLatch leaving = new CountDownLatch(1);
  private volatile long giveUpAt;

  /** One call of the store. */
  private interface Step {
    boolean run();
  }

  /**
   * @param delivering told that a settled job has something to deliver
   */
  Settlement(DispatchStore store, Runnable delivering, Clock clock) {
    this(store, delivering, clock, MOST_REFUSALS);
  }

  /**
   * @param mostRefusals so often an outcome is tried to be recorded while the store answers
   *     otherwise
   */
  Settlement(DispatchStore store, Runnable delivering, Clock clock, int mostRefusals) {
    this.store = store;
    this.delivering = delivering;
    this.clock = clock;
    this.mostRefusals = mostRefusals;
  }

  /** The worker ends: a store that cannot be reached is tried for that much longer. */
  void giveUpAfter(Duration patience) {
    giveUpAt = System.nanoTime() + patience.toNanos();
    leaving.countDown();
  }

  /** Gives back a job that no press took. */
  void neverRan(JobRun run) throws InterruptedException {
    settle(run, outcome(run.claim(), JobState.QUEUED, Reason.RELEASED, null));
  }

  /** Gives back a job for which no press could be started. */
  void noPress(JobRun run, String why) throws InterruptedException {
    Failure failure =
        Failure.of("no press could be started for the job; the last reason: " + why, false);
    settle(run, outcome(run.claim(), JobState.SCHEDULED, Reason.RELEASED, failure));
  }

  private Outcome outcome(Claim claim, JobState state, Reason reason, Failure failure) {
    return new Outcome(
        claim.id(),
        state,
        reason,
        claim.attempt(),
        claim.route(),
        new Outcome.Run(
            claim.lease().worker(), claim.claimedAt(), null, clock.instant(), null, null),
        null,
        failure,
        Version.CURRENT);
  }

  /** Records what came of an attempt, of which nothing runs any more. */
  void settle(JobRun run, Outcome outcome) throws InterruptedException {
    if (run.stopped() == StopReason.LEASE_LOST) {
      LOG.warn("lease-lost; what this attempt made is not recorded");
      return;
    }
    try {
      record(run, outcome);
    } catch (RuntimeException e) {
      fail(run, e);
    }
  }

  /**
   * The last resort for an attempt, of which nothing runs any more: the job is settled as failed,
   * without the attempt's files and whatever its outcome was. If not even that can be recorded, the
   * job stays with the lease, and the heartbeat or another worker takes it back.
   *
   * @param why what stood in the way of supervising it, or of recording its outcome
   */
  void fail(JobRun run, Throwable why) throws InterruptedException {
    if (run.stopped() == StopReason.LEASE_LOST) {
      LOG.warn("lease-lost; that this attempt failed is not recorded", why);
      return;
    }
    LOG.error("what came of the attempt cannot be recorded; the job is settled as failed", why);
    Failure failure =
        new Failure(
            "the worker could not record what came of the attempt: "
                + why
                + ". What the attempt made, if anything, is in its own folder and was not published."
                + " Remove the cause and retry the job.",
            false,
            null,
            Failure.causesOf(why),
            "");
    Outcome failed = outcome(run.claim(), JobState.FAILED, Reason.TEMPORARY_FAILURE, failure);
    try {
      finish(run, failed, MOST_LAST_REFUSALS);
    } catch (RuntimeException e) {
      if (e != why) {
        e.addSuppressed(why);
      }
      LOG.error(
          "the job cannot even be settled as failed; it stays in {} until it is given back",
          run.claim().directory(),
          e);
    }
  }

  private void record(JobRun run, Outcome outcome) throws InterruptedException {
    Claim claim = run.claim();
    if (outcome.state() == JobState.SUCCEEDED || outcome.state() == JobState.CANCELLED) {
      finish(run, outcome, mostRefusals);
    } else if (outcome.reason() == Reason.RELEASED) {
      release(run, outcome);
    } else if (outcome.failure().permanent() || claim.attempt().last()) {
      finish(run, outcome.as(JobState.FAILED, outcome.reason(), outcome.failure()), mostRefusals);
    } else {
      Instant at = clock.instant().plus(wait(claim, outcome.reason()));
      Outcome failed = outcome.as(JobState.SCHEDULED, outcome.reason(), outcome.failure());
      if (trying(run, () -> store.retry(claim, failed, at), mostRefusals)) {
        LOG.info("retried reason={} at={}", outcome.reason(), at);
      }
    }
  }

  private void finish(JobRun run, Outcome outcome, int most) throws InterruptedException {
    if (trying(run, () -> store.settle(run.claim(), outcome), most)) {
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
      finish(run, outcome.as(JobState.FAILED, Reason.RELEASED_TOO_OFTEN, tooOften), mostRefusals);
      return;
    }
    Instant now = clock.instant();
    Instant at = why == null ? now : now.plus(backoff(claim, before + 1));
    Outcome released =
        outcome.as(why == null ? JobState.QUEUED : JobState.SCHEDULED, Reason.RELEASED, why);
    if (trying(run, () -> store.release(claim, released, at), mostRefusals)) {
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

  /**
   * False if the claim no longer stands, or the worker ends before the store can be reached.
   *
   * @throws QueueException if the store refused so often although it answers otherwise
   */
  private boolean trying(JobRun run, Step step, int most) throws InterruptedException {
    int refusals = 0;
    for (long wait = FIRST_WAIT_MILLIS; ; wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2)) {
      try {
        boolean stood = step.run();
        if (!stood) {
          LOG.warn("lease-lost; the claim no longer stands, nothing was changed");
        }
        return stood;
      } catch (QueueException e) {
        if (run.stopped() == StopReason.LEASE_LOST
            || (isLeaving() && System.nanoTime() - giveUpAt > 0)) {
          LOG.error("the outcome could not be recorded; another worker repeats the attempt", e);
          return false;
        }
        if (answersOtherwise() && ++refusals >= most) {
          throw e;
        }
        LOG.warn("the outcome cannot be recorded now; tried again in {} ms", wait, e);
        if (isLeaving()) {
          TimeUnit.MILLISECONDS.sleep(FIRST_WAIT_MILLIS);
        } else if (leaving.await(wait, TimeUnit.MILLISECONDS)) {
          LOG.debug("the worker ends; the outcome is tried to be recorded for the last time");
        }
      }
    }
  }

  private boolean isLeaving() {
    return leaving.getCount() == 0;
  }

  /** Whether it is this one outcome that the store does not take. */
  private boolean answersOtherwise() {
    try {
      store.leases();
      return true;
    } catch (QueueException e) {
      return false;
    }
  }
}
