package dev.pressroom.submitter.snippets;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.submitter.PreparedJob;
import dev.pressroom.submitter.Submitter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** What the README shows of preparing without a framework. */
final class Leftovers {
  private final Submitter submitter;
  private final Predicate<JobId> committed;

  Leftovers(Submitter submitter, Predicate<JobId> committed) {
    this.submitter = submitter;
    this.committed = committed;
  }

  interface Work {
    void commit() throws RolledBackException;
  }

  static final class RolledBackException extends Exception {
    private static final long serialVersionUID = 1;
  }

  void byHand(JobRequest request, Work work) {
    // README
    PreparedJob job = submitter.prepare(request);
    try {
      work.commit(); // job.id() is among what is written
      job.release();
    } catch (RolledBackException e) { // certainly rolled back; when in doubt, neither
      job.discard();
    }
    // end
  }

  void settle(Duration longestTransaction) {
    // README
    for (PreparedJob left : submitter.prepared()) {
      if (left.at().isBefore(Instant.now().minus(longestTransaction))) {
        if (committed.test(left.id())) { // the id stands in the host's own table
          left.release();
        } else {
          left.discard();
        }
      }
    }
    // end
  }
}
