package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.queue.ExamineStore.Norms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Judges what was seen of a store, and collects what is not as it should be, in the same words
 * whatever store it is. Places may be null where there are none. For one thread.
 */
public class Diagnosis {
  /** A worker that is being started, or polls, has come by then. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration LONG_WAIT = Duration.ofHours(1);
  private static final Duration OVERDUE = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final Duration NOT_DELIVERED = Duration.ofMinutes(5);

  /** A worker stops a cancelled job at its next heartbeat, and kills it soon after. */
  private static final Duration STOPPING = Duration.ofMinutes(2);

  private final Instant now;
  private final Norms norms;
  private final List<Finding> all = new ArrayList<>();

  /**
   * @param now by the clock that the store's jobs are named by
   */
  public Diagnosis(Instant now, Norms norms) {
    this.now = now;
    this.norms = norms;
  }

  public final void harmful(
      Finding.Kind kind, String what, Path where, Instant since, String cure) {
    all.add(new Finding(kind, true, what, where, since, cure, null));
  }

  public final void harmless(
      Finding.Kind kind, String what, Path where, Instant since, String cure) {
    all.add(new Finding(kind, false, what, where, since, cure, null));
  }

  /** About one job; it suffers. */
  public final void ofJob(
      Finding.Kind kind, JobId job, String what, Path where, Instant since, String cure) {
    all.add(new Finding(kind, true, what, where, since, cure, job));
  }

  /** What harms first. */
  public final List<Finding> sorted() {
    return all.stream()
        .sorted(Comparator.comparing(Finding::harmful).reversed().thenComparing(Finding::kind))
        .toList();
  }

  /** Those of the workers that live. */
  public final List<WorkerView> alive(List<WorkerView> workers) {
    return workers.stream().filter(worker -> worker.alive(now, norms.lease())).toList();
  }

  /**
   * A queue that is open, and how long jobs have waited in it.
   *
   * @param oldest when the first of them was submitted
   */
  public final void queue(
      String queue, int waiting, Instant oldest, List<WorkerView> alive, Path where) {
    if (oldest.plus(PATIENCE).isAfter(now)) {
      return;
    }
    List<WorkerView> serving = alive.stream().filter(worker -> worker.serves(queue)).toList();
    String wait = waiting(waiting);
    if (alive.isEmpty()) {
      harmful(
          Finding.Kind.UNCLAIMED,
          wait + " in queue " + queue + ", and no worker is there",
          where,
          oldest,
          "start one: pressroom worker --config FILE");
    } else if (serving.isEmpty()) {
      harmful(
          Finding.Kind.UNCLAIMED,
          wait + " in queue " + queue + ", and no worker serves it",
          where,
          oldest,
          "add it to worker.queues, or move the jobs: pressroom queues move JOB --to QUEUE");
    } else if (oldest.plus(LONG_WAIT).isBefore(now)) {
      harmless(
          Finding.Kind.UNCLAIMED,
          "%s in queue %s, though %d %s it: they are busy, or others come first"
              .formatted(
                  wait,
                  queue,
                  serving.size(),
                  serving.size() == 1 ? "worker serves" : "workers serve"),
          where,
          oldest,
          "watch it with: pressroom watch; more presses or workers make it shorter");
    }
  }

  /** A queue that somebody paused. */
  public final void pausedQueue(String queue, int waiting, Path where, Instant since) {
    String cure = "pressroom queues resume " + queue;
    if (waiting == 0) {
      harmless(
          Finding.Kind.UNCLAIMED,
          "queue " + queue + " is paused; nothing waits in it",
          where,
          since,
          cure);
    } else {
      harmful(
          Finding.Kind.UNCLAIMED,
          "queue " + queue + " is paused, and " + waiting(waiting) + " in it",
          where,
          since,
          cure);
    }
  }

  private static String waiting(int jobs) {
    return jobs == 1 ? "1 job waits" : jobs + " jobs wait";
  }

  /** Whether a job that is due at that moment should have been promoted by now. */
  public final boolean isOverdue(Instant dueAt) {
    return dueAt.plus(OVERDUE).isBefore(now);
  }

  /** Scheduled jobs whose time came long ago. */
  public final void overdue(int jobs, Instant since, boolean noWorker, Path where) {
    harmful(
        Finding.Kind.UNCLAIMED,
        (jobs == 1 ? "1 scheduled job is overdue" : jobs + " scheduled jobs are overdue")
            + (noWorker ? ", and no worker is there" : ", though a worker is there"),
        where,
        since,
        noWorker
            ? "start a worker: pressroom worker --config FILE"
            : "look at the workers' logs for \"cannot\"; compare their clocks with: date -u");
  }

  /** A job that waits for its host. */
  public final void prepared(JobId job, Path where) {
    if (job.time().plus(FORGOTTEN).isBefore(now)) {
      ofJob(
          Finding.Kind.FORGOTTEN,
          job,
          "job " + job + " was prepared, and its host has never released it",
          where,
          job.time(),
          "ask its host; if nobody wants it: pressroom cancel " + job);
    }
  }

  /** A job whose document does not read. */
  public final void unreadable(JobId job, JobFormatException e, Path where, String cure) {
    if (e.newerForm()) {
      ofJob(
          Finding.Kind.UNCLAIMED,
          job,
          "job " + job + " waits for a newer worker: " + e.getMessage(),
          where,
          job.time(),
          "upgrade the workers");
    } else {
      ofJob(
          Finding.Kind.DAMAGED,
          job,
          "job " + job + " cannot be read: job.json: " + e.getMessage(),
          where,
          job.time(),
          cure);
    }
  }

  /** A job's time, which is in its id. */
  public final void time(JobId job, Path where) {
    if (job.time().isAfter(now.plus(PATIENCE))) {
      ofJob(
          Finding.Kind.CLOCK,
          job,
          "job "
              + job
              + " was submitted in the future, at "
              + job.time()
              + ": its"
              + " submitter's clock was ahead, or the one here was set back",
          where,
          null,
          "compare the clocks with: date -u; the job itself runs all the same, after older ones");
    }
  }

  /** A worker that does not live. */
  public final void silent(WorkerView worker, Path where, int held, boolean anyAlive) {
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
      harmless(Finding.Kind.STUCK, what, where, since, "wait: another worker takes its jobs back");
    } else if (anyAlive) {
      harmful(
          Finding.Kind.STUCK,
          what + ", and no other worker has taken them back",
          where,
          since,
          "look at the other workers' logs for \"cannot be taken back\"");
    } else if (held == 0) {
      harmless(Finding.Kind.STUCK, what, where, since, "start a worker; it tidies this up");
    } else {
      harmful(
          Finding.Kind.STUCK,
          what + "; no other worker is there to take them back",
          where,
          since,
          "start a worker: pressroom worker --config FILE");
    }
  }

  /**
   * A job that a living worker runs.
   *
   * @param timeout its own, or null for what is normal
   */
  public final void running(
      JobId job, WorkerView worker, Instant began, Duration timeout, Path where) {
    Duration allowed = timeout == null ? norms.timeout() : timeout;
    if (began.plus(allowed.multipliedBy(3).dividedBy(2)).plus(STOPPING).isBefore(now)) {
      ofJob(
          Finding.Kind.STUCK,
          job,
          "job %s runs under worker %s for far longer than its timeout of %s"
              .formatted(
                  job, worker.name(), allowed.toString().substring(2).toLowerCase(Locale.ROOT)),
          where,
          began,
          "pressroom cancel " + job + "; if that does not end it, stop the worker");
    }
  }

  /** A job that runs and was to be cancelled at that moment. */
  public final void cancelling(JobId job, WorkerView worker, Instant asked, Path where) {
    if (asked.plus(STOPPING).isBefore(now)) {
      ofJob(
          Finding.Kind.STUCK,
          job,
          "job " + job + " was to be cancelled and still runs under worker " + worker.name(),
          where,
          asked,
          "stop the worker; the job is cancelled when it is taken back");
    }
  }

  /** What is still to be delivered since that moment. */
  public final void delivery(JobId job, Instant since, Path where) {
    if (!since.plus(NOT_DELIVERED).isAfter(now)) {
      ofJob(
          Finding.Kind.FORGOTTEN,
          job,
          "what job " + job + " made is still to be delivered",
          where,
          since,
          "start a worker, or look at its log for \"delivery\": the published folder may be full"
              + " or not writable");
    }
  }
}
