package dev.pressroom.queue.spool;

import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
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
  private final Spool spool;
  private final Examination.Findings findings;

  ExaminedRuns(Spool spool, Examination.Findings findings) {
    this.spool = spool;
    this.findings = findings;
  }

  void look() throws IOException {
    List<WorkerView> workers = new Workers(spool).all();
    List<WorkerView> living = findings.alive(workers);
    for (WorkerView worker : workers) {
      boolean alive = living.stream().anyMatch(each -> each == worker);
      Path folder =
          spool.running().resolve(worker.lease() + (worker.revoked() ? Spool.LAPSED : ""));
      List<String> held =
          spool.listOrNothing(folder).stream().filter(name -> !name.equals(Spool.LEASE)).toList();
      if (!alive) {
        findings.silent(worker, folder, held.size(), !living.isEmpty());
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

  private void lookAtJob(JobName job, Path directory, WorkerView worker, boolean alive) {
    JobDirectory files = new JobDirectory(directory);
    Instant began = findings.touched(files.attempts());
    if (!alive || began == null) {
      return;
    }
    findings.running(job.id(), worker, began, timeout(files), directory);
    Instant asked = findings.touched(files.cancelMark());
    if (asked != null) {
      findings.cancelling(job.id(), worker, asked, directory);
    }
  }

  /** Null if it has none of its own, or cannot be read. */
  private Duration timeout(JobDirectory files) {
    try {
      return files.readJob(spool.disk()).request().timeout().orElse(null);
    } catch (IOException | JobFormatException e) {
      // It is claimed only if it could be read; perhaps it has just moved on.
      return null;
    }
  }
}
