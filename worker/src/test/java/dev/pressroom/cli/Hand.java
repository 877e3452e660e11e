package dev.pressroom.cli;

import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.SettableClock;
import dev.pressroom.queue.spool.SpoolStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Does to a spool what hosts and workers would have done by some moment. */
final class Hand implements AutoCloseable {
  private final SettableClock clock;
  private final SpoolStore store;

  Hand(Path spool, Instant at) {
    clock = new SettableClock(at);
    store = SpoolStore.open(spool, clock);
  }

  SpoolStore store() {
    return store;
  }

  JobId submits(JobRequest.Builder request) {
    JobRequest built = request.build();
    return store.submit(
        new Job(JobId.create(clock.instant(), built.report()), built, clock.instant(), null));
  }

  JobId submits(String report) {
    return submits(JobRequest.of(report).output("csv"));
  }

  Lease registers(String worker, String... queues) {
    return store.register(worker, List.of(queues));
  }

  Claim claims(Lease lease, String queue) {
    return store.claim(lease, List.of(queue), 1).get(0);
  }

  /** A job that failed for good. */
  JobId fails(String report, String message) {
    submits(report);
    Lease lease = registers("w1", "default");
    Claim claim = claims(lease, "default");
    store.settle(claim, failure(claim, JobState.FAILED, message));
    store.deregister(lease);
    return claim.id();
  }

  /** What a failed attempt came to. */
  Outcome failure(Claim claim, JobState next, String message) {
    Instant now = clock.instant();
    return new Outcome(
        claim.id(),
        next,
        Reason.REPORT_FAILED,
        claim.attempt(),
        claim.route(),
        new Outcome.Run("w1", claim.claimedAt(), now, now, null, null),
        null,
        Failure.of(message, next == JobState.FAILED),
        null,
        "test");
  }

  @Override
  public void close() {
    store.close();
  }
}
