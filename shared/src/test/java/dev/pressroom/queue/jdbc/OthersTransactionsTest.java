package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore.Settle;
import dev.pressroom.queue.DispatchStore.Settled;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.Lease;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Transactions of others on the same PostgreSQL that hold snapshots and locks. */
class OthersTransactionsTest extends JdbcFixture {
  private Database repeating;

  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }

  @BeforeEach
  void openRepeating() {
    PGSimpleDataSource source = ((Postgres.Queue) database).source();
    source.setOptions("-c default_transaction_isolation=repeatable\\ read");
    repeating =
        new Database(
            Lending.unsuspected(source),
            Dialect.POSTGRESQL,
            null,
            new Schema(false, System::nanoTime));
    store.pause("a");
    store.pause("b");
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.source().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  @Test
  void threeHeldSnapshotsHoldUpNothing() throws SQLException {
    List<Connection> snapshots = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Connection snapshot = transaction();
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(number(snapshot, "select count(*) from pressroom_history")).isZero();
      snapshots.add(snapshot);
    }
    Lease lease = store.register("w1");
    for (int round = 0; round < 8; round++) {
      for (int i = 0; i < 8; i++) {
        submitted(request());
      }
      List<Claim> claims = store.claim(lease, DEFAULT, 8);
      assertThat(claims).hasSize(8);
      assertThat(store.heartbeat(lease)).hasSize(8);
      claims.forEach(store::layOut);
      assertThat(store.settleAll(claims.stream().map(c -> new Settle(c, success(c))).toList()))
          .allMatch(Settled::stood);
      store.sweep();
    }
    assertThat(store.list(JobFilter.newest(999).inState(JobState.SUCCEEDED))).hasSize(64);
    for (Connection snapshot : snapshots) {
      assertThat(number(snapshot, "select count(*) from pressroom_history")).isZero();
      snapshot.close();
    }
  }

  @Test
  void aSerializationFailureIsTriedAgain() {
    List<String> tries = new ArrayList<>();
    int gone =
        repeating.transact(
            "trying",
            tx -> {
              tx.list(Sql.PAUSED, row -> row.getString("queue"));
              tries.add("try");
              if (tries.size() == 1) {
                Postgres.shared().execute(changing("a"));
              }
              return tx.update(Sql.RESUME, "a");
            });
    assertThat(tries).hasSize(2);
    assertThat(gone).isEqualTo(1);
    assertThat(store.paused()).containsExactly("b");
  }

  private String changing(String queue) {
    return "update "
        + ((Postgres.Queue) database).schema()
        + ".pressroom_paused set queue = queue where queue = '"
        + queue
        + "'";
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    List<String> tries = new ArrayList<>();
    try (Connection stranger = transaction();
        Connection observer = database.source().getConnection();
        Statement statement = stranger.createStatement()) {
      // The store is to be the one that is sacrificed.
      statement.execute("set deadlock_timeout = '1min'");
      statement.execute(changing("b"));
      int session = number(stranger, "select pg_backend_pid()");
      List<CompletableFuture<Void>> strangers = new ArrayList<>();
      repeating.transact(
          "trying",
          tx -> {
            tries.add("try");
            if (tries.size() == 1) {
              tx.update(Sql.RESUME, "a");
              strangers.add(CompletableFuture.runAsync(() -> changeAndCommit(stranger)));
              await()
                  .until(
                      () ->
                          number(
                                  observer,
                                  "select count(*) from pg_stat_activity where wait_event_type ="
                                      + " 'Lock' and pid = "
                                      + session)
                              == 1);
            }
            return tx.update(Sql.RESUME, "b");
          });
      strangers.get(0).get(30, TimeUnit.SECONDS);
    }
    assertThat(tries).hasSizeGreaterThan(1);
    assertThat(store.paused()).containsExactly("a");
  }

  private void changeAndCommit(Connection stranger) {
    try (Statement statement = stranger.createStatement()) {
      statement.execute(changing("a"));
      stranger.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
