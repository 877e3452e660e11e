package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Submitting: build and force the job in {@code tmp/}, rename it to where it waits, force that
 * parent. The rename is the commit; the job is acknowledged after the force.
 */
final class Submission {
  private final Spool spool;
  private final Inspection inspection;

  Submission(Spool spool, Inspection inspection) {
    this.spool = spool;
    this.inspection = inspection;
  }

  JobId submit(Job job) {
    if (job.request().key().isPresent()) {
      throw new QueueException(
          "job "
              + job.id()
              + " has a unique key, which this version does not support; leave it out");
    }
    byte[] json = JobJson.write(job);
    JobName name = nameOf(job);
    Path growing = spool.tmp().resolve(name.text());
    try {
      spool.disk().createDirectory(growing);
      spool.disk().write(growing.resolve(JobDirectory.JOB), json);
      spool.disk().force(growing);
    } catch (IOException e) {
      discard(growing);
      throw notAccepted(job, e);
    }
    commit(job, growing, name);
    return job.id();
  }

  /** Whatever the first try left in {@code tmp/} may be half a job: it is built anew. */
  JobId submitAgain(Job job) {
    if (inspection.find(job.id()).isPresent()) {
      // Seen, but perhaps not yet on the medium: the force is what the first try owes.
      forceWhereItWaits(job);
      return job.id();
    }
    try {
      for (String name : spool.disk().list(spool.tmp())) {
        if (JobName.parse(name).filter(found -> found.id().equals(job.id())).isPresent()) {
          spool.discard(spool.tmp().resolve(name));
        }
      }
    } catch (IOException e) {
      throw notAccepted(job, e);
    }
    return submit(job);
  }

  private JobName nameOf(Job job) {
    JobName name = JobName.of(job);
    Instant runAt = job.request().runAt().orElse(Instant.MIN);
    return runAt.isAfter(spool.clock().instant()) ? name.waitingUntil(runAt) : name;
  }

  private void commit(Job job, Path growing, JobName name) {
    Path parent = spool.waiting(name);
    try {
      if (name.dueAt() == null) {
        spool.makeFolder(parent);
      }
      spool.disk().rename(growing, parent.resolve(name.text()));
    } catch (IOException e) {
      // Done, but the reply was lost? The name tells: it is gone from tmp if and only if it was
      // done.
      if (spool.disk().exists(growing)) {
        discard(growing);
        throw notAccepted(job, e);
      }
    }
    try {
      spool.disk().force(parent);
    } catch (IOException e) {
      throw new OutcomeUnknownException(job.id(), e);
    }
  }

  private void forceWhereItWaits(Job job) {
    try {
      spool.disk().force(spool.waiting(nameOf(job)));
    } catch (IOException e) {
      throw new OutcomeUnknownException(job.id(), e);
    }
  }

  private void discard(Path growing) {
    try {
      spool.discard(growing);
    } catch (IOException e) {
      // The sweep takes what is left in tmp/.
    }
  }

  private QueueException notAccepted(Job job, IOException e) {
    return new QueueException(
        "job "
            + job.id()
            + " was not accepted: "
            + e
            + ". Nothing of it is in the queue; see that "
            + spool.root()
            + " can be written and has room, and submit again",
        e);
  }
}
