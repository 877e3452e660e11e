package dev.pressroom.queue.spool;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.ErrorFile;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a claim ends. Every step is by full path through the lease's folder: once the lease is
 * revoked, each of them finds nothing and changes nothing. What an interrupted settling leaves at
 * the job's top level is cleared by the next claim.
 */
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  private final Spool spool;

  Settling(Spool spool) {
    this.spool = spool;
  }

  boolean settle(Claim claim, Outcome outcome) throws IOException {
    return settleAll(List.of(new DispatchStore.Settle(claim, outcome))).get(0).orThrow();
  }

  /** What became of each, in their order. */
  List<Finishing.Ended> settleAll(List<DispatchStore.Settle> jobs) {
    List<Finishing.Ending> endings = new ArrayList<>();
    for (DispatchStore.Settle job : jobs) {
      JobState state = job.outcome().state();
      if (!JobState.RUNNING.mayBecome(state) || !state.finished()) {
        throw new IllegalArgumentException("a running job cannot be settled as " + state);
      }
      endings.add(new Finishing.Ending(job.claim().directory(), job.claim().job(), job.outcome()));
    }
    List<Finishing.Ended> ended = new ArrayList<>(Finishing.all(spool, endings));
    for (int i = 0; i < jobs.size(); i++) {
      if (ended.get(i).isGone()) {
        ended.set(i, before(jobs.get(i)));
      }
    }
    return ended;
  }

  private Finishing.Ended before(DispatchStore.Settle job) {
    try {
      return new Finishing.Ended(settledBefore(job.claim(), job.outcome()), null);
    } catch (IOException e) {
      return new Finishing.Ended(false, e);
    }
  }

  /** A claim that is gone was perhaps settled by a try whose reply was lost. */
  private boolean settledBefore(Claim claim, Outcome outcome) throws IOException {
    JobDirectory finished =
        new JobDirectory(spool.finished(outcome.state(), spool.finishedOn(outcome), claim.id()));
    try {
      boolean settled =
          finished
              .readOutcome(spool.disk())
              .filter(found -> found.attempt().number() == claim.attempt().number())
              .isPresent();
      if (settled) {
        spool.disk().force(finished.root().getParent());
      }
      return settled;
    } catch (JobFormatException e) {
      return false;
    }
  }

  boolean retry(Claim claim, Outcome failed, Instant at) throws IOException {
    return goOn(claim, failed, at, claim.attempt());
  }

  boolean release(Claim claim, Outcome released, Instant at) throws IOException {
    return goOn(claim, released, at, claim.attempt().released());
  }

  private boolean goOn(Claim claim, Outcome outcome, Instant at, Attempt next) throws IOException {
    JobDirectory files = new JobDirectory(claim.directory());
    if (spool.disk().exists(files.cancelMark())) {
      return settle(claim, outcome.as(JobState.CANCELLED, Reason.CANCELLED, outcome.failure()));
    }
    JobName name = nameOf(claim).with(next);
    boolean waits = at.isAfter(spool.clock().instant());
    if (!spool.disk().exists(claim.directory())) {
      return false;
    }
    note(claim, files, outcome);
    return spool.moveToWaiting(claim.directory(), waits ? name.waitingUntil(at) : name);
  }

  /** Tells the attempt's story. That it cannot be told is no reason for the job not to go on. */
  private void note(Claim claim, JobDirectory files, Outcome outcome) {
    int attempt = claim.attempt().number();
    try {
      spool.replace(files.attemptOutcome(attempt), OutcomeJson.write(outcome));
      if (outcome.failure() != null) {
        spool.replace(files.attemptError(attempt), ErrorFile.render(claim.job(), outcome));
      }
      spool.disk().force(files.attempt(attempt));
    } catch (IOException e) {
      LOG.warn("what came of attempt {} of {} is not noted: {}", attempt, claim.id(), e.toString());
    }
  }

  private static JobName nameOf(Claim claim) {
    return new JobName(
        null,
        claim.route().queue(),
        claim.route().priority(),
        claim.id(),
        claim.attempt(),
        claim.job().request().principal().tenant());
  }
}
