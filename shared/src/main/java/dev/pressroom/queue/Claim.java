package dev.pressroom.queue;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A job that a lease owns, as one attempt.
 *
 * @param lease the owner
 * @param job what was asked
 * @param attempt the attempt that this claim made
 * @param route the line it stood in
 * @param claimedAt by the store's clock
 * @param directory the job's directory while this claim stands; always used by full path
 */
public record Claim(
    Lease lease, Job job, Attempt attempt, Outcome.Route route, Instant claimedAt, Path directory) {

  public JobId id() {
    return job.id();
  }
}
