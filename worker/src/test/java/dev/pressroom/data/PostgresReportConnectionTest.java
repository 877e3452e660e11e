package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresReportConnectionTest extends ReportConnectionContract {
  private static Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Override
  DataSourceSettings settings() {
    return postgres.settings();
  }

  @Override
  String slowQuery() {
    return "SELECT pg_sleep(120)";
  }

  @Test
  void readingSlowlyIsNotAStatementThatTakesTooLong() {
    DataSourceSettings settings = Limited.statements(settings(), Duration.ofSeconds(1));
    String sql = "SELECT a.id FROM early a, " + "generate_series(1, 100000)";
    try (ReportConnection connection = ReportConnection.open(settings, ReportSession.of("job-1"));
        Rows rows = connection.query(sql, Map.of())) {
      assertThat(rows.next()).isTrue();
      Instant later = Instant.now().plusMillis(2500);
      await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(later));
      while (rows.next()) {
        assertThat(rows.get(0)).isEqualTo(1L);
      }
      assertThat(rows.number()).isEqualTo(100_000);
    }
  }

  @Test
  void aQueryMayWriteAndGiveRowsWhereTheReportSaysThatItWrites() throws Exception {
    String sql =
        "WITH made AS (INSERT INTO written SELECT * FROM generate_series(1, 1200) RETURNING n)"
            + " SELECT n FROM made ORDER BY n";
    try (ReportConnection connection =
        ReportConnection.openForWriting(settings(), ReportSession.of("job-1"))) {
      connection.update("CREATE TABLE written (n bigint)", Map.of());
      try (Rows rows = connection.query(sql, Map.of())) {
        while (rows.next()) {
          assertThat(rows.get(0)).isEqualTo(rows.number());
        }
        assertThat(rows.number()).isEqualTo(1200);
      }
      connection.commit();
    }
    try (ReportConnection connection =
        ReportConnection.open(settings(), ReportSession.of("job-2"))) {
      assertThat(value(connection, "SELECT COUNT(*) FROM written", Map.of())).isEqualTo(1200L);
      ReportException refused =
          catchThrowableOfType(
              ReportException.class, () -> connection.query(sql, Map.of()).close());
      assertThat(refused.permanent()).isTrue();
      assertThat(refused).hasMessageContaining("read-only");
    }
  }

  @Test
  void theDatabasesOwnMonitoringShowsTheJob() {
    String job = "01JD3Z8Q6VK9M2T5R7X0ABCDEF-" + "a.very-long-name".repeat(4);
    try (ReportConnection connection = ReportConnection.open(settings(), ReportSession.of(job))) {
      Object name = value(connection, "SELECT current_setting('application_name')", Map.of());
      assertThat(name).isEqualTo(("pressroom/" + job).substring(0, 63));
    }
  }

  @Test
  void thePrincipalIsKnownToRowLevelSecurityUntilTheTransactionEnds() {
    ReportSession session = new ReportSession("job-1", "o'hara", null, ZoneId.of("UTC"));
    try (ReportConnection connection = ReportConnection.open(settings(), session)) {
      assertThat(value(connection, "SELECT current_setting('pressroom.tenant')", Map.of()))
          .isEqualTo("o'hara");
      assertThat(value(connection, "SELECT current_setting('pressroom.user')", Map.of()))
          .isEqualTo("");
    }
  }

  @Test
  void theTransactionIsReadOnlyAndRepeatable() {
    try (ReportConnection connection = open()) {
      assertThat(value(connection, "SHOW transaction_isolation", Map.of()))
          .isEqualTo("repeatable read");
      var e =
          catchThrowableOfType(
              ReportException.class,
              () -> connection.query("INSERT INTO early VALUES (9) RETURNING id", Map.of()));
      assertThat(e.permanent()).isTrue();
      assertThat(e).hasMessageContaining("read-only");
      var later =
          catchThrowableOfType(ReportException.class, () -> connection.query("SELECT 1", Map.of()));
      assertThat(later).hasMessageContaining("an earlier query of this report failed");
    }
  }

  @ParameterizedTest
  @CsvSource({"+02:00,14", "-05:30,6.5", "UTC+2,14", "Z,12", "Etc/GMT+3,9", "Asia/Tokyo,21"})
  void theSessionTakesOnTheJobsZone(String zone, double hour) {
    ReportSession session = new ReportSession("job-1", null, null, ZoneId.of(zone));
    try (ReportConnection connection = ReportConnection.open(settings(), session)) {
      String sql =
          "SELECT CAST(extract(hour FROM t) + extract(minute FROM t) / 60 AS FLOAT8) FROM"
              + " (SELECT TIMESTAMPTZ '2026-07-01 12:00:00Z' AS t) x";
      assertThat(value(connection, sql, Map.of())).isEqualTo(hour);
    }
  }

  @Test
  void whatAnEarlierJobDidToItsSessionIsNotNoticed() {
    try (ReportConnection connection = open()) {
      connection.query("SELECT set_config('search_path', 'nowhere', false)", Map.of());
      connection.query("SELECT pg_advisory_lock(4711)", Map.of());
      connection.query("SELECT * FROM generate_series(1, 100000)", Map.of()).next();
    }
    try (ReportConnection connection = open()) {
      assertThat(value(connection, "SELECT count(*) FROM early", Map.of())).isEqualTo(1L);
    }
  }

  @Test
  void rowsAreFetchedAsTheyAreAskedFor() {
    String sql = "SELECT i, repeat('x', 10000) FROM generate_series(1, 10000000) AS i";
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'NaN'::numeric",
        "'infinity'::timestamptz",
        "'-infinity'::timestamp",
        "'infinity'::date"
      })
  void whatIsNoValueInJavaIsAClearError(String expression) {
    try (ReportConnection connection = open();
        Rows rows = connection.query("SELECT " + expression + " AS amount", Map.of())) {
      var e = catchThrowableOfType(ReportException.class, rows::next);
      assertThat(e.permanent()).isTrue();
      assertThat(e)
          .hasMessageContaining("column \"amount\" of row 1")
          .hasMessageContaining("NULLIF");
      assertThat(e.place().orElseThrow().row()).isEqualTo(1);
    }
  }

  @Test
  void typesOfItsOwnComeAsText() {
    assertThat(text("INTERVAL '1 day 2 hours'")).isEqualTo("1 day 02:00:00");
    assertThat(text("'{\"a\": 1}'::jsonb")).isEqualTo("{\"a\": 1}");
    assertThat(text("'10.0.0.1'::inet")).isEqualTo("10.0.0.1");
    assertThat(text("B'101'")).isEqualTo("101");
    assertThat(text("'10:00:00+02'::timetz")).isEqualTo("10:00:00+02");
    assertThat(text("ARRAY[[1,2],[3,NULL]]")).isEqualTo("[1, 2], [3, ]");
    assertThat(text("'12.50'::money")).isEqualTo("$12.50");
    assertThat(text("'\\x0102'::bytea")).isEqualTo(new byte[] {1, 2});
    assertThat(text("'a'::char(3)")).isEqualTo("a  ");
  }

  private Object text(String expression) {
    try (ReportConnection connection = open()) {
      return value(connection, "SELECT " + expression, Map.of());
    }
  }

  @Test
  void aNullWhoseTypeCannotBeKnownSaysWhatToWrite() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("x", null);
    try (ReportConnection connection = open()) {
      var e =
          catchThrowableOfType(
              ReportException.class,
              () -> connection.query("SELECT 1 WHERE :x IS NULL", parameters));
      assertThat(e).hasMessageContaining(":x_given");
    }
  }

  @Test
  void aWholeNumberIsAnIntegerAsALiteralWouldBe() {
    try (ReportConnection connection = open()) {
      assertThat(value(connection, "SELECT DATE '2026-11-21' + :days", Map.of("days", 9L)))
          .isEqualTo(LocalDate.of(2026, 11, 30));
      assertThat(value(connection, "SELECT :big", Map.of("big", 1L << 40))).isEqualTo(1L << 40);
    }
  }

  @Test
  void operatorsWithAQuestionMarkWork() {
    try (ReportConnection connection = open()) {
      assertThat(
              value(
                  connection,
                  "SELECT ('{\"k\": 1}'::jsonb ? :k) AND '?' <> '??'",
                  Map.of("k", "k")))
          .isEqualTo(true);
    }
  }

  @Test
  void aConnectionThatTheDatabaseEndsIsTemporary() throws SQLException {
    try (ReportConnection connection = open()) {
      write(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'pressroom/job-1'");
      var e =
          catchThrowableOfType(
              ReportException.class,
              () -> column(connection, "SELECT id FROM early", Map.of("ids", List.of())));
      assertThat(e.permanent()).isFalse();
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsTemporaryAndSaysWhere() {
    DataSourceSettings nowhere =
        new DataSourceSettings(
            "warehouse", "jdbc:postgresql://localhost:1/x?ssl=false", "u", "s3cret", Map.of());
    var e =
        catchThrowableOfType(
            ReportException.class, () -> ReportConnection.open(nowhere, ReportSession.of("job-1")));
    assertThat(e.permanent()).isFalse();
    assertThat(e)
        .hasMessageContaining("jdbc:postgresql://localhost:1/x")
        .hasMessageContaining("dataSources.warehouse.url")
        .hasMessageNotContaining("s3cret");
  }
}
