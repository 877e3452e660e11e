package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.QueueException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether the tables are those that this version of Pressroom works on. A newer worker may migrate
 * them at any time; whoever is older then stops if the migration says so, a few seconds later. Safe
 * for use by several threads.
 */
final class Schema {
  /** How long a migration that forbids it may go unnoticed. */
  private static final long BETWEEN_LOOKS_NANOS = 5_000_000_000L;

  private final boolean worker;
  private final LongSupplier nanoTime;
  private final AtomicLong lookedAt;

  /**
   * @param worker whether this is more than a submitter
   */
  Schema(boolean worker, LongSupplier nanoTime) {
    this.worker = worker;
    this.nanoTime = nanoTime;
    this.lookedAt = new AtomicLong(nanoTime.getAsLong() - BETWEEN_LOOKS_NANOS);
  }

  private record Migration(int version, boolean olderWorkers, boolean olderSubmitters) {}

  /**
   * Checks the tables, unless that was done a moment ago.
   *
   * @throws QueueException if they are older, or newer in a way that this version must not touch
   */
  void check(Tx tx) throws SQLException {
    if (isDue()) {
      look(tx);
      lookedAt.set(nanoTime.getAsLong());
    }
  }

  boolean isDue() {
    return nanoTime.getAsLong() - lookedAt.get() >= BETWEEN_LOOKS_NANOS;
  }

  private void look(Tx tx) throws SQLException {
    List<Migration> applied =
        tx.list(
            Sql.VERSIONS,
            row ->
                new Migration(
                    row.getInt("version"),
                    row.getBoolean("older_workers"),
                    row.getBoolean("older_submitters")));
    int latest = applied.stream().mapToInt(Migration::version).max().orElse(0);
    if (latest < Migrations.LATEST) {
      throw new QueueException(
          "the queue's tables are of version "
              + latest
              + " and this Pressroom needs "
              + Migrations.LATEST
              + ": let a worker of this version migrate them, or run `pressroom schema` and apply"
              + " what it prints");
    }
    for (Migration each : applied) {
      boolean mayGoOn = worker ? each.olderWorkers() : each.olderSubmitters();
      if (each.version() > Migrations.LATEST && !mayGoOn) {
        throw new QueueException(
            "the queue's tables are of version "
                + latest
                + ", and since version "
                + each.version()
                + " no "
                + (worker ? "worker" : "submitter")
                + " of version "
                + Migrations.LATEST
                + " may use them; upgrade Pressroom here. Nothing was changed");
      }
    }
  }
}
