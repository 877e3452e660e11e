package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.Lease;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Submitting in the caller's own transaction, and what large or late transactions do. */
abstract class TransactionContract extends JdbcFixture {

  private Connection transaction() throws SQLException {
    Connection connection = database.source().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private Job keyed(String value) {
    return job(request().key(UniqueKey.whileUnfinished(value)));
  }

  @Test
  void theJobIsThereIfAndOnlyIfTheCallersWorkIs() throws SQLException {
    try (Connection host = transaction();
        Statement statement = host.createStatement()) {
      statement.execute("create table invoice (number integer)");
      host.commit();
      Job kept = job(request());
      Job undone = job(keyedRequest("a"));
      statement.execute("insert into invoice values (1)");
      assertThat(store().submit(host, List.of(kept))).containsExactly(kept.id());
      assertThat(store.find(kept.id())).isEmpty();
      host.commit();
      statement.execute("insert into invoice values (2)");
      store().submit(host, List.of(undone));
      host.rollback();

      assertThat(store.list(JobFilter.newest(10))).hasSize(1);
      assertThat(stateOf(kept.id())).isEqualTo(JobState.QUEUED);
      assertThat(store.findByKey(UniqueKey.whileUnfinished("a"))).isEmpty();
      try (ResultSet row = statement.executeQuery("select count(*) from invoice")) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(1);
      }
      statement.execute("drop table invoice");
      host.commit();
    }
  }

  private static dev.pressroom.job.JobRequest.Builder keyedRequest(String value) {
    return request().key(UniqueKey.whileUnfinished(value));
  }

  @Test
  void aConnectionThatCommitsByItselfIsRefused() throws SQLException {
    Job job = job(request());
    try (Connection host = database.source().getConnection()) {
      assertThatThrownBy(() -> store().submit(host, List.of(job)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("setAutoCommit(false)");
    }
    assertThat(store.find(job.id())).isEmpty();
  }

  @Test
  void theConnectionsSettingsStayAsTheyAre() throws SQLException {
    try (Connection host = transaction()) {
      host.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      store().submit(host, List.of(job(request()), keyed("a")));

      assertThat(host.getAutoCommit()).isFalse();
      assertThat(host.isReadOnly()).isFalse();
      assertThat(host.isClosed()).isFalse();
      assertThat(host.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
      host.commit();
    }
    assertThat(store.list(JobFilter.newest(10))).hasSize(2);
  }

  @Test
  void twoHostsWithTheSameKeysInOppositeOrderMakeOneJobForEach() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    for (int round = 0; round < 10; round++) {
      String a = "a" + round;
      String b = "b" + round;
      List<Future<List<JobId>>> hosts = new ArrayList<>();
      for (List<Job> jobs : List.of(List.of(keyed(a), keyed(b)), List.of(keyed(b), keyed(a)))) {
        hosts.add(
            threads.submit(
                () -> {
                  try (Connection host = transaction()) {
                    together.await();
                    List<JobId> ids = store().submit(host, jobs);
                    host.commit();
                    return ids;
                  }
                }));
      }
      Set<JobId> first = new TreeSet<>(hosts.get(0).get());
      assertThat(first).hasSize(2).isEqualTo(new TreeSet<>(hosts.get(1).get()));
    }
    threads.shutdown();
    assertThat(store.list(JobFilter.newest(100))).hasSize(20);
  }

  @Test
  void whatCommitsLateWithAnOlderIdIsStillClaimed() throws SQLException {
    Lease lease = store.register("w1");
    try (Connection host = transaction()) {
      Job late = job(request());
      store().submit(host, List.of(late));
      JobId early = submitted(request());
      assertThat(claimedBy(lease).id()).isEqualTo(early);
      host.commit();

      List<Claim> claims = new ArrayList<>();
      org.awaitility.Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> claims.addAll(store.claim(lease, DEFAULT, 1)));
      assertThat(claims).extracting(Claim::id).containsExactly(late.id());
    }
  }

  @Test
  void aJobOfOneMebibyteComesThroughWhole() {
    var request = request();
    for (int i = 0; i < 10; i++) {
      request.parameter("p" + i, "é".repeat(50_000));
    }
    Job large = job(request);
    store.submit(large);

    Claim claim = claimedBy(store.register("w1"));

    assertThat(claim.job()).isEqualTo(large);
    assertThat(store.settle(claim, success(claim))).isTrue();
    assertThat(store().reading().job(large.id())).contains(large);
  }

  @Test
  void whatNoDatabaseTakesIsRefusedBeforeItGetsThere() {
    assertThatThrownBy(() -> request().parameter("text", "a\0b"))
        .hasMessageContaining("NUL character");
    assertThatThrownBy(() -> request().parameter("text", "a\uD800"))
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() -> request().label("customer", "a\uDC00").build())
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() -> request().principal(null, "\0")).hasMessageContaining("control");
  }

  @Test
  void aFailureWithAnyCharacterIsRecorded() {
    JobId id = submitted(request());
    Claim claim = claimedBy(store.register("w1"));

    assertThat(store.settle(claim, failure(claim, "a\0b\u0001c"))).isTrue();

    assertThat(outcomeOf(id).failure().message()).isEqualTo("a\0b\u0001c");
    assertThat(store().reading().errorText(id)).isPresent();
  }

  @Test
  void whatAPurgeWouldRemoveIsToldBefore() {
    JobId id = submitted(request());
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, success(claim));
    assertThat(store.purgeable(LocalDate.of(2027, 1, 1))).as("too young").isEmpty();
    clock.advance(Duration.ofDays(3));

    assertThat(store.purgeable(LocalDate.of(2027, 1, 1))).containsExactly(id);
    assertThat(store.find(id)).isPresent();
  }

  @Test
  void theDatabasesClockSaysWhatIsDue() {
    try (JdbcStore real = JdbcStore.open(database.source(), root.resolve("work"))) {
      // The test's clock stands weeks off the database's.
      Job due = job(request().runAt(START.minus(Duration.ofDays(9_000))));
      Job later = job(request().runAt(START.plus(Duration.ofDays(9_000))));
      real.submitAll(List.of(due, later));

      Instant far = START.plus(Duration.ofDays(9_000));
      assertThat(real.promoteDue().orElseThrow())
          .isBetween(far.minus(Duration.ofMinutes(1)), far.plus(Duration.ofMinutes(1)));

      assertThat(real.claim(real.register("w1"), DEFAULT, 9))
          .extracting(Claim::id)
          .containsExactly(due.id());
    }
  }
}
