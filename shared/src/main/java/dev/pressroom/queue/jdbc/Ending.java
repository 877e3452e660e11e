package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.queue.FinishedCount;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * How a job ends, in one transaction with the removal of its row from where it waited or ran: a row
 * in the history, its key, and the mark of what is still to be delivered.
 */
final class Ending {
  private final Database database;
  private final Keys keys;

  Ending(Database database, Keys keys) {
    this.database = database;
    this.keys = keys;
  }

  /**
   * What else the history says.
   *
   * @param host where the job's files are, or null
   * @param log the last lines that the press wrote, or null
   */
  record Remains(String host, String log) {
    static final Remains NONE = new Remains(null, null);
  }

  /** One job that ends. */
  record Ended(Row row, Outcome outcome, Remains remains) {}

  void end(Tx tx, Row row, Outcome outcome, Remains remains) throws SQLException {
    endAll(tx, List.of(new Ended(row, outcome, remains)));
  }

  void endAll(Tx tx, List<Ended> jobs) throws SQLException {
    List<Object[]> rows = new ArrayList<>(jobs.size());
    for (Ended each : jobs) {
      rows.add(history(each.row(), each.outcome(), each.remains()));
    }
    tx.updateAll(Sql.ADD_HISTORY, rows);
    Tally.add(tx, jobs.stream().map(this::count).toList());
    for (Ended each : jobs) {
      Row row = each.row();
      Instant finishedAt = finishedAt(each.outcome());
      JobState state = each.outcome().state();
      if (row.keyed()) {
        keys.end(tx, row.id(), finishedAt);
      }
      // One that no host ran could not be read: nobody knows where to.
      if (row.delivers() && state != JobState.CANCELLED && each.remains().host() != null) {
        mark(tx, row, state, day(finishedAt), each.remains().host());
      }
    }
  }

  private FinishedCount count(Ended each) {
    return new FinishedCount(
        day(finishedAt(each.outcome())), each.row().name().queue(), each.outcome().state(), 1);
  }

  private Object[] history(Row row, Outcome outcome, Remains remains) {
    Instant finishedAt = finishedAt(outcome);
    return new Object[] {
      row.id().text(),
      outcome.state().text(),
      day(finishedAt),
      row.name().queue(),
      row.name().priority(),
      row.attempt().number(),
      row.attempt().allowed(),
      row.name().tenant(),
      finishedAt,
      row.hold() == null ? null : row.hold().lease(),
      remains.host(),
      row.form(),
      row.keyed(),
      row.delivers(),
      row.json(),
      text(outcome),
      remains.log()
    };
  }

  private static void mark(Tx tx, Row row, JobState state, LocalDate day, String host)
      throws SQLException {
    String id = row.id().text();
    int number = row.attempt().number();
    tx.update(Sql.MARK_DELIVERY, id, number, state.text(), day, host, id, number, state.text());
  }

  /** Of the outcome, so that trying again says the same. */
  Instant finishedAt(Outcome outcome) {
    return outcome.run() == null ? database.clock().instant() : outcome.run().finishedAt();
  }

  /** The day (UTC) that a job finished. */
  static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  static String text(Outcome outcome) {
    return new String(OutcomeJson.write(outcome), StandardCharsets.UTF_8);
  }
}
