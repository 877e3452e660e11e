package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.QueueException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases that cannot hold the queue say so with the cure. */
class BadDatabaseTest extends JdbcFixture {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }

  private PGSimpleDataSource source() {
    return ((Postgres.Queue) database).source();
  }

  private static void assertRefused(DataSource source, String cure) {
    assertThatThrownBy(() -> JdbcStore.open(source))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining(cure);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void noServerThere() {
    PGSimpleDataSource source = source();
    source.setPortNumbers(new int[] {1});
    assertRefused(source, "see that it runs, and that host, port and network are right");
  }

  @Test
  void wrongUserOrDatabase() {
    PGSimpleDataSource source = source();
    source.setUser("nobody-of-that-name");
    assertRefused(source, "user or password are wrong");
    PGSimpleDataSource other = source();
    other.setDatabaseName("no-such-database");
    assertRefused(other, "there is no database of that name");
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:locked");
    h2.setUser("one");
    h2.setPassword("two");
    JdbcDataSource wrong = new JdbcDataSource();
    wrong.setURL("jdbc:h2:mem:locked");
    wrong.setUser("one");
    wrong.setPassword("three");
    try (Connection open = h2.getConnection()) {
      assertThat(open.isValid(1)).isTrue();
      assertRefused(wrong, "user or password are wrong");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void missingTables() {
    PGSimpleDataSource source = source();
    source.setCurrentSchema("public");
    assertRefused(source, "pressroom schema");
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:");
    assertRefused(h2, "pressroom schema");
  }

  @Test
  void aNewerSchemaIsUsedOrRefusedAsItsMigrationSaid() throws SQLException {
    execute("insert into pressroom_schema values (2, true, true)");
    JdbcStore.open(source(), root.resolve("work")).close();
    execute("insert into pressroom_schema values (3, false, true)");
    JdbcStore.open(source()).close();
    assertThatThrownBy(() -> JdbcStore.open(source(), root.resolve("work")))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("since version 3 no worker of version 1")
        .hasMessageContaining("upgrade");
  }

  @Test
  void anOlderSchema() throws SQLException {
    execute("delete from pressroom_schema");
    assertRefused(source(), "are of version 0 and this Pressroom needs 1");
  }

  @Test
  void missingRights() throws SQLException {
    String schema = ((Postgres.Queue) database).schema();
    String user = "guest_" + schema;
    execute("create role " + user + " login");
    PGSimpleDataSource source = source();
    source.setUser(user);
    execute("grant usage on schema " + schema + " to " + user);
    assertRefused(source, "grant select, insert, update and delete");
    execute("grant select on pressroom_schema to " + user);
    try (JdbcStore guest = JdbcStore.open(source)) {
      assertThatThrownBy(() -> guest.submit(job(request())))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("grant select, insert, update and delete");
    }
    execute("drop owned by " + user);
    execute("drop role " + user);
  }

  @Test
  void aDatabaseThatTakesNoWrites() {
    PGSimpleDataSource source = source();
    source.setOptions("-c default_transaction_read_only=on");
    try (JdbcStore replica = JdbcStore.open(source)) {
      assertThatThrownBy(() -> replica.submit(job(request())))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("connect to the primary");
    }
  }

  @Test
  void noConnectionLeft() throws SQLException {
    String user = "crowded_" + ((Postgres.Queue) database).schema();
    execute("create role " + user + " login connection limit 0");
    PGSimpleDataSource source = source();
    source.setUser(user);
    assertRefused(source, "max_connections");
    execute("drop role " + user);
  }

  @Test
  void anExhaustedPool() {
    DataSource pool =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  throw new SQLTransientConnectionException("pool - request timed out");
                });
    assertRefused(pool, "it is exhausted or too small");
  }

  @Test
  void aDatabaseOfAnotherKind() {
    JdbcStore.open(source()).close();
    assertThat(Trouble.cure(new SQLException("odd", "99999"))).contains("SQL state 99999");
  }

  @Test
  void conflictsOfStricterIsolationAreTriedAgain() throws Exception {
    for (int i = 0; i < 60; i++) {
      submitted(request());
    }
    PGSimpleDataSource strict = source();
    strict.setOptions("-c default_transaction_isolation=serializable");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<List<Claim>>> workers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = "w" + i;
      workers.add(
          threads.submit(
              () -> {
                try (JdbcStore mine = JdbcStore.open(strict, root.resolve("work"), null, clock)) {
                  Lease lease = mine.register(name);
                  List<Claim> all = new ArrayList<>();
                  for (int empty = 0; empty < 3; ) {
                    List<Claim> claims = claim(mine, lease);
                    empty = claims.isEmpty() ? empty + 1 : 0;
                    all.addAll(claims);
                  }
                  return all;
                }
              }));
    }
    Set<String> claimed = new HashSet<>();
    for (Future<List<Claim>> worker : workers) {
      worker.get().forEach(claim -> assertThat(claimed.add(claim.id().text())).isTrue());
    }
    threads.shutdown();
    store.claim(store.register("last"), DEFAULT, 60).forEach(c -> claimed.add(c.id().text()));
    assertThat(claimed).hasSize(60);
  }

  /** As a worker does: what the database gave up is asked for again later. */
  private static List<Claim> claim(JdbcStore store, Lease lease) {
    try {
      return store.claim(lease, DEFAULT, 5);
    } catch (QueueException e) {
      return List.of();
    }
  }
}
