package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes finished jobs by the day on which they finished, in small transactions. Their directories
 * on this disk go with them; those on other disks by their own host's sweep.
 */
final class Purge {
  private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

  /** A job may still be settling into these days. */
  private static final int DAYS_THAT_STAY = 2;

  private static final int AT_ONCE = 500;

  private final Database database;
  private final Directories directories;
  private final ArtifactStore artifacts;

  /**
   * @param directories null if this process has none
   * @param artifacts null if they are kept nowhere but with their worker
   */
  Purge(Database database, Directories directories, ArtifactStore artifacts) {
    this.database = database;
    this.directories = directories;
    this.artifacts = artifacts;
  }

  /** A finished job that is to go. */
  private record Old(String id, JobState state, LocalDate day) {}

  /** What ended on this day or later stays. */
  static LocalDate latest(Clock clock) {
    return Ending.day(clock.instant()).minusDays(DAYS_THAT_STAY - 1);
  }

  private LocalDate limit(LocalDate day) {
    LocalDate latest = latest(database.clock());
    return day.isBefore(latest) ? day : latest;
  }

  /**
   * What would be removed now.
   *
   * @param each is told of each, as they are found: there may be very many
   */
  int preview(LocalDate day, Consumer<JobId> each) {
    LocalDate limit = limit(day);
    return batches(
        behind ->
            database.alone(
                "looking for what to purge", tx -> list(tx, Sql.PURGEABLE, limit, behind)),
        old -> each.accept(new JobId(old.id())));
  }

  /**
   * Removes them.
   *
   * @param each is told of each that is gone
   */
  int before(LocalDate day, Consumer<JobId> each) {
    LocalDate limit = limit(day);
    return batches(
        behind -> database.transact("purging", tx -> purge(tx, limit, behind)),
        old -> {
          discard(old);
          each.accept(new JobId(old.id()));
        });
  }

  /** How many there were. */
  private static int batches(Function<Old, List<Old>> next, Consumer<Old> each) {
    int count = 0;
    Old last = new Old("", null, LocalDate.EPOCH);
    List<Old> batch;
    do {
      batch = next.apply(last);
      for (Old old : batch) {
        last = old;
        each.accept(old);
      }
      count += batch.size();
    } while (batch.size() == AT_ONCE);
    return count;
  }

  private List<Old> list(Tx tx, Sql sql, LocalDate limit, Old behind) throws SQLException {
    return tx.list(
        sql,
        row ->
            new Old(
                row.getString("id"),
                JobState.parse(row.getString("state")),
                row.getObject("finished_on", LocalDate.class)),
        limit,
        behind.day(),
        behind.id(),
        database.now(),
        AT_ONCE);
  }

  private List<Old> purge(Tx tx, LocalDate limit, Old behind) throws SQLException {
    List<Old> old = list(tx, Sql.LOCK_OLD, limit, behind);
    if (!old.isEmpty()) {
      String[] ids = old.stream().map(Old::id).toArray(String[]::new);
      tx.update(Sql.PURGE, ids, limit);
      tx.update(Sql.PURGE_ATTEMPTS, (Object) ids);
      tx.update(Sql.PURGE_KEYS, (Object) ids);
    }
    return old;
  }

  private void discard(Old old) {
    JobId id = new JobId(old.id());
    try {
      if (artifacts != null) {
        artifacts.remove(id);
      }
      if (directories != null) {
        directories.tree().discard(directories.tree().finished(old.state(), old.day(), id));
      }
    } catch (IOException | QueueException e) {
      LOG.warn("something of purged job {} stays: {}", id, e.toString());
    }
  }
}
