package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.queue.Lease;
import dev.pressroom.queue.QueueException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases and pools that are set to something stricter than READ COMMITTED. */
class IsolationTest extends JdbcFixture {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }

  private PGSimpleDataSource repeatable() {
    PGSimpleDataSource source = ((Postgres.Queue) database).source();
    source.setOptions("-c default_transaction_isolation=repeatable\\ read");
    return source;
  }

  @Test
  void aLeaseThatIsEndedSeesTheClaimThatItWaitedFor() throws Exception {
    submitted(request());
    try (JdbcStore strict = JdbcStore.open(repeatable(), root.resolve("work"), null, clock);
        Connection claiming = database.source().getConnection();
        Statement statement = claiming.createStatement()) {
      Lease lease = strict.register("w1");
      claiming.setAutoCommit(false);
      statement.execute(
          "select id from pressroom_worker where id = '" + lease.id() + "' for key share");
      CompletableFuture<Boolean> ended =
          CompletableFuture.supplyAsync(() -> strict.deregister(lease));
      Awaitility.await().until(this::isSomebodyWaiting);
      statement.execute(
          "insert into pressroom_running select id, '"
              + lease.id()
              + "', form, queue, priority, 1, allowed, tenant, expires_at, keyed, delivers, now(),"
              + " false, null, job from pressroom_queued");
      statement.execute("delete from pressroom_queued");
      claiming.commit();

      assertThat(ended.get(30, TimeUnit.SECONDS)).isFalse();
      assertThat(strict.heartbeat(lease)).hasSize(1);
    }
  }

  private boolean isSomebodyWaiting() throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
      row.next();
      return row.getInt(1) > 0;
    }
  }

  @Test
  void aConnectionIsGivenBackAsStrictAsItCame(@TempDir Path folder) throws SQLException {
    try (Connection connection = repeatable().getConnection()) {
      assertGivenBack(connection, Connection.TRANSACTION_REPEATABLE_READ);
    }
    try (TestDatabase h2 = TestDatabase.h2(folder);
        Connection connection = h2.source().getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      assertGivenBack(connection, Connection.TRANSACTION_SERIALIZABLE);
    }
  }

  @Test
  void theTransactionOfACallerIsNotCommitted() throws SQLException {
    try (Connection own = database.source().getConnection();
        Statement statement = own.createStatement();
        JdbcStore host = JdbcStore.open(Lending.only(own))) {
      own.setAutoCommit(false);
      statement.execute("insert into pressroom_paused values ('mine')");

      assertThatThrownBy(() -> host.submit(job(request())))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("hand in the plain pool");

      own.rollback();
      assertThat(store.paused()).isEmpty();
      host.submit(job(request()));
      assertThat(own.getAutoCommit()).isFalse();
    }
  }

  private void assertGivenBack(Connection connection, int isolation) throws SQLException {
    try (JdbcStore host = JdbcStore.open(Lending.only(connection))) {
      host.submit(job(request()));
      host.submit(job(request()));
    }
    assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
    assertThat(connection.getAutoCommit()).isTrue();
  }
}
