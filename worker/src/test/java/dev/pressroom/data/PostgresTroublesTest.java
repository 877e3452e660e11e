package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pressroom.report.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of {@link Troubles} that a real PostgreSQL can be brought to say. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresTroublesTest {
  private static Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE one (id INT PRIMARY KEY, n INT)");
      statement.execute("INSERT INTO one VALUES (1, 0), (2, 0)");
      statement.execute("CREATE ROLE stranger LOGIN PASSWORD 'right'");
      statement.execute("CREATE ROLE few LOGIN CONNECTION LIMIT 1");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.settings().url(), "postgres", "x");
  }

  private static void does(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static SQLException said(Connection connection, String... statements) {
    return catchThrowableOfType(SQLException.class, () -> does(connection, statements));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          42601 | true  | SELEC 1
          42P01 | true  | SELECT * FROM nowhere
          42703 | true  | SELECT nothing FROM one
          42501 | true  | SET ROLE stranger; SELECT * FROM one
          22012 | true  | SELECT 1 / n FROM one
          22P02 | true  | SELECT CAST('x' AS INT)
          23505 | true  | INSERT INTO one VALUES (1, 1)
          25006 | true  | SET default_transaction_read_only = on; INSERT INTO one VALUES (3, 3)
          3F000 | true  | CREATE TABLE nowhere.x (i INT)
          54011 | true  | SELECT * FROM x_many_columns
          P0001 | true  | DO $$ BEGIN RAISE EXCEPTION 'no'; END $$
          25P02 | false | BEGIN; SELECT * FROM nowhere; SELECT 1
          57014 | false | SET statement_timeout = 50; SELECT pg_sleep(60)
          25P03 | false | SET idle_in_transaction_session_timeout = 50; BEGIN
          53400 | false | SET work_mem = 64; SET temp_file_limit = 64; SELECT count(*) FROM (SELECT i FROM generate_series(1, 200000) i ORDER BY random()) x
          57P01 | false | SELECT pg_terminate_backend(pg_backend_pid())
          """)
  void whatItSays(String state, boolean permanent, String sql) throws SQLException {
    try (Connection connection = connect()) {
      SQLException e = null;
      for (String one : sql.contains("$$") ? new String[] {sql} : sql.split(";")) {
        SQLException next = said(connection, one.replace("x_many_columns", manyColumns()));
        e = next == null ? e : next;
      }
      if (e == null) {
        // It says so on the next occasion.
        await().until(() -> !alive(connection));
        e = said(connection, "SELECT 1");
      }
      assertThat(e.getSQLState()).isIn(state, "08006");
      assertThat(Troubles.sql(e).permanent()).isEqualTo(permanent);
    }
  }

  private static String manyColumns() {
    return "(SELECT " + "1,".repeat(1700) + "1) x";
  }

  private static boolean alive(Connection connection) throws SQLException {
    int pid = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    try (Connection other = connect();
        Statement statement = other.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid)) {
      found.next();
      return found.getInt(1) > 0;
    }
  }

  @Test
  void aLockThatIsNotGivenInTime() throws SQLException {
    try (Connection holder = connect();
        Connection waiter = connect()) {
      does(holder, "BEGIN", "LOCK TABLE one");
      SQLException e = said(waiter, "SET lock_timeout = 50", "SELECT * FROM one");
      assertThat(e.getSQLState()).isEqualTo("55P03");
      assertThat(Troubles.sql(e).permanent()).isFalse();
    }
  }

  @Test
  void aConflictOfTransactions() throws SQLException {
    try (Connection slow = connect();
        Connection fast = connect()) {
      does(slow, "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT * FROM one WHERE id = 1");
      does(fast, "UPDATE one SET n = 0 WHERE id = 1");
      SQLException e = said(slow, "UPDATE one SET n = 0 WHERE id = 1");
      assertThat(e.getSQLState()).isEqualTo("40001");
      assertThat(Troubles.sql(e).permanent()).isFalse();
    }
  }

  @Test
  void aDeadlock() throws Exception {
    try (Connection first = connect();
        Connection second = connect()) {
      does(first, "SET deadlock_timeout = 20", "BEGIN", update(1));
      does(second, "SET deadlock_timeout = 20", "BEGIN", update(2));
      SQLException[] heard = new SQLException[1];
      Thread other =
          new Thread(
              () -> {
                heard[0] = said(first, update(2));
              });
      other.start();
      SQLException e = said(second, update(1));
      if (e != null) {
        does(second, "ROLLBACK");
      }
      other.join();
      SQLException victim = e != null ? e : heard[0];
      assertThat(victim.getSQLState()).isEqualTo("40P01");
      assertThat(Troubles.sql(victim).permanent()).isFalse();
    }
  }

  private static String update(int id) {
    return "UPDATE one SET n = 0 WHERE id = " + id;
  }

  private static ReportException refused(String url, String user, String password) {
    DataSourceSettings settings = new DataSourceSettings("far", url, user, password, Map.of());
    return catchThrowableOfType(
        ReportException.class, () -> ReportConnection.open(settings, ReportSession.of("job-1")));
  }

  @Test
  void whatStandsInTheWayOfAConnectionIsNotTheJobsFault() throws SQLException {
    String url = postgres.settings().url();
    try (Connection only = DriverManager.getConnection(url, "few", "x")) {
      assertThat(only.isClosed()).isFalse();
      assertWaits(refused(url, "few", "x"), "allow its user more connections");
    }
    assertWaits(refused(url + "x", "postgres", "x"), "check the database's name");
    assertWaits(refused(url, "nobody", "x"), "check user and password");
    assertWaits(refused("jdbc:postgresql://127.0.0.1:1/x", "u", "x"), "can be reached from here");
    assertWaits(refused("jdbc:postgresql://nowhere.invalid/x", "u", "x"), "can be reached");
  }

  @Test
  void aWrongPasswordWaitsForTheOperator() throws Exception {
    String url = postgres.settings().url();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      ResultSet file = statement.executeQuery("SHOW hba_file");
      file.next();
      Path hba = Path.of(file.getString(1));
      String before = Files.readString(hba);
      Files.writeString(hba, "host all stranger all scram-sha-256\n" + before);
      statement.execute("SELECT pg_reload_conf()");
      await().until(() -> refused(url, "stranger", "wr0ng") != null);
      ReportException e = refused(url, "stranger", "wr0ng");
      assertWaits(e, "check user and password of dataSources.far");
      assertThat(e).hasMessageContaining("will not mend itself").hasMessageNotContaining("wr0ng");
      assertThat(refused(url, "stranger", "right")).isNull();
    }
  }

  private static void assertWaits(ReportException e, String cure) {
    assertThat(e).isNotNull().hasMessageContaining(cure).hasMessageContaining("does not count");
    assertThat(e.permanent()).isFalse();
  }

  @Test
  void aZoneThatTheDatabaseDoesNotKnowIsTheJobsOwnFault() throws SQLException {
    // Java learns of new zones sooner or later than the server.
    String zone = zoneThatOnlyJavaKnows();
    assumeTrue(zone != null, "this server knows all zones of this Java");
    ReportSession session = new ReportSession("job-1", null, null, ZoneId.of(zone));
    ReportException e =
        catchThrowableOfType(
            ReportException.class, () -> ReportConnection.open(postgres.settings(), session));
    assertThat(e.permanent()).isTrue();
    assertThat(e).hasMessageContaining(zone).hasMessageContaining("Europe/Berlin");
  }

  private static String zoneThatOnlyJavaKnows() throws SQLException {
    try (Connection connection = connect()) {
      for (String zone : ZoneId.getAvailableZoneIds()) {
        if (said(connection, "SET TIME ZONE '" + zone + "'") != null) {
          return zone;
        }
      }
    }
    return null;
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aServerThatShutsDownIsWaitedFor() throws Exception {
    try (Connection open = connect();
        Statement statement = open.createStatement()) {
      ResultSet folder = statement.executeQuery("SHOW data_directory");
      folder.next();
      String pid = Files.readAllLines(Path.of(folder.getString(1), "postmaster.pid")).get(0);
      // Smart shutdown: nobody new, while those that are there may end.
      ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroy();
      String url = postgres.settings().url();
      await().until(() -> refused(url, "postgres", "x") != null);
      assertWaits(refused(url, "postgres", "x"), "starting up or shutting down");
    }
  }
}
