package dev.pressroom.queue;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobName;
import java.time.Clock;
import java.time.Instant;

/** The outcomes that a store itself gives: nobody ran anything, or whoever did is gone. */
public final class Outcomes {
  private Outcomes() {}

  /** Of a job that ends while it waits. */
  public static Outcome unrun(JobName name, JobState state, Reason reason, Instant now) {
    return of(name, state, reason, new Outcome.Run("nobody", now, null, now, null, null), null);
  }

  /** Of a job whose worker was lost. */
  public static Outcome workerLost(JobName name, String lease, JobState state, Instant now) {
    Failure failure =
        Failure.of(
            "The worker that ran attempt "
                + name.attempt()
                + " was lost: its lease "
                + lease
                + " showed no heartbeat. "
                + (state == JobState.FAILED
                    ? "No attempt is left; see whether the report takes its worker down, and retry it"
                        + " by hand."
                    : "The job waits for its next attempt."),
            false);
    return of(
        name,
        state,
        Reason.WORKER_LOST,
        new Outcome.Run("lease " + lease, now, null, now, null, null),
        failure);
  }

  /** Of a claimed job that somebody asked to cancel before it ran. */
  public static Outcome cancelled(Claim claim, Clock clock) {
    return new Outcome(
        claim.id(),
        JobState.CANCELLED,
        Reason.CANCELLED,
        claim.attempt(),
        claim.route(),
        new Outcome.Run(
            claim.lease().worker(), claim.claimedAt(), null, clock.instant(), null, null),
        null,
        null,
        null);
  }

  private static Outcome of(
      JobName name, JobState state, Reason reason, Outcome.Run run, Failure failure) {
    return new Outcome(
        name.id(),
        state,
        reason,
        name.attempt(),
        new Outcome.Route(name.queue(), name.priority()),
        run,
        null,
        failure,
        null);
  }
}
