package dev.pressroom.queue.spool;

import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What waits, and what was put aside. */
final class ExaminedJobs {
  /**
   * Reading more would keep the doctor busy for seconds; sick ones are found in what comes first.
   */
  private static final int MOST_READ = 2_000;

  private static final int MOST_REASON = 400;
  private static final int LARGEST_REASON = 64 * 1024;
  private static final String REASON = ".txt";

  private final Spool spool;
  private final Examination.Findings findings;

  private record Entry(JobName name, Path directory) {}

  ExaminedJobs(Spool spool, Examination.Findings findings) {
    this.spool = spool;
    this.findings = findings;
  }

  void look() throws IOException {
    lookAtCorrupt();
    List<WorkerView> alive = findings.alive(new Workers(spool).all());
    for (String queue : spool.listOrNothing(spool.queued())) {
      if (!queue.startsWith(Spool.HIDDEN)) {
        lookAtQueue(queue, alive);
      }
    }
    lookAtScheduled(alive.isEmpty());
    lookAtPrepared();
  }

  private void lookAtCorrupt() throws IOException {
    for (String name : spool.listOrNothing(spool.corrupt())) {
      if (name.endsWith(REASON) || name.startsWith(Spool.HIDDEN)) {
        continue;
      }
      Path path = spool.corrupt().resolve(name);
      Path text = spool.corrupt().resolve(name + REASON);
      findings.harmful(
          Finding.Kind.DAMAGED,
          name + " could not be read and was put aside: " + reason(text),
          path,
          findings.touched(text),
          "mend its cause and submit it anew; then delete it and " + name + REASON);
    }
  }

  private String reason(Path text) throws IOException {
    try {
      String why =
          new String(spool.disk().read(text, LARGEST_REASON), StandardCharsets.UTF_8)
              .lines()
              .findFirst()
              .orElse("no reason is beside it");
      return why.length() > MOST_REASON ? why.substring(0, MOST_REASON) + "…" : why;
    } catch (NoSuchFileException e) {
      return "no reason is beside it";
    }
  }

  /** The jobs in a folder, in their order; strangers are told. */
  private List<Entry> jobs(Path folder) throws IOException {
    List<Entry> jobs = new ArrayList<>();
    int read = 0;
    for (String text : spool.listOrNothing(folder).stream().sorted().toList()) {
      Optional<JobName> name = JobName.parse(text);
      Path path = folder.resolve(text);
      if (name.isPresent()) {
        Entry entry = new Entry(name.get(), path);
        jobs.add(entry);
        if (read++ < MOST_READ) {
          checkReadable(entry);
        }
        findings.time(entry.name().id(), path);
      } else if (!text.equals(Spool.PAUSED) && !text.startsWith(Spool.HIDDEN)) {
        findings.harmless(
            Finding.Kind.DAMAGED,
            Corrupt.quoted(text) + " lies among the waiting jobs and is no job",
            path,
            findings.touched(path),
            "move it elsewhere, or let a worker put it aside");
      }
    }
    return jobs;
  }

  private void checkReadable(Entry job) {
    try {
      new JobDirectory(job.directory()).readJob(spool.disk());
    } catch (JobFormatException e) {
      findings.unreadable(
          job.name().id(),
          e,
          job.directory(),
          "mend its job.json, or cancel and submit it anew; a worker puts it aside when it is its"
              + " turn");
    } catch (IOException e) {
      if (spool.disk().isDirectory(job.directory())) {
        findings.ofJob(
            Finding.Kind.DAMAGED,
            job.name().id(),
            "job " + job.name().id() + " cannot be read: " + e,
            job.directory(),
            job.name().id().time(),
            "see that its directory and job.json are there and that workers may read and move them");
      }
    }
  }

  private void lookAtQueue(String queue, List<WorkerView> alive) throws IOException {
    Path folder = spool.queue(queue);
    List<Entry> waiting = jobs(folder);
    Path paused = folder.resolve(Spool.PAUSED);
    if (spool.disk().exists(paused)) {
      findings.pausedQueue(queue, waiting.size(), paused, findings.touched(paused));
      return;
    }
    waiting.stream()
        .map(job -> job.name().id().time())
        .min(Comparator.naturalOrder())
        .ifPresent(oldest -> findings.queue(queue, waiting.size(), oldest, alive, folder));
  }

  private void lookAtScheduled(boolean noWorker) throws IOException {
    List<Entry> overdue =
        jobs(spool.scheduled()).stream()
            .filter(job -> job.name().dueAt() != null)
            .filter(job -> findings.isOverdue(job.name().dueAt()))
            .toList();
    if (!overdue.isEmpty()) {
      findings.overdue(overdue.size(), overdue.get(0).name().dueAt(), noWorker, spool.scheduled());
    }
  }

  private void lookAtPrepared() throws IOException {
    for (Entry job : jobs(spool.prepared())) {
      findings.prepared(job.name().id(), job.directory());
    }
  }
}
