package dev.pressroom.queue.spool;

import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.ExamineStore.Norms;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.Inbox;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What runs, and the workers that say so. */
final class ExaminedRuns {
  /** A worker stops a cancelled job at its next heartbeat, and kills it soon after. */
  private static final Duration STOPPING = Duration.ofMinutes(2);

  private final Spool spool;
  private final Norms norms;
  private final Examination.Findings findings;

  ExaminedRuns(Spool spool, Norms norms, Examination.Findings findings) {
    this.spool = spool;
    this.norms = norms;
    this.findings = findings;
  }

  void look() throws IOException {
    Instant now = spool.clock().instant();
    List<WorkerView> workers = new Workers(spool).all();
    boolean anyAlive = workers.stream().anyMatch(worker -> worker.alive(now, norms.lease()));
    for (WorkerView worker : workers) {
      boolean alive = worker.alive(now, norms.lease());
      Path folder =
          spool.running().resolve(worker.lease() + (worker.revoked() ? Spool.LAPSED : ""));
      List<String> held =
          spool.listOrNothing(folder).stream().filter(name -> !name.equals(Spool.LEASE)).toList();
      if (!alive) {
        lookAtSilent(worker, folder, held.size(), anyAlive);
      }
      for (String name : held) {
        Optional<JobName> job = JobName.parse(name);
        if (job.isPresent()) {
          lookAtJob(job.get(), folder.resolve(name), worker, alive);
        } else if (!name.endsWith(Inbox.TAKING) && !name.startsWith(Spool.HIDDEN)) {
          findings.harmless(
              Finding.Kind.DAMAGED,
              "\"" + name + "\" lies among the running jobs and is none",
              folder.resolve(name),
              null,
              "move it elsewhere");
        }
      }
    }
  }

  private void lookAtSilent(WorkerView worker, Path folder, int held, boolean anyAlive) {
    Instant now = spool.clock().instant();
    Instant since = worker.beat();
    boolean forLong = since == null || since.plus(norms.lease().multipliedBy(3)).isBefore(now);
    String who = worker.name().isEmpty() ? "a worker" : "worker " + worker.name();
    String holds =
        held == 0 ? "holds no job" : held == 1 ? "holds 1 job" : "holds " + held + " jobs";
    String what =
        worker.revoked()
            ? "%s was lost, and its jobs are being taken back; it still %s".formatted(who, holds)
            : "%s has been silent for longer than its lease and %s".formatted(who, holds);
    if (anyAlive && !forLong) {
      findings.harmless(
          Finding.Kind.STUCK, what, folder, since, "wait: another worker takes its jobs back");
    } else if (anyAlive) {
      findings.harmful(
          Finding.Kind.STUCK,
          what + ", and no other worker has taken them back",
          folder,
          since,
          "look at the other workers' logs for \"cannot be taken back\"");
    } else if (held == 0) {
      findings.harmless(
          Finding.Kind.STUCK, what, folder, since, "start a worker; it tidies this up");
    } else {
      findings.harmful(
          Finding.Kind.STUCK,
          what + "; no other worker is there to take them back",
          folder,
          since,
          "start a worker: pressroom worker --config FILE");
    }
  }

  private void lookAtJob(JobName job, Path directory, WorkerView worker, boolean alive) {
    JobDirectory files = new JobDirectory(directory);
    Instant now = spool.clock().instant();
    Instant began = findings.touched(files.attempts());
    if (!alive || began == null) {
      return;
    }
    Duration timeout = timeout(files);
    if (began.plus(timeout.multipliedBy(3).dividedBy(2)).plus(STOPPING).isBefore(now)) {
      findings.ofJob(
          Finding.Kind.STUCK,
          job.id(),
          "job %s runs under worker %s for far longer than its timeout of %s"
              .formatted(
                  job.id(),
                  worker.name(),
                  timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT)),
          directory,
          began,
          "pressroom cancel " + job.id() + "; if that does not end it, stop the worker");
    }
    Instant asked = findings.touched(files.cancelMark());
    if (asked != null && asked.plus(STOPPING).isBefore(now)) {
      findings.ofJob(
          Finding.Kind.STUCK,
          job.id(),
          "job " + job.id() + " was to be cancelled and still runs under worker " + worker.name(),
          directory,
          asked,
          "stop the worker; the job is cancelled when it is taken back");
    }
  }

  private Duration timeout(JobDirectory files) {
    try {
      return files.readJob(spool.disk()).request().timeout().orElse(norms.timeout());
    } catch (IOException | JobFormatException e) {
      // It is claimed only if it could be read; perhaps it has just moved on.
      return norms.timeout();
    }
  }
}
