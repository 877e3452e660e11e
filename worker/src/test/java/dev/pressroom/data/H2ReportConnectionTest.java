package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a server, as presses use it: over the very protocol of {@code AUTO_SERVER}. */
class H2ReportConnectionTest extends ReportConnectionContract {
  @TempDir static Path folder;
  private static Server server;

  @BeforeAll
  static void start() throws SQLException {
    DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("db"), "sa", "sa").close();
    server = Server.createTcpServer("-tcpPort", "0", "-baseDir", folder.toString()).start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Override
  DataSourceSettings settings() {
    return new DataSourceSettings(
        "warehouse", "jdbc:h2:tcp://localhost:" + server.getPort() + "/./db", "sa", "sa", Map.of());
  }

  @Override
  String slowQuery() {
    return "SELECT sum(sqrt(a.x + b.x)) FROM system_range(1, 1000000) a, system_range(1, 1000000)"
        + " b";
  }

  @Test
  void anEmbeddedDatabaseHasTheSameSnapshot() throws SQLException {
    DataSourceSettings embedded =
        new DataSourceSettings("m", "jdbc:h2:mem:snapshot", "sa", "sa", Map.of());
    try (Connection writer = DriverManager.getConnection(embedded.url(), "sa", "sa");
        var statement = writer.createStatement()) {
      statement.execute("CREATE TABLE early (id INT)");
      statement.execute("CREATE TABLE late (id INT)");
      try (ReportConnection connection =
          ReportConnection.open(embedded, ReportSession.of("job-1"))) {
        statement.execute("INSERT INTO early VALUES (1)");
        assertThat(value(connection, "SELECT count(*) FROM early", Map.of())).isEqualTo(0L);
        statement.execute("INSERT INTO late VALUES (1)");
        assertThat(value(connection, "SELECT count(*) FROM late", Map.of())).isEqualTo(0L);
      }
    }
  }

  @Test
  void thePrincipalIsKnownAsVariables() {
    ReportSession session = new ReportSession("job-1", "o'hara", null, ZoneId.of("+02:00"));
    try (ReportConnection connection = ReportConnection.open(settings(), session)) {
      assertThat(value(connection, "SELECT @pressroom_tenant", Map.of())).isEqualTo("o'hara");
      assertThat(value(connection, "SELECT @pressroom_user", Map.of())).isNull();
    }
    try (ReportConnection connection = open()) {
      assertThat(value(connection, "SELECT @pressroom_tenant", Map.of())).isNull();
    }
  }

  @Test
  void whatAnEarlierJobDidToItsSessionIsNotNoticed() {
    Object before;
    try (ReportConnection connection = open()) {
      before = value(connection, "SELECT count(*) FROM early", Map.of());
      value(connection, "SELECT SET(@remains, 5)", Map.of());
      // H2 does not refuse writes on a read-only connection; the rollback at the end takes it back.
      value(
          connection, "SELECT * FROM FINAL TABLE (INSERT INTO early VALUES (9, 'left'))", Map.of());
    }
    try (ReportConnection connection = open()) {
      assertThat(value(connection, "SELECT @remains", Map.of())).isNull();
      assertThat(value(connection, "SELECT count(*) FROM early", Map.of())).isEqualTo(before);
    }
  }

  @Test
  void rowsThatAreNotSortedAreFetchedAsTheyAreAskedFor() {
    String sql = "SELECT x, repeat('x', 10000) FROM system_range(1, 1000000000)";
    try (ReportConnection connection = open();
        Rows rows = connection.query(sql, Map.of())) {
      for (int i = 0; i < 5000; i++) {
        assertThat(rows.next()).isTrue();
      }
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(200_000_000);
    }
  }

  @Test
  void typesOfItsOwnComeAsText() {
    try (ReportConnection connection = open()) {
      assertThat(value(connection, "SELECT INTERVAL '2' DAY", Map.of()))
          .isEqualTo("INTERVAL '2' DAY");
      assertThat(value(connection, "SELECT JSON '{\"a\":1}'", Map.of())).isEqualTo("{\"a\":1}");
      assertThat(value(connection, "SELECT CAST('a text' AS CLOB)", Map.of())).isEqualTo("a text");
      assertThat(value(connection, "SELECT X'0102'", Map.of())).isEqualTo(new byte[] {1, 2});
      assertThat(value(connection, "SELECT CAST(1.5 AS DECFLOAT)", Map.of()))
          .isEqualTo(new java.math.BigDecimal("1.5"));
      assertThat(value(connection, "SELECT TIME WITH TIME ZONE '10:00:00+02'", Map.of()))
          .isEqualTo("10:00:00+02");
    }
  }

  @Test
  void aTextThatNobodyReadsIsRefused() {
    try (ReportConnection connection = open();
        Rows rows = connection.query("SELECT CAST(repeat('x', 1000001) AS CLOB) AS t", Map.of())) {
      var e = catchThrowableOfType(ReportException.class, rows::next);
      assertThat(e).hasMessageContaining("column \"t\" of row 1").hasMessageContaining("SUBSTRING");
    }
  }

  @Test
  void aMistypedPathDoesNotBecomeANewDatabase() {
    DataSourceSettings mistyped =
        new DataSourceSettings(
            "warehouse", "jdbc:h2:file:" + folder.resolve("bd"), "sa", "sa", Map.of());
    var e =
        catchThrowableOfType(
            ReportException.class,
            () -> ReportConnection.open(mistyped, ReportSession.of("job-1")));
    assertThat(e).hasMessageContaining("not found");
    assertThat(folder.resolve("bd.mv.db")).doesNotExist();
  }
}
