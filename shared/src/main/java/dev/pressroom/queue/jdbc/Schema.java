package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.QueueException;
import java.sql.SQLException;
import java.util.List;

/** Whether the tables are those that this version of Pressroom works on. */
final class Schema {
  /** The number of the last migration beside this class. */
  static final int VERSION = 1;

  private Schema() {}

  private record Migration(int version, boolean olderWorkers, boolean olderSubmitters) {}

  /**
   * Checks the tables.
   *
   * @param worker whether this is more than a submitter
   * @throws QueueException if they are older, or newer in a way that this version must not touch
   */
  static void check(Tx tx, boolean worker) throws SQLException {
    List<Migration> applied =
        tx.list(
            Sql.VERSIONS,
            row ->
                new Migration(
                    row.getInt("version"),
                    row.getBoolean("older_workers"),
                    row.getBoolean("older_submitters")));
    int latest = applied.stream().mapToInt(Migration::version).max().orElse(0);
    if (latest < VERSION) {
      throw new QueueException(
          "the queue's tables are of version "
              + latest
              + " and this Pressroom needs "
              + VERSION
              + ": let a worker of this version migrate them, or run `pressroom schema` and apply"
              + " what it prints");
    }
    for (Migration each : applied) {
      boolean mayGoOn = worker ? each.olderWorkers() : each.olderSubmitters();
      if (each.version() > VERSION && !mayGoOn) {
        throw new QueueException(
            "the queue's tables are of version "
                + latest
                + ", and since version "
                + each.version()
                + " no "
                + (worker ? "worker" : "submitter")
                + " of version "
                + VERSION
                + " may use them; upgrade Pressroom here. Nothing was changed");
      }
    }
  }
}
