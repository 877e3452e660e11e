package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.FinishedCount;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.Store;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is added up, and what is thrown away. */
abstract class HousekeepingContract extends JdbcFixture {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  long count(String from) throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + from)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void ends(int jobs) {
    for (int i = 0; i < jobs; i++) {
      submitted(request());
    }
    Lease lease = store.register("w1");
    for (Claim claim : store.claim(lease, DEFAULT, jobs)) {
      store.settle(claim, failure(claim, "no luck"));
    }
  }

  @Test
  void whatACrashLeftUnderConstructionIsSweptAfterAWhile() throws Exception {
    java.nio.file.Path left =
        java.nio.file.Files.createDirectories(root.resolve("work/tmp/a.definition"));
    java.nio.file.Path young =
        java.nio.file.Files.createDirectories(root.resolve("work/tmp/b.definition"));
    clock.advance(java.time.Duration.ofDays(3));
    java.nio.file.Files.setLastModifiedTime(left, java.nio.file.attribute.FileTime.from(START));
    java.nio.file.Files.setLastModifiedTime(
        young, java.nio.file.attribute.FileTime.from(clock.instant()));

    store.sweep();

    assertThat(left).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void whatEndsIsAppendedAndAddedUpByTheSweep() throws SQLException {
    ends(3);
    store.cancel(submitted(request().queue("other")));
    List<FinishedCount> expected =
        List.of(
            new FinishedCount(TODAY, "default", JobState.FAILED, 3),
            new FinishedCount(TODAY, "other", JobState.CANCELLED, 1));
    assertThat(store().finished(TODAY)).isEqualTo(expected);
    assertThat(count("pressroom_tally")).isEqualTo(4);

    store.sweep();

    assertThat(count("pressroom_tally")).isEqualTo(2);
    assertThat(store().finished(TODAY)).isEqualTo(expected);
    assertThat(store().finished(TODAY.plusDays(1))).isEmpty();
  }

  @Test
  void whatWasPutBackHasNotEnded() {
    JobId id = submitted(request());
    store.cancel(id);
    store.retry(id, 1);
    assertThat(store().finished(TODAY)).isEmpty();
    store.sweep();
    assertThat(store().finished(TODAY)).isEmpty();
  }

  @Test
  void twoThatAddUpAtOnceCountNothingTwice() throws Exception {
    ends(5);
    try (Connection other = database.source().getConnection()) {
      other.setAutoCommit(false);
      // Another process's sweep has got so far.
      other
          .createStatement()
          .executeQuery("select id from pressroom_tally fetch first 2 rows only for update");
      store.sweep();
      other.rollback();
    }
    store.sweep();
    assertThat(store().finished(TODAY).get(0).jobs()).isEqualTo(5);
    assertThat(count("pressroom_tally")).isEqualTo(1);
  }

  @Test
  void purgeGoesOnBehindWhatIsGoneAndTakesAll() throws SQLException {
    Set<JobId> old = new TreeSet<>();
    for (int i = 0; i < 1_203; i++) {
      old.add(JobId.create(Instant.parse("2026-11-01T08:00:00Z").plusSeconds(i), "a"));
    }
    try (Connection connection = database.source().getConnection()) {
      connection.setAutoCommit(false);
      Tx tx =
          new Tx(
              connection, Sql.load(database instanceof H2Queue ? Dialect.H2 : Dialect.POSTGRESQL));
      for (JobId id : old) {
        tx.update(
            Sql.ADD_HISTORY,
            id.text(),
            "succeeded",
            TODAY.minusDays(20 - id.text().hashCode() % 3),
            "default",
            5,
            1,
            3,
            null,
            id.time(),
            null,
            null,
            1,
            false,
            false,
            "{}",
            "{}",
            null);
      }
      connection.commit();
    }
    ends(2);
    clock.advance(Duration.ofHours(1));

    assertThat(store.purgeable(TODAY.plusDays(9))).isEqualTo(old);
    assertThat(store.purge(TODAY.plusDays(9))).isEqualTo(old);
    assertThat(count("pressroom_history")).isEqualTo(2);
    assertThat(store.purge(TODAY.plusDays(9))).isEmpty();
  }

  @Test
  void aRowThatWaitsAlthoughItsJobRunsStopsNoClaim() throws SQLException {
    JobId doubled = submitted(request());
    Lease lease = store.register("w1");
    claimedBy(lease);
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into pressroom_queued (id, form, queue, priority, number, allowed, keyed,"
              + " delivers, job) select id, form, queue, priority, 0, allowed, keyed, delivers, job"
              + " from pressroom_running");
    }
    JobId next = submitted(request());
    try (Store fresh = open(clock)) {
      assertThat(fresh.claim(lease, DEFAULT, 9)).extracting(Claim::id).containsExactly(next);
    }
    assertThat(count("pressroom_queued")).isZero();
    assertThat(stateOf(doubled)).isEqualTo(JobState.RUNNING);
  }
}
