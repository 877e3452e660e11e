package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import java.sql.SQLException;
import java.util.Optional;

/** The tables that jobs are in before they end. A transition takes a row from one to another. */
enum Place {
  PREPARED(JobState.PREPARED, Sql.LOCK_PREPARED, Sql.REMOVE_PREPARED, Sql.ADD_PREPARED),
  SCHEDULED(JobState.SCHEDULED, Sql.LOCK_SCHEDULED, Sql.REMOVE_SCHEDULED, Sql.ADD_SCHEDULED),
  QUEUED(JobState.QUEUED, Sql.LOCK_QUEUED, Sql.REMOVE_QUEUED, Sql.ADD_QUEUED),
  /** Rows get here by a claim only. */
  RUNNING(JobState.RUNNING, Sql.LOCK_RUNNING, Sql.REMOVE_RUNNING, null);

  private final JobState state;
  private final Sql lock;
  private final Sql remove;
  private final Sql add;

  Place(JobState state, Sql lock, Sql remove, Sql add) {
    this.state = state;
    this.lock = lock;
    this.remove = remove;
    this.add = add;
  }

  JobState state() {
    return state;
  }

  /** Where a job of that state is. */
  static Place of(JobState state) {
    for (Place place : values()) {
      if (place.state == state) {
        return place;
      }
    }
    throw new IllegalArgumentException("jobs that are " + state + " do not wait or run");
  }

  /** Where a job waits: by whether it waits for a moment. */
  static Place waiting(Row row) {
    return row.name().dueAt() == null ? QUEUED : SCHEDULED;
  }

  /** A job's row, which nobody else can take away until this transaction ends. */
  Optional<Row> lock(Tx tx, JobId id) throws SQLException {
    return tx.one(lock, Row::read, id.text());
  }

  void remove(Tx tx, JobId id) throws SQLException {
    tx.update(remove, id.text());
  }

  void add(Tx tx, Row row) throws SQLException {
    tx.update(add, parameters(row));
  }

  /** What the statement that adds a row here takes. */
  Object[] parameters(Row row) {
    return row.parameters(this != QUEUED);
  }

  Sql adding() {
    return add;
  }
}
