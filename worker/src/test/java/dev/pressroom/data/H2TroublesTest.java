package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.ReportException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of {@link Troubles} that a real H2 can be brought to say. */
class H2TroublesTest {
  @TempDir Path folder;
  private Server server;
  private String url;

  @BeforeEach
  void start() throws SQLException {
    String file = "jdbc:h2:file:" + folder.resolve("db");
    try (Connection connection = DriverManager.getConnection(file, "sa", "sa");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE one (id INT PRIMARY KEY, n INT)");
      statement.execute("INSERT INTO one VALUES (1, 0), (2, 0)");
      statement.execute("CREATE USER stranger PASSWORD 'right'");
    }
    server = Server.createTcpServer("-tcpPort", "0", "-baseDir", folder.toString()).start();
    url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/./db";
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Connection connect(String user, String password) throws SQLException {
    return DriverManager.getConnection(url, user, password);
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
          42001 | true  | sa | SELEC 1
          42102 | true  | sa | SELECT * FROM nowhere
          42122 | true  | sa | SELECT nothing FROM one
          22012 | true  | sa | SELECT 1 / n FROM one
          22018 | true  | sa | SELECT CAST('x' AS INT)
          23505 | true  | sa | INSERT INTO one VALUES (1, 1)
          90022 | true  | sa | SELECT nofunction()
          90096 | true  | stranger | SELECT * FROM one
          57014 | false | sa | SET QUERY_TIMEOUT 50; SELECT sum(a.x) FROM system_range(1, 1000000) a, system_range(1, 1000000) b
          """)
  void whatItSays(int code, boolean permanent, String user, String sql) throws SQLException {
    try (Connection connection = connect(user, user.equals("sa") ? "sa" : "right")) {
      SQLException e = said(connection, sql.split(";"));
      assertThat(e.getErrorCode()).isEqualTo(code);
      assertThat(Troubles.sql(e).permanent()).isEqualTo(permanent);
    }
  }

  @Test
  void aLockThatIsNotGivenInTimeAndAConflictOfTransactions() throws SQLException {
    try (Connection holder = connect("sa", "sa");
        Connection waiter = connect("sa", "sa")) {
      holder.setAutoCommit(false);
      does(holder, "UPDATE one SET n = 7 WHERE id = 1");
      SQLException e = said(waiter, "SET LOCK_TIMEOUT 50", "UPDATE one SET n = 0 WHERE id = 1");
      assertThat(e.getErrorCode()).isEqualTo(50200);
      assertThat(Troubles.sql(e).permanent()).isFalse();

      waiter.setTransactionIsolation(DatabaseKind.H2.isolation(waiter));
      waiter.setAutoCommit(false);
      does(waiter, "SELECT * FROM one");
      holder.commit();
      SQLException conflict = said(waiter, "UPDATE one SET n = 5 WHERE id = 1");
      assertThat(conflict.getErrorCode()).isIn(40001, 90131);
      assertThat(Troubles.sql(conflict).permanent()).isFalse();
    }
  }

  @Test
  void aDatabaseThatIsShutDownUnderAReport() throws SQLException {
    try (Connection connection = connect("sa", "sa");
        Connection other = connect("sa", "sa")) {
      does(other, "SHUTDOWN IMMEDIATELY");
      SQLException e = said(connection, "SELECT * FROM one");
      assertThat(Troubles.sql(e).permanent()).as(e.toString()).isFalse();
    }
  }

  @Test
  void aServerThatEndsUnderAReport() throws SQLException {
    try (Connection connection = connect("sa", "sa")) {
      server.stop();
      SQLException e = said(connection, "SELECT * FROM one");
      assertThat(Troubles.sql(e).permanent()).as(e.toString()).isFalse();
    }
  }

  @Test
  void whatStandsInTheWayOfAConnectionIsNotTheJobsFault() {
    assertWaits(refused(url, "sa", "wr0ng"), "check user and password");
    assertWaits(refused(url + "x", "sa", "sa"), "check the database's name");
    assertWaits(refused("jdbc:h2:tcp://127.0.0.1:1/x", "sa", "sa"), "can be reached from here");
  }

  private static ReportException refused(String url, String user, String password) {
    DataSourceSettings settings = new DataSourceSettings("far", url, user, password, Map.of());
    return catchThrowableOfType(
        ReportException.class, () -> ReportConnection.open(settings, ReportSession.of("job-1")));
  }

  private static void assertWaits(ReportException e, String cure) {
    assertThat(e)
        .hasMessageContaining(cure)
        .hasMessageContaining("does not count")
        .hasMessageNotContaining("wr0ng");
    assertThat(e.permanent()).isFalse();
  }
}
