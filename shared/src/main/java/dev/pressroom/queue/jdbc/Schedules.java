package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.ScheduleStore.Advanced;
import dev.pressroom.queue.ScheduleStore.Decision;
import dev.pressroom.queue.ScheduleStore.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What is remembered of schedules, a row each. A decision locks the row, submits its jobs and
 * writes the row in one transaction.
 */
final class Schedules {
  private final Database database;
  private final Submission submission;

  Schedules(Database database, Submission submission) {
    this.database = database;
    this.submission = submission;
  }

  Advanced advance(String schedule, Rule rule) {
    ScheduleState.checkName(schedule);
    String what = "advancing schedule " + schedule;
    try {
      return database.transact(what, tx -> advance(tx, schedule, rule));
    } catch (QueueException e) {
      if (e.getCause() instanceof SQLException sql && Trouble.isDuplicate(sql)) {
        // Another worker saw it for the first time at the same moment.
        return database.transact(what, tx -> advance(tx, schedule, rule));
      }
      throw e;
    }
  }

  private Advanced advance(Tx tx, String schedule, Rule rule) throws SQLException {
    Optional<ScheduleState> known = lock(tx, schedule);
    Decision decision = Decision.of(schedule, known, now(tx), rule);
    if (known.isEmpty()) {
      ScheduleState state = decision.state();
      tx.update(
          Sql.ADD_SCHEDULE,
          state.name(),
          state.times(),
          state.since(),
          state.through(),
          state.fired(),
          state.pausedAt());
    } else if (!known.get().equals(decision.state())) {
      write(tx, decision.state());
    }
    return new Advanced(decision.state(), submission.insertAll(tx, decision.jobs()));
  }

  /** To what a row can hold, so that what is read is what was written. */
  private Instant now(Tx tx) throws SQLException {
    return tx.list(Sql.NOW, row -> Tx.instant(row, "moment"), database.now())
        .get(0)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private static Optional<ScheduleState> lock(Tx tx, String schedule) throws SQLException {
    return tx.one(Sql.LOCK_SCHEDULE, Schedules::read, schedule);
  }

  private static ScheduleState read(ResultSet row) throws SQLException {
    return new ScheduleState(
        row.getString("name"),
        row.getString("times"),
        Tx.instant(row, "since"),
        Tx.instant(row, "through"),
        Tx.instant(row, "fired"),
        Tx.instant(row, "paused_at"));
  }

  private static void write(Tx tx, ScheduleState state) throws SQLException {
    tx.update(
        Sql.SET_SCHEDULE,
        state.times(),
        state.since(),
        state.through(),
        state.fired(),
        state.pausedAt(),
        state.name());
  }

  boolean pause(String schedule) {
    return change(schedule, ScheduleState::pause);
  }

  boolean resume(String schedule) {
    return change(schedule, ScheduleState::resume);
  }

  private boolean change(String schedule, BiFunction<ScheduleState, Instant, ScheduleState> to) {
    ScheduleState.checkName(schedule);
    return database.transact(
        "changing schedule " + schedule,
        tx -> {
          Optional<ScheduleState> known = lock(tx, schedule);
          if (known.isPresent()) {
            write(tx, to.apply(known.get(), now(tx)));
          }
          return known.isPresent();
        });
  }

  List<ScheduleState> all() {
    return database.alone("looking at schedules", tx -> tx.list(Sql.SCHEDULES, Schedules::read));
  }
}
