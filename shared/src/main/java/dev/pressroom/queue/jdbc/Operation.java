package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.FinishedCount;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueCount;
import dev.pressroom.queue.QueueException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What operators do to jobs and queues. Safe for use by several threads. */
final class Operation {
  private static final Place[] WAITING = {Place.QUEUED, Place.SCHEDULED, Place.PREPARED};

  private final Database database;
  private final Keys keys;
  private final Inspection inspection;
  private final Taking taking;
  private final Directories directories;

  /**
   * @param directories null if this process has none
   */
  Operation(
      Database database, Keys keys, Inspection inspection, Taking taking, Directories directories) {
    this.database = database;
    this.keys = keys;
    this.inspection = inspection;
    this.taking = taking;
    this.directories = directories;
  }

  /** A finished job's row, and where its directory may be. */
  private record Finished(Row row, JobState state, LocalDate day, String host) {
    static Finished read(ResultSet row) throws SQLException {
      return new Finished(
          Row.read(row),
          JobState.parse(row.getString("state")),
          row.getObject("finished_on", LocalDate.class),
          row.getString("host"));
    }

    /** It has not ended after all. */
    FinishedCount uncounted() {
      return new FinishedCount(day, row.name().queue(), state, -1);
    }
  }

  Optional<JobView> retry(JobId id, int budget) {
    Optional<Finished> back =
        database.transact(
            "trying job " + id + " again",
            tx -> {
              Optional<Finished> found =
                  tx.one(Sql.LOCK_HISTORY, Finished::read, id.text())
                      .filter(each -> each.state().mayBecome(JobState.QUEUED));
              if (found.isPresent()) {
                putBack(tx, found.get().row(), budget);
                Tally.add(tx, List.of(found.get().uncounted()));
              }
              return found;
            });
    if (back.isEmpty()) {
      return Optional.empty();
    }
    taking.cameBack();
    Finished was = back.get();
    if (directories != null) {
      directories.putBack(directories.tree().finished(was.state(), was.day(), id), id);
    }
    return inspection.find(id);
  }

  private void putBack(Tx tx, Row row, int budget) throws SQLException {
    if (row.keyed()) {
      takeKey(tx, row);
    }
    int number = row.attempt().number();
    tx.update(Sql.REMOVE_HISTORY, row.id().text());
    Place.QUEUED.add(tx, row.as(row.name().with(new Attempt(number, number + budget))));
  }

  private void takeKey(Tx tx, Row row) throws SQLException {
    UniqueKey key;
    try {
      key = row.job().request().key().orElseThrow();
    } catch (JobFormatException e) {
      throw new QueueException(
          "job " + row.id() + " cannot be tried again: its document " + e.getMessage(), e);
    }
    JobId holder = keys.takeAgain(tx, row.id(), key);
    if (!holder.equals(row.id())) {
      throw new QueueException(
          "job "
              + row.id()
              + " cannot be tried again: its key \""
              + key.value()
              + "\" is held by job "
              + holder
              + "; wait until that has ended, or cancel it");
    }
  }

  Optional<JobView> move(JobId id, String queue, int priority) {
    JobRequest.checkQueue(queue);
    boolean moved =
        database.transact(
            "moving job " + id,
            tx -> {
              for (Place place : WAITING) {
                Optional<Row> row = place.lock(tx, id);
                if (row.isPresent()) {
                  JobName name = row.get().name();
                  place.remove(tx, id);
                  place.add(
                      tx,
                      row.get()
                          .as(
                              new JobName(
                                  name.dueAt(),
                                  queue,
                                  priority,
                                  id,
                                  name.attempt(),
                                  name.tenant())));
                  return true;
                }
              }
              return false;
            });
    if (!moved) {
      return Optional.empty();
    }
    taking.cameBack();
    return inspection.find(id);
  }

  void pause(String queue) {
    JobRequest.checkQueue(queue);
    database.alone("pausing queue " + queue, tx -> tx.update(Sql.PAUSE, queue));
  }

  void resume(String queue) {
    JobRequest.checkQueue(queue);
    database.alone("resuming queue " + queue, tx -> tx.update(Sql.RESUME, queue));
    taking.cameBack();
  }

  Set<String> paused() {
    Set<String> paused = new TreeSet<>();
    database.alone(
        "looking for paused queues",
        tx -> tx.list(Sql.PAUSED, row -> paused.add(row.getString("queue"))));
    return paused;
  }

  Map<String, QueueCount> counts() {
    Map<String, QueueCount> counts = new TreeMap<>();
    database.alone(
        "counting",
        tx ->
            tx.list(
                Sql.COUNT,
                row ->
                    counts.put(
                        row.getString("queue"),
                        new QueueCount(
                            row.getInt("queued"),
                            row.getInt("scheduled"),
                            row.getInt("prepared"),
                            row.getInt("running"),
                            row.getInt("paused") > 0))));
    return counts;
  }
}
