package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.Claim;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * How claims end for now: a retry or a release puts the job back to wait, unless somebody asked to
 * cancel it. Safe for use by several threads.
 */
final class GoingOn {
  private final Database database;
  private final Taking taking;
  private final Ending ending;
  private final Directories directories;

  GoingOn(Database database, Taking taking, Ending ending, Directories directories) {
    this.database = database;
    this.taking = taking;
    this.ending = ending;
    this.directories = directories;
  }

  boolean retry(Claim claim, Outcome failed, Instant at) {
    return goOn(claim, failed, at, claim.attempt());
  }

  boolean release(Claim claim, Outcome released, Instant at) {
    return goOn(claim, released, at, claim.attempt().released());
  }

  /** What became of the row. */
  private enum Became {
    LOST,
    CANCELLED,
    BACK
  }

  private boolean goOn(Claim claim, Outcome outcome, Instant at, Attempt next) {
    directories.note(claim.directory(), claim.job(), outcome);
    Outcome cancelled = outcome.as(JobState.CANCELLED, Reason.CANCELLED, outcome.failure());
    boolean waits = at.isAfter(database.clock().instant());
    Became became =
        database.transact(
            "putting back job " + claim.id(),
            tx -> {
              Optional<Row> found =
                  Place.RUNNING
                      .lock(tx, claim.id())
                      .filter(row -> row.attempt().number() == claim.attempt().number());
              if (found.isEmpty()) {
                return wentOnBefore(tx, claim, outcome) ? Became.BACK : Became.LOST;
              }
              Row row = found.get();
              Place.RUNNING.remove(tx, row.id());
              if (row.hold().cancel()) {
                ending.end(
                    tx, row, cancelled, new Ending.Remains(directories.host(), Tail.of(claim)));
                return Became.CANCELLED;
              }
              JobName name = row.name().with(next);
              Row back = row.as(waits ? name.waitingUntil(at) : name);
              Place.waiting(back).add(tx, back);
              note(tx, row, outcome);
              return Became.BACK;
            });
    if (became == Became.BACK) {
      taking.cameBack();
      directories.putBack(claim.directory(), claim.id());
    } else if (became == Became.CANCELLED) {
      directories.finish(
          claim.directory(), claim.job(), cancelled, Ending.day(ending.finishedAt(cancelled)));
    }
    return became != Became.LOST;
  }

  /** A claim that is gone was perhaps put back by a try whose reply was lost. */
  private static boolean wentOnBefore(Tx tx, Claim claim, Outcome outcome) throws SQLException {
    return tx.one(
            Sql.ATTEMPT_OF,
            row -> row.getString("outcome"),
            claim.id().text(),
            claim.attempt().number())
        .filter(Ending.text(outcome)::equals)
        .isPresent();
  }

  /** Keeps what came of an attempt for whoever has not its files. */
  static void note(Tx tx, Row row, Outcome outcome) throws SQLException {
    String id = row.id().text();
    int number = row.attempt().number();
    tx.update(Sql.ADD_ATTEMPT, id, number, Ending.text(outcome), id, number);
  }
}
