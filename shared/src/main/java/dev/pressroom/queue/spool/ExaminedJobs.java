package dev.pressroom.queue.spool;

import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.ExamineStore.Norms;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What waits, and what was put aside. */
final class ExaminedJobs {
  /** A worker that is being started, or polls, has come by then. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration LONG_WAIT = Duration.ofHours(1);
  private static final Duration OVERDUE = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /**
   * Reading more would keep the doctor busy for seconds; sick ones are found in what comes first.
   */
  private static final int MOST_READ = 2_000;

  private static final int MOST_REASON = 400;
  private static final int LARGEST_REASON = 64 * 1024;
  private static final String REASON = ".txt";

  private final Spool spool;
  private final Norms norms;
  private final Examination.Findings findings;
  private final Instant now;

  private record Entry(JobName name, Path directory) {}

  ExaminedJobs(Spool spool, Norms norms, Examination.Findings findings) {
    this.spool = spool;
    this.norms = norms;
    this.findings = findings;
    this.now = spool.clock().instant();
  }

  void look() throws IOException {
    lookAtCorrupt();
    List<WorkerView> alive =
        new Workers(spool)
            .all().stream().filter(worker -> worker.alive(now, norms.lease())).toList();
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
        checkTime(entry);
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
      if (e.newerForm()) {
        findings.ofJob(
            Finding.Kind.UNCLAIMED,
            job.name().id(),
            "job " + job.name().id() + " waits for a newer worker: " + e.getMessage(),
            job.directory(),
            job.name().id().time(),
            "upgrade the workers");
      } else {
        findings.ofJob(
            Finding.Kind.DAMAGED,
            job.name().id(),
            "job " + job.name().id() + " cannot be read: job.json: " + e.getMessage(),
            job.directory(),
            job.name().id().time(),
            "mend its job.json, or cancel and submit it anew; a worker puts it aside when it is"
                + " its turn");
      }
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

  private void checkTime(Entry job) {
    Instant time = job.name().id().time();
    if (time.isAfter(now.plus(PATIENCE))) {
      findings.ofJob(
          Finding.Kind.CLOCK,
          job.name().id(),
          "job "
              + job.name().id()
              + " was submitted in the future, at "
              + time
              + ": its"
              + " submitter's clock was ahead, or the one here was set back",
          job.directory(),
          null,
          "compare the clocks with: date -u; the job itself runs all the same, after older ones");
    }
  }

  private void lookAtQueue(String queue, List<WorkerView> alive) throws IOException {
    Path folder = spool.queue(queue);
    List<Entry> waiting = jobs(folder);
    Path paused = folder.resolve(Spool.PAUSED);
    if (spool.disk().exists(paused)) {
      lookAtPaused(queue, waiting.size(), paused);
      return;
    }
    Optional<Instant> oldest =
        waiting.stream().map(job -> job.name().id().time()).min(Comparator.naturalOrder());
    if (oldest.isEmpty() || oldest.get().plus(PATIENCE).isAfter(now)) {
      return;
    }
    List<WorkerView> serving = alive.stream().filter(worker -> worker.serves(queue)).toList();
    String wait = waiting.size() == 1 ? "1 job waits" : waiting.size() + " jobs wait";
    if (alive.isEmpty()) {
      findings.harmful(
          Finding.Kind.UNCLAIMED,
          wait + " in queue " + queue + ", and no worker is there",
          folder,
          oldest.get(),
          "start one: pressroom worker --config FILE");
    } else if (serving.isEmpty()) {
      findings.harmful(
          Finding.Kind.UNCLAIMED,
          wait + " in queue " + queue + ", and no worker serves it",
          folder,
          oldest.get(),
          "add it to worker.queues, or move the jobs: pressroom queues move JOB --to QUEUE");
    } else if (oldest.get().plus(LONG_WAIT).isBefore(now)) {
      findings.harmless(
          Finding.Kind.UNCLAIMED,
          "%s in queue %s, though %d %s it: they are busy, or others come first"
              .formatted(
                  wait,
                  queue,
                  serving.size(),
                  serving.size() == 1 ? "worker serves" : "workers serve"),
          folder,
          oldest.get(),
          "watch it with: pressroom watch; more presses or workers make it shorter");
    }
  }

  private void lookAtPaused(String queue, int waiting, Path paused) {
    String cure = "pressroom queues resume " + queue;
    if (waiting == 0) {
      findings.harmless(
          Finding.Kind.UNCLAIMED,
          "queue " + queue + " is paused; nothing waits in it",
          paused,
          findings.touched(paused),
          cure);
    } else {
      findings.harmful(
          Finding.Kind.UNCLAIMED,
          "queue "
              + queue
              + " is paused, and "
              + (waiting == 1 ? "1 job waits" : waiting + " jobs wait")
              + " in it",
          paused,
          findings.touched(paused),
          cure);
    }
  }

  private void lookAtScheduled(boolean noWorker) throws IOException {
    List<Entry> overdue =
        jobs(spool.scheduled()).stream()
            .filter(job -> job.name().dueAt() != null)
            .filter(job -> job.name().dueAt().plus(OVERDUE).isBefore(now))
            .toList();
    if (!overdue.isEmpty()) {
      findings.harmful(
          Finding.Kind.UNCLAIMED,
          (overdue.size() == 1
                  ? "1 scheduled job is overdue"
                  : overdue.size() + " scheduled jobs are overdue")
              + (noWorker ? ", and no worker is there" : ", though a worker is there"),
          spool.scheduled(),
          overdue.get(0).name().dueAt(),
          noWorker
              ? "start a worker: pressroom worker --config FILE"
              : "look at the workers' logs for \"cannot\"; compare their clocks with: date -u");
    }
  }

  private void lookAtPrepared() throws IOException {
    for (Entry job : jobs(spool.prepared())) {
      Instant since = job.name().id().time();
      if (since.plus(FORGOTTEN).isBefore(now)) {
        findings.ofJob(
            Finding.Kind.FORGOTTEN,
            job.name().id(),
            "job " + job.name().id() + " was prepared, and its host has never released it",
            job.directory(),
            since,
            "ask its host; if nobody wants it: pressroom cancel " + job.name().id());
      }
    }
  }
}
