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
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides what an attempt's outcome means for its job. Changes nothing; safe for use by several
 * threads.
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
final class Decisions {
  static final int MOST_RELEASES = 20;

  private final Clock clock;
  private final Disk disk = new LocalDisk();

  Decisions(Clock clock) {
    this.clock = clock;
  }

  Decision on(Claim claim, Outcome outcome) {
    if (outcome.state() == JobState.SUCCEEDED || outcome.state() == JobState.CANCELLED) {
      return Decision.end(outcome);
    }
    if (outcome.reason() == Reason.RELEASED) {
      return released(claim, outcome);
    }
    if (outcome.failure().permanent() || claim.attempt().last()) {
      return Decision.end(outcome.as(JobState.FAILED, outcome.reason(), outcome.failure()));
    }
    return new Decision(
        Decision.Kind.RETRY,
        outcome.as(JobState.SCHEDULED, outcome.reason(), outcome.failure()),
        clock.instant().plus(wait(claim, outcome.reason())));
  }

  /** An outcome that the worker itself gives. */
  Outcome outcome(Claim claim, JobState state, Reason reason, Failure failure) {
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

  private Decision released(Claim claim, Outcome outcome) {
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
      return Decision.end(outcome.as(JobState.FAILED, Reason.RELEASED_TOO_OFTEN, tooOften));
    }
    Instant now = clock.instant();
    return new Decision(
        Decision.Kind.RELEASE,
        outcome.as(why == null ? JobState.QUEUED : JobState.SCHEDULED, Reason.RELEASED, why),
        why == null ? now : now.plus(backoff(claim, before + 1)));
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
}
