package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Harmless;
import dev.pressroom.job.JobId;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.queue.Diagnosis;
import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at a queue in a database that may be sick, and at the work directory of one of its workers
 * if there is one here. Safe for use by several threads.
 */
final class Examination implements ExamineStore {
  /** Reading more would keep the doctor busy; sick ones are found in what comes first. */
  private static final int MOST_READ = 2_000;

  /** Beyond this, due times and leases are not what they seem to people here. */
  private static final Duration WRONG_CLOCK = Duration.ofMinutes(1);

  private final Database database;
  private final Directories directories;

  /**
   * @param directories null if this process has none
   */
  Examination(Database database, Directories directories) {
    this.database = database;
    this.directories = directories;
  }

  /** A worker, where its disk is, and what the database's clock says. */
  private record Registered(WorkerView view, String host, Instant moment) {
    static Registered read(ResultSet row) throws SQLException {
      String queues = row.getString("queues");
      return new Registered(
          new WorkerView(
              row.getString("id"),
              row.getString("worker"),
              row.getLong("pid"),
              Tx.instant(row, "registered_at"),
              Tx.instant(row, "beat_at"),
              queues.isEmpty() ? List.of() : List.of(queues.split("\n")),
              row.getBoolean("revoked")),
          row.getString("host"),
          Tx.instant(row, "moment"));
    }
  }

  private List<Registered> registered() {
    return database.alone("looking at workers", tx -> tx.list(Sql.WORKERS, Registered::read));
  }

  @Override
  public List<WorkerView> workers() {
    return registered().stream().map(Registered::view).toList();
  }

  @Override
  public List<Finding> examine(Norms norms) {
    Instant now =
        database
            .alone(
                "looking at the clock", tx -> tx.one(Sql.NOW, Examination::moment, database.now()))
            .orElseThrow();
    Diagnosis diagnosis = new Diagnosis(now, norms);
    lookAtClock(diagnosis, now);
    List<WorkerView> workers = workers();
    List<WorkerView> alive = diagnosis.alive(workers);
    lookAtWaiting(diagnosis, now, alive);
    lookAtRuns(diagnosis, workers, alive);
    lookAtLeftovers(diagnosis);
    if (directories != null) {
      lookAtDisk(diagnosis);
    }
    return diagnosis.sorted();
  }

  private static Instant moment(ResultSet row) throws SQLException {
    return Tx.instant(row, "moment");
  }

  private void lookAtClock(Diagnosis diagnosis, Instant now) {
    Duration apart = Duration.between(now, database.clock().instant()).abs();
    if (apart.compareTo(WRONG_CLOCK) > 0) {
      diagnosis.harmful(
          Finding.Kind.CLOCK,
          "the clock here and the database's are "
              + apart.toSeconds()
              + " seconds apart; the database's says what is due",
          null,
          null,
          "compare with: date -u; then let the machines' time services set them");
    }
  }

  /** A job, what its document says, and the form that it is in. */
  private record Waiting(JobId id, int form, String json) {}

  private record Line(String queue, int jobs, JobId oldest) {}

  private void lookAtWaiting(Diagnosis diagnosis, Instant now, List<WorkerView> alive) {
    Set<String> paused =
        new HashSet<>(
            database.alone(
                "looking at paused queues",
                tx -> tx.list(Sql.PAUSED, row -> row.getString("queue"))));
    List<Line> lines =
        database.alone(
            "looking at what waits",
            tx ->
                tx.list(
                    Sql.WAITING,
                    row ->
                        new Line(
                            row.getString("queue"),
                            row.getInt("jobs"),
                            new JobId(row.getString("oldest")))));
    for (Line line : lines) {
      if (paused.remove(line.queue())) {
        diagnosis.pausedQueue(line.queue(), line.jobs(), null, null);
      } else {
        diagnosis.queue(line.queue(), line.jobs(), line.oldest().time(), alive, null);
      }
    }
    paused.forEach(queue -> diagnosis.pausedQueue(queue, 0, null, null));
    for (Waiting job :
        database.alone(
            "reading what waits",
            tx ->
                tx.list(
                    Sql.FIRST_QUEUED,
                    row ->
                        new Waiting(
                            new JobId(row.getString("id")),
                            row.getInt("form"),
                            row.getString("job")),
                    MOST_READ))) {
      diagnosis.time(job.id(), null);
      lookInto(diagnosis, job);
    }
    lookAtScheduled(diagnosis, now, alive.isEmpty());
    database
        .alone(
            "looking at what is prepared",
            tx -> tx.list(Sql.PREPARED, row -> new JobId(row.getString("id"))))
        .forEach(job -> diagnosis.prepared(job, null));
  }

  private static void lookInto(Diagnosis diagnosis, Waiting job) {
    try {
      JobJson.read(job.json().getBytes(StandardCharsets.UTF_8));
    } catch (JobFormatException e) {
      diagnosis.unreadable(
          job.id(), e, null, "cancel and submit it anew; when it is its turn, it fails");
    }
  }

  private void lookAtScheduled(Diagnosis diagnosis, Instant now, boolean noWorker) {
    List<Instant> overdue =
        database
            .alone(
                "looking at what is scheduled",
                tx -> tx.list(Sql.OVERDUE, row -> Tx.instant(row, "due_at"), now))
            .stream()
            .filter(diagnosis::isOverdue)
            .toList();
    if (!overdue.isEmpty()) {
      diagnosis.overdue(overdue.size(), overdue.get(0), noWorker, null);
    }
  }

  private record Run(JobId id, String lease, Instant claimedAt, Instant cancelAt, String json) {}

  private void lookAtRuns(Diagnosis diagnosis, List<WorkerView> workers, List<WorkerView> alive) {
    Map<String, List<Run>> held = new HashMap<>();
    for (Run run :
        database.alone(
            "looking at what runs",
            tx ->
                tx.list(
                    Sql.RUNS,
                    row ->
                        new Run(
                            new JobId(row.getString("id")),
                            row.getString("lease"),
                            Tx.instant(row, "claimed_at"),
                            Tx.instant(row, "cancel_at"),
                            row.getString("job"))))) {
      held.computeIfAbsent(run.lease(), lease -> new ArrayList<>()).add(run);
    }
    for (WorkerView worker : workers) {
      List<Run> runs = held.getOrDefault(worker.lease(), List.of());
      held.remove(worker.lease());
      if (!alive.contains(worker)) {
        diagnosis.silent(worker, null, runs.size(), !alive.isEmpty());
      } else {
        runs.forEach(run -> lookAtRun(diagnosis, worker, run));
      }
    }
    held.values().stream()
        .flatMap(List::stream)
        .forEach(
            run ->
                diagnosis.ofJob(
                    Finding.Kind.DAMAGED,
                    run.id(),
                    "job " + run.id() + " runs under lease " + run.lease() + ", which is nowhere",
                    null,
                    run.claimedAt(),
                    "give it a lease that a worker takes it back from: insert into pressroom_worker"
                        + " (id, worker, host, pid, queues, beat, beat_at, revoked, registered_at)"
                        + " values ('"
                        + run.lease()
                        + "', 'lost', '', 0, '', 0, current_timestamp, true, current_timestamp)"));
  }

  private static void lookAtRun(Diagnosis diagnosis, WorkerView worker, Run run) {
    Duration timeout = null;
    try {
      timeout =
          JobJson.read(run.json().getBytes(StandardCharsets.UTF_8))
              .request()
              .timeout()
              .orElse(null);
    } catch (JobFormatException e) {
      // Its worker ends it.
    }
    diagnosis.running(run.id(), worker, run.claimedAt(), timeout, null);
    if (run.cancelAt() != null) {
      diagnosis.cancelling(run.id(), worker, run.cancelAt(), null);
    }
  }

  @Override
  public List<JobId> reconcile() {
    if (directories == null) {
      return List.of();
    }
    Keys keys = new Keys(database);
    return directories.doing(
        "reconciling database and directories",
        () -> new Restored(database, directories).reconcile(keys, new Ending(database, keys)));
  }

  private record Delivery(JobId id, Instant since) {}

  private void lookAtLeftovers(Diagnosis diagnosis) {
    database
        .alone(
            "looking at deliveries",
            tx ->
                tx.list(
                    Sql.ALL_DELIVERIES,
                    row ->
                        new Delivery(
                            new JobId(row.getString("id")), Tx.instant(row, "finished_at"))))
        .forEach(
            each ->
                diagnosis.delivery(
                    each.id(), each.since() == null ? each.id().time() : each.since(), null));
    database.alone(
        "looking at keys",
        tx ->
            tx.list(
                Sql.LOST_KEYS,
                row -> {
                  JobId id = new JobId(row.getString("id"));
                  diagnosis.ofJob(
                      Finding.Kind.FORGOTTEN,
                      id,
                      "the key \""
                          + Harmless.line(row.getString("key_value"))
                          + "\" is held by job "
                          + id
                          + ", which is nowhere; nothing with that key can be submitted",
                      null,
                      id.time(),
                      "delete from pressroom_key where id = '" + id + "'");
                  return id;
                }));
  }

  private void lookAtDisk(Diagnosis diagnosis) {
    try {
      new Restored(database, directories).tell(diagnosis);
    } catch (IOException e) {
      diagnosis.harmful(
          Finding.Kind.DISK,
          "a part of the work directory cannot be read: " + e,
          directories.tree().root(),
          null,
          "see that the disk is there and that this user may read it");
    }
  }
}
