package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;
import dev.pressroom.jobdir.JobName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Moves what is due into the queues, by the database's clock. Any number of workers may do it at
 * once. For use by one thread.
 */
final class Promotion {
  private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);
  private static final int AT_ONCE = 1_000;

  /** What was scheduled late for a moment that had passed is found by a look at all. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final long BETWEEN_LOOKS_AT_ALL_NANOS = 30_000_000_000L;

  private final Database database;
  private final Taking taking;
  private final LongSupplier nanoTime;

  /** By the database's clock, as all that is compared with rows. */
  private Instant seenUntil = Instant.EPOCH;

  private long lookedAtAll;

  Promotion(Database database, Taking taking, LongSupplier nanoTime) {
    this.database = database;
    this.taking = taking;
    this.nanoTime = nanoTime;
    this.lookedAtAll = nanoTime.getAsLong();
  }

  Optional<Instant> promoteDue() {
    Instant from = seenUntil;
    if (nanoTime.getAsLong() - lookedAtAll > BETWEEN_LOOKS_AT_ALL_NANOS) {
      lookedAtAll = nanoTime.getAsLong();
      from = Instant.EPOCH;
    }
    List<JobName> moved;
    do {
      moved = move(from);
      moved.forEach(this::came);
    } while (moved.size() == AT_ONCE);
    Next next =
        database
            .alone(
                "looking for what is due next",
                tx -> tx.one(Sql.NEXT_DUE, Next::read, database.now()))
            .orElseThrow();
    seenUntil = next.moment().minus(OVERLAP);
    // Told by the clock here, by which the caller waits.
    Duration apart = Duration.between(next.moment(), database.clock().instant());
    return Optional.ofNullable(next.dueAt()).map(at -> at.plus(apart));
  }

  /**
   * By the database's clock.
   *
   * @param dueAt null if nothing is scheduled
   */
  private record Next(Instant moment, Instant dueAt) {
    static Next read(ResultSet row) throws SQLException {
      return new Next(Tx.instant(row, "moment"), Tx.instant(row, "due_at"));
    }
  }

  private void came(JobName name) {
    taking.came(name);
    try (MDC.MDCCloseable job = MDC.putCloseable("job", name.id().text())) {
      LOG.info("promoted queue={}", name.queue());
    }
  }

  private List<JobName> move(Instant from) {
    return database.dialect() == Dialect.POSTGRESQL
        ? database.alone("promoting due jobs", tx -> due(tx, from))
        : database.transact("promoting due jobs", tx -> inSteps(tx, from));
  }

  private List<JobName> due(Tx tx, Instant from) throws SQLException {
    return tx.list(Sql.PROMOTE, Promotion::name, from, database.now(), AT_ONCE);
  }

  private List<JobName> inSteps(Tx tx, Instant from) throws SQLException {
    List<JobName> due = due(tx, from);
    if (!due.isEmpty()) {
      String[] ids = due.stream().map(name -> name.id().text()).toArray(String[]::new);
      tx.update(Sql.PROMOTE_ADD, (Object) ids);
      tx.update(Sql.PROMOTE_REMOVE, (Object) ids);
    }
    return due;
  }

  /** As much of the name as tells where to look for the job. */
  private static JobName name(ResultSet row) throws SQLException {
    return new JobName(
        null,
        row.getString("queue"),
        row.getInt("priority"),
        new JobId(row.getString("id")),
        new Attempt(0, 1),
        null);
  }
}
