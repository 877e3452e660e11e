package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.FinishedCount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many jobs ended, without counting the history. Each end appends a row in its own transaction,
 * and the sweep adds rows up: one row that is updated each time would become slower with every
 * update while somebody holds a snapshot, and make all that settle wait for each other. Safe for
 * use by several threads.
 */
final class Tally {
  private static final int AT_ONCE = 5_000;

  private final Database database;

  Tally(Database database) {
    this.database = database;
  }

  /** What is counted together. */
  private record Kind(LocalDate day, String queue, String state) {
    static Kind read(ResultSet row) throws SQLException {
      return new Kind(
          row.getObject("finished_on", LocalDate.class),
          row.getString("queue"),
          row.getString("state"));
    }
  }

  private record Part(long id, Kind kind, long jobs) {}

  /** Jobs ended, in this transaction. */
  static void add(Tx tx, List<FinishedCount> ended) throws SQLException {
    Map<Kind, Long> sums = new LinkedHashMap<>();
    for (FinishedCount each : ended) {
      sums.merge(new Kind(each.day(), each.queue(), each.state().text()), each.jobs(), Long::sum);
    }
    insert(tx, sums);
  }

  private static void insert(Tx tx, Map<Kind, Long> sums) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    sums.forEach(
        (kind, jobs) -> rows.add(new Object[] {kind.day(), kind.queue(), kind.state(), jobs}));
    tx.updateAll(Sql.ADD_TALLY, rows);
  }

  /** Adds up. What another process adds up just now is left to it. */
  void fold() {
    int found;
    do {
      found = database.transact("adding up what ended", Tally::fold);
    } while (found == AT_ONCE);
  }

  private static int fold(Tx tx) throws SQLException {
    List<Part> parts =
        tx.list(
            Sql.LOCK_TALLY,
            row -> new Part(row.getLong("id"), Kind.read(row), row.getLong("jobs")),
            AT_ONCE);
    if (!parts.isEmpty()) {
      Map<Kind, Long> sums = new LinkedHashMap<>();
      parts.forEach(part -> sums.merge(part.kind(), part.jobs(), Long::sum));
      tx.update(Sql.REMOVE_TALLY, (Object) parts.stream().map(Part::id).toArray(Long[]::new));
      insert(tx, sums);
    }
    return parts.size();
  }

  /** By day, queue and state. */
  List<FinishedCount> since(LocalDate day) {
    return database.alone(
        "counting what ended",
        tx ->
            tx.list(
                Sql.TALLY,
                row -> {
                  Kind kind = Kind.read(row);
                  return new FinishedCount(
                      kind.day(), kind.queue(), JobState.parse(kind.state()), row.getLong("jobs"));
                },
                day));
  }
}
