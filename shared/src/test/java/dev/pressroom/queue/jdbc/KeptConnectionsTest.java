package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a queue that was opened by its URL gets its connections from. */
class KeptConnectionsTest {
  private TestDatabase database;
  private KeptConnections kept;

  @BeforeEach
  void open() {
    database = TestDatabase.postgres();
    kept = new KeptConnections(DatabaseAccess.to(database.url()), 2);
  }

  @AfterEach
  void close() {
    kept.close();
    database.close();
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static int session(Connection connection) throws SQLException {
    return number(connection, "select pg_backend_pid()");
  }

  private void end(int session) throws SQLException {
    try (Connection other = database.source().getConnection()) {
      number(other, "select pg_terminate_backend(" + session + ")::integer");
      await()
          .until(
              () ->
                  number(other, "select count(*) from pg_stat_activity where pid = " + session)
                      == 0);
    }
  }

  @Test
  void oneIsKeptAndLentAgain() throws SQLException {
    int first;
    try (Connection connection = kept.getConnection()) {
      first = session(connection);
    }
    try (Connection connection = kept.getConnection()) {
      assertThat(session(connection)).isEqualTo(first);
    }
  }

  @Test
  void whatWasLeftOpenIsRolledBackAndItsModeRestored() throws SQLException {
    try (Connection connection = kept.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("insert into pressroom_paused values ('left')");
    }
    try (Connection connection = kept.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(number(connection, "select count(*) from pressroom_paused")).isZero();
    }
  }

  @Test
  void afterTheServerEndedThemAllNewOnesAreMade() throws SQLException {
    Connection one = kept.getConnection();
    Connection two = kept.getConnection();
    int second = session(two);
    end(session(one));
    two.close();
    assertThatThrownBy(() -> session(one)).isInstanceOf(SQLException.class);
    one.close();

    try (Connection fresh = kept.getConnection()) {
      assertThat(session(fresh)).as("the idle one was dropped, too").isNotEqualTo(second);
    }
  }

  @Test
  void whoFindsAllLentWaitsForOne() throws Exception {
    Connection one = kept.getConnection();
    Connection two = kept.getConnection();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Integer> third =
        thread.submit(
            () -> {
              try (Connection connection = kept.getConnection()) {
                return session(connection);
              }
            });
    int session = session(two);
    two.close();
    assertThat(third.get()).isEqualTo(session);
    one.close();
    thread.shutdown();
  }

  @Test
  void whatWasGivenBackIsNoLongerOfUse() throws SQLException {
    Connection connection = kept.getConnection();
    connection.close();
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThatThrownBy(connection::createStatement).hasMessageContaining("given back");
    try (Connection one = kept.getConnection();
        Connection two = kept.getConnection()) {
      assertThat(one.isValid(1) && two.isValid(1)).as("closing twice frees one place").isTrue();
    }
  }

  @Test
  void closingEndsWhatIsIdleAtOnceAndWhatIsLentWhenItComesBack() throws SQLException {
    Connection lent = kept.getConnection();
    int session = session(lent);
    kept.close();
    assertThat(session(lent)).isEqualTo(session);
    lent.close();
    try (Connection other = database.source().getConnection()) {
      await()
          .until(
              () ->
                  number(other, "select count(*) from pg_stat_activity where pid = " + session)
                      == 0);
    }
    assertThatThrownBy(kept::getConnection).hasMessageContaining("closed");
  }

  @Test
  void noPartOfAPasswordBeforeTheHostIsShown() {
    assertThat(DatabaseAccess.shown("jdbc:postgresql://shop:se/cr@et@db/queue?ssl=true"))
        .isEqualTo("jdbc:postgresql://db/queue");
  }
}
