package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A network that cuts, a server that stops, and strangers that hold locks. */
class BadConnectionTest extends JdbcFixture {
  private TcpProxy network;
  private Kept spoilt;

  /** The same queue over the bad network. */
  private JdbcStore far;

  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }

  @BeforeEach
  void openFar() throws IOException {
    network = new TcpProxy(Postgres.shared().port());
    PGSimpleDataSource source = ((Postgres.Queue) database).source();
    source.setPortNumbers(new int[] {network.port()});
    spoilt = new Kept(source);
    far = JdbcStore.open(spoilt.asSource(), root.resolve("work"), null, clock);
  }

  @AfterEach
  void closeFar() throws IOException {
    far.close();
    network.close();
  }

  /** What is done next arrives, and its answer does not. */
  private void loseNextReply() throws SQLException {
    spoilt.connect();
    network.loseReplies();
  }

  @Test
  void aSubmitWhoseReplyWasLostIsThereOnceAfterAnotherTry() throws SQLException {
    for (Job job : List.of(job(request()), job(request().key(UniqueKey.whileUnfinished("a"))))) {
      loseNextReply();
      assertThatThrownBy(() -> far.submit(job)).isInstanceOf(OutcomeUnknownException.class);
      network.up();

      assertThat(far.submitAgain(job)).isEqualTo(job.id());
      assertThat(stateOf(job.id())).isEqualTo(JobState.QUEUED);
    }
    assertThat(store.list(JobFilter.newest(9))).hasSize(2);
  }

  @Test
  void aSubmitWithoutAConnectionIsKnownNotToBeThere() {
    network.down();
    Job job = job(request());

    assertThatThrownBy(() -> far.submit(job))
        .isInstanceOf(QueueException.class)
        .isNotInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("cannot be reached");

    network.up();
    assertThat(store.find(job.id())).isEmpty();
    far.submit(job);
  }

  @Test
  void aClaimWhoseReplyWasLostIsGivenBackByTheHeartbeat() throws SQLException {
    submitted(request());
    Lease lease = far.register("w1");
    loseNextReply();
    assertThatThrownBy(() -> far.claim(lease, DEFAULT, 1)).isInstanceOf(QueueException.class);
    network.up();

    Awaitility.await().until(() -> far.heartbeat(lease).size() == 1);
    Held held = far.heartbeat(lease).get(0);
    assertThat(far.disown(lease, held)).isTrue();
    assertThat(far.claim(lease, DEFAULT, 1).get(0).attempt()).isEqualTo(new Attempt(2, 4));
  }

  @Test
  void aSettlingWhoseReplyWasLostIsFoundInTheHistory() throws SQLException {
    Job job = job(request());
    store.submit(job);
    Lease lease = far.register("w1");
    Claim claim = far.claim(lease, DEFAULT, 1).get(0);
    far.layOut(claim);
    loseNextReply();
    assertThatThrownBy(() -> far.settle(claim, success(claim))).isInstanceOf(QueueException.class);
    network.up();

    Awaitility.await().until(() -> stateOf(job.id()) == JobState.SUCCEEDED);
    assertThat(far.settle(claim, success(claim))).isTrue();
    assertThat(file(job.id(), "output/monthly.csv")).hasContent("a,b\n1,2\n");
    assertThat(far.deregister(lease)).isTrue();
  }

  @Test
  void aRetryWhoseReplyWasLostIsFoundAmongTheAttempts() throws SQLException {
    Job job = job(request());
    store.submit(job);
    Claim claim = far.claim(far.register("w1"), DEFAULT, 1).get(0);
    var failed = failure(claim, "no luck");
    far.retry(claim, failed, START.plusSeconds(9));

    assertThat(far.retry(claim, failed, START.plusSeconds(9))).isTrue();
    assertThat(stateOf(job.id())).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void aServerThatWasAwayIsUsedAgain() throws Exception {
    Lease lease = far.register("w1");
    far.awaitWork(DEFAULT, Duration.ofMillis(1));
    network.down();
    assertThatThrownBy(() -> far.heartbeat(lease)).isInstanceOf(QueueException.class);
    assertThatThrownBy(() -> far.leases()).isInstanceOf(QueueException.class);
    far.awaitWork(DEFAULT, Duration.ofMillis(1));
    network.up();

    submitted(request());
    assertThat(far.heartbeat(lease)).isEmpty();
    assertThat(far.claim(lease, DEFAULT, 1)).hasSize(1);
  }

  @Test
  void connectionsThatTheServerEndsAreOnlyLost() throws SQLException {
    Lease lease = far.register("w1");
    spoilt.connect();
    Postgres.shared()
        .execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where pid <> pg_backend_pid() and application_name like 'PostgreSQL JDBC%'");

    assertThatThrownBy(() -> far.heartbeat(lease))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("heartbeat of lease " + lease.id());
    assertThat(far.heartbeat(lease)).isEmpty();
  }

  @Test
  void aStrangersLockOnAWaitingJobHoldsUpNoOther() throws SQLException {
    Job first = job(request());
    Job second = job(request());
    store.submitAll(List.of(first, second));
    Lease lease = store.register("w1");
    try (Connection stranger = database.source().getConnection();
        Statement statement = stranger.createStatement()) {
      stranger.setAutoCommit(false);
      statement.execute(
          "select * from pressroom_queued where id = '" + first.id() + "' for update");
      assertThat(store.claim(lease, DEFAULT, 9)).extracting(Claim::id).containsExactly(second.id());
    }
    Awaitility.await().until(() -> store.claim(lease, DEFAULT, 9).size() == 1);
  }

  @Test
  void aWorkerWhoseHeartbeatWaitsForAStrangerIsNotRescued() throws Exception {
    submitted(request());
    Lease lease = store.register("w1");
    claimedBy(lease);
    CompletableFuture<List<Held>> beat;
    try (Connection stranger = database.source().getConnection();
        Statement statement = stranger.createStatement()) {
      stranger.setAutoCommit(false);
      statement.execute(
          "select * from pressroom_worker where id = '" + lease.id() + "' for update");
      beat = CompletableFuture.supplyAsync(() -> store.heartbeat(lease));

      assertThat(far.rescue(lease.id(), lease)).isEmpty();
    }
    assertThat(beat.get(30, TimeUnit.SECONDS)).hasSize(1);
    assertThat(store.heartbeat(lease)).hasSize(1);
  }

  @Test
  void aSettlingThatWaitsForAStrangerGoesOnAfterwards() throws Exception {
    Job job = job(request());
    store.submit(job);
    Claim claim = claimedBy(store.register("w1"));
    CompletableFuture<Boolean> settled;
    try (Connection stranger = database.source().getConnection();
        Statement statement = stranger.createStatement()) {
      stranger.setAutoCommit(false);
      statement.execute("select * from pressroom_running for update");
      settled = CompletableFuture.supplyAsync(() -> store.settle(claim, success(claim)));
      assertThat(stateOf(job.id())).isEqualTo(JobState.RUNNING);
    }
    assertThat(settled.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(stateOf(job.id())).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void aJobIsNoticedAtOnceOnAnIdleWorker() throws Exception {
    try (JdbcStore idle = open(Clock.systemUTC())) {
      // Until it listens, and has seen that there is nothing.
      Awaitility.await().until(() -> !idle.awaitWork(DEFAULT, Duration.ofMillis(20)));
      CompletableFuture<Boolean> noticed =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return idle.awaitWork(DEFAULT, Duration.ofSeconds(30));
                } catch (InterruptedException e) {
                  return false;
                }
              });
      submitted(request());
      assertThat(noticed.get(25, TimeUnit.SECONDS)).isTrue();
    }
  }
}
