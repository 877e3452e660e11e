package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.UniqueKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Unique keys: rows of their own, which a submit takes in its transaction and the job's end frees
 * in that one. Who takes a key that another transaction has just taken waits for that one's end;
 * several keys are taken in the order of their hashes, so that two hosts cannot lock each other
 * out.
 */
final class Keys {
  /** With the pauses some ten seconds: transactions that take longer are the host's trouble. */
  private static final int MOST_TRIES = 5_000;

  private static final long PAUSE_NANOS = 2_000_000L;

  private final Database database;

  Keys(Database database) {
    this.database = database;
  }

  /**
   * Takes a job's key. One that a job holds is looked at and not locked: a host's transaction may
   * last, and that job's end must not wait for it.
   *
   * @return the job that holds it: this one, if it was free
   */
  JobId take(Tx tx, JobId id, UniqueKey key) throws SQLException {
    String hash = hash(key);
    for (int tries = 1; ; tries++) {
      if (isTaken(tx, Sql.ADD_KEY, id, key, hash, tries)) {
        return id;
      }
      Optional<JobId> holder = holder(tx, key);
      if (holder.isPresent()) {
        return holder.get();
      }
      // It was freed between the two looks, or the time for which it was kept is over.
      if (isTaken(tx, Sql.TAKE_KEY, id, key, hash, tries)) {
        return id;
      }
    }
  }

  private boolean isTaken(Tx tx, Sql taking, JobId id, UniqueKey key, String hash, int tries)
      throws SQLException {
    try {
      Long keep = key.keep() == null ? null : key.keep().toMillis();
      String kind = key.kind().text();
      return taking == Sql.ADD_KEY
          ? tx.update(taking, hash, kind, key.value(), id.text(), keep) > 0
          : tx.update(taking, hash, kind, key.value(), id.text(), keep, database.now()) > 0;
    } catch (SQLException e) {
      // H2 says so of a key that another transaction takes just now, and this one goes on.
      if (database.dialect() != Dialect.H2 || !Trouble.isDuplicate(e) || tries == MOST_TRIES) {
        throw e;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      return false;
    }
  }

  /** The job that holds a key now. */
  Optional<JobId> holder(Tx tx, UniqueKey key) throws SQLException {
    return tx.one(Sql.FIND_KEY, row -> new JobId(row.getString("id")), hash(key), database.now());
  }

  /**
   * Takes the key of a job that comes back.
   *
   * @return the job that holds it: this one, unless another took it meanwhile
   */
  JobId takeAgain(Tx tx, JobId id, UniqueKey key) throws SQLException {
    return tx.update(Sql.RETAKE_KEY, hash(key), id.text()) > 0 ? id : take(tx, id, key);
  }

  /** A job has ended: its key is free, or kept for its time from now on. */
  void end(Tx tx, JobId id, Instant finishedAt) throws SQLException {
    tx.update(Sql.FREE_KEY, id.text());
    tx.update(Sql.END_KEY, finishedAt, id.text());
  }

  /** A job is as if it had never been. */
  void drop(Tx tx, JobId id) throws SQLException {
    tx.update(Sql.PURGE_KEYS, (Object) new String[] {id.text()});
  }

  /** The order in which the keys of several jobs are to be taken; those without come last. */
  static List<Job> sorted(List<Job> jobs) {
    return jobs.stream()
        .sorted(Comparator.comparing(job -> job.request().key().map(Keys::hash).orElse("~")))
        .toList();
  }

  private static String hash(UniqueKey key) {
    String text = key.kind().text() + "\n" + key.value();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
