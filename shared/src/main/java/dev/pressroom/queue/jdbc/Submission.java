package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Submitting: one row, inserted; the commit is the database's. With a unique key, the key's row is
 * taken in the same transaction before it. A job that names a moment always goes among the
 * scheduled ones, so that two tries of the same submit meet in the same table.
 */
final class Submission {
  private final Database database;
  private final Keys keys;
  private final Waking waking;

  Submission(Database database, Keys keys, Waking waking) {
    this.database = database;
    this.keys = keys;
    this.waking = waking;
  }

  JobId submit(Job job) {
    Row row = Row.of(job);
    JobId id = put(job, tx -> insert(tx, job, row, Place.waiting(row)));
    waking.submitted();
    return id;
  }

  JobId prepare(Job job) {
    Row row = Row.of(job);
    return put(job, tx -> insert(tx, job, row, Place.PREPARED));
  }

  private JobId put(Job job, Database.Work<JobId> work) {
    boolean alone = job.request().key().isEmpty();
    try {
      return alone ? database.alone(what(job), work) : database.transact(what(job), work);
    } catch (QueueException e) {
      throw unknown(job, e);
    }
  }

  /** Whoever loses the reply to an insert or its commit cannot know. */
  private static QueueException unknown(Job job, QueueException e) {
    return e.getCause() instanceof SQLException sql && Trouble.unknown(sql)
        ? new OutcomeUnknownException(job.id(), e)
        : e;
  }

  private static String what(Job job) {
    return "submitting job " + job.id();
  }

  private JobId insert(Tx tx, Job job, Row row, Place place) throws SQLException {
    Optional<UniqueKey> key = job.request().key();
    if (key.isPresent()) {
      JobId holder = keys.take(tx, job.id(), key.get());
      if (!holder.equals(job.id())) {
        return holder;
      }
    }
    place.add(tx, row);
    return job.id();
  }

  /**
   * Inserted first and looked for afterwards: a first try that is still on its way then finds this
   * one's row and fails, instead of both being there.
   */
  JobId submitAgain(Job job) {
    Row row = Row.of(job);
    Place place = Place.waiting(row);
    JobId id;
    try {
      id = database.transact(what(job), tx -> insertIfAbsent(tx, job, row, place));
    } catch (AlreadyThereException e) {
      return job.id();
    } catch (QueueException e) {
      throw unknown(job, e);
    }
    waking.submitted();
    return id;
  }

  private JobId insertIfAbsent(Tx tx, Job job, Row row, Place place) throws SQLException {
    if (isThere(tx, job.id())) {
      return job.id();
    }
    try {
      JobId id = insert(tx, job, row, place);
      if (id.equals(job.id()) && isElsewhere(tx, job.id(), place)) {
        throw new AlreadyThereException();
      }
      return id;
    } catch (SQLException e) {
      if (Trouble.isDuplicate(e)) {
        throw new AlreadyThereException();
      }
      throw e;
    }
  }

  private static boolean isThere(Tx tx, JobId id) throws SQLException {
    return !Inspection.look(tx, id).isEmpty();
  }

  private static boolean isElsewhere(Tx tx, JobId id, Place place) throws SQLException {
    return Inspection.look(tx, id).stream().anyMatch(seen -> seen.state() != place.state());
  }

  /** The job was there before; what this try did is undone. */
  private static final class AlreadyThereException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  List<JobId> submitAll(List<Job> jobs) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    List<JobId> ids;
    try {
      ids = database.transact("submitting " + jobs.size() + " jobs", tx -> insertAll(tx, jobs));
    } catch (QueueException e) {
      throw unknown(jobs.get(0), e);
    }
    waking.submitted();
    return ids;
  }

  /** Inserts what is not there yet by its key, in a transaction that somebody else ends. */
  List<JobId> insertAll(Tx tx, List<Job> jobs) throws SQLException {
    Map<JobId, JobId> standing = new HashMap<>();
    Map<Place, List<Object[]>> rows = new HashMap<>();
    for (Job job : Keys.sorted(jobs)) {
      Optional<UniqueKey> key = job.request().key();
      JobId holder = key.isPresent() ? keys.take(tx, job.id(), key.get()) : job.id();
      standing.put(job.id(), holder);
      if (holder.equals(job.id())) {
        Row row = Row.of(job);
        Place place = Place.waiting(row);
        rows.computeIfAbsent(place, p -> new ArrayList<>()).add(place.parameters(row));
      }
    }
    for (Map.Entry<Place, List<Object[]>> each : rows.entrySet()) {
      tx.updateAll(each.getKey().adding(), each.getValue());
    }
    return jobs.stream().map(job -> standing.get(job.id())).toList();
  }

  /**
   * Submits within somebody else's transaction, of which nothing but these statements is touched.
   *
   * @throws IllegalStateException if the connection commits each statement by itself
   */
  List<JobId> submit(Connection connection, List<Job> jobs) {
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalStateException(
            "the connection is in autocommit mode, so there is no transaction to join; call"
                + " setAutoCommit(false) first, or submit without a connection. Nothing was"
                + " submitted");
      }
      database.checkSchema(connection);
      Tx tx = database.on(connection);
      List<JobId> standing = insertAll(tx, jobs);
      releasePrepared(tx, jobs, standing);
      return standing;
    } catch (SQLException e) {
      throw Trouble.with("submitting within the caller's transaction", e);
    }
  }

  /** What was submitted must run: a job that only another transaction prepared might vanish. */
  private static void releasePrepared(Tx tx, List<Job> jobs, List<JobId> standing)
      throws SQLException {
    Set<JobId> own = jobs.stream().map(Job::id).collect(Collectors.toSet());
    for (JobId holder : new TreeSet<>(standing)) {
      if (!own.contains(holder)) {
        releasePrepared(tx, holder);
      }
    }
  }

  private static boolean releasePrepared(Tx tx, JobId id) throws SQLException {
    Optional<Row> row = Place.PREPARED.lock(tx, id);
    if (row.isPresent()) {
      Place.PREPARED.remove(tx, id);
      Place.waiting(row.get()).add(tx, row.get());
    }
    return row.isPresent();
  }

  boolean release(JobId id) {
    boolean released =
        database.transact("releasing job " + id, tx -> releasePrepared(tx, id) || isThere(tx, id));
    if (released) {
      waking.submitted();
    }
    return released;
  }

  boolean discard(JobId id) {
    return database.transact(
        "discarding job " + id,
        tx -> {
          Optional<Row> row = Place.PREPARED.lock(tx, id);
          if (row.isPresent()) {
            Place.PREPARED.remove(tx, id);
            keys.drop(tx, id);
          }
          return row.isPresent();
        });
  }
}
