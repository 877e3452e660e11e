package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database's connection keeps. */
abstract class ReportConnectionContract {
  static final List<String> TABLES = List.of("early", "middle", "late");

  private Connection writer;

  abstract DataSourceSettings settings();

  /** A query that runs for minutes. */
  abstract String slowQuery();

  @BeforeEach
  void createTables() throws SQLException {
    writer =
        DriverManager.getConnection(
            settings().url(),
            settings().credentials().usual().user(),
            settings().credentials().usual().password());
    write("DROP TABLE IF EXISTS early, middle, late");
    for (String table : TABLES) {
      write("CREATE TABLE " + table + " (id INT PRIMARY KEY, name VARCHAR(20))");
      write("INSERT INTO " + table + " VALUES (1, 'one')");
    }
  }

  @AfterEach
  void closeWriter() throws SQLException {
    writer.close();
  }

  final void write(String sql) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }

  final ReportConnection open() {
    return ReportConnection.open(settings(), ReportSession.of("job-1"));
  }

  static List<Object> column(ReportConnection connection, String sql, Map<String, ?> parameters) {
    List<Object> values = new ArrayList<>();
    try (Rows rows = connection.query(sql, parameters)) {
      while (rows.next()) {
        values.add(rows.get(0));
      }
    }
    return values;
  }

  static Object value(ReportConnection connection, String sql, Map<String, ?> parameters) {
    List<Object> values = column(connection, sql, parameters);
    assertThat(values).hasSize(1);
    return values.get(0);
  }

  @Test
  void whatIsCommittedAfterOpeningIsSeenInNoTableHoweverLateItIsRead() throws SQLException {
    write("INSERT INTO early VALUES (2, 'before')");
    write("INSERT INTO late VALUES (2, 'before')");
    try (ReportConnection connection = open()) {
      for (String table : TABLES) {
        write("INSERT INTO " + table + " VALUES (3, 'after')");
        write("UPDATE " + table + " SET name = 'changed' WHERE id = 1");
      }
      assertThat(column(connection, "SELECT name FROM early ORDER BY id", Map.of()))
          .isEqualTo(List.of("one", "before"));
      write("DELETE FROM late");
      assertThat(column(connection, "SELECT name FROM middle ORDER BY id", Map.of()))
          .isEqualTo(List.of("one"));
      assertThat(column(connection, "SELECT name FROM late ORDER BY id", Map.of()))
          .isEqualTo(List.of("one", "before"));
    }
    try (ReportConnection connection = open()) {
      assertThat(value(connection, "SELECT count(*) FROM early", Map.of())).isEqualTo(3L);
      assertThat(value(connection, "SELECT count(*) FROM late", Map.of())).isEqualTo(0L);
    }
  }

  @Test
  void whatWasWrittenBeforeButCommittedAfterOpeningIsNotSeen() throws SQLException {
    writer.setAutoCommit(false);
    write("INSERT INTO middle VALUES (2, 'late')");
    try (ReportConnection connection = open()) {
      writer.commit();
      assertThat(value(connection, "SELECT count(*) FROM middle", Map.of())).isEqualTo(1L);
    }
  }

  @Test
  void theSnapshotHasATime() {
    Instant before = Instant.now().minusSeconds(1);
    try (ReportConnection connection = open()) {
      assertThat(connection.snapshotTime()).isBetween(before, Instant.now().plusSeconds(1));
    }
  }

  @Test
  void parametersOfEveryTypeCompareAsPeopleExpect() throws SQLException {
    write("DROP TABLE IF EXISTS typed");
    write(
        "CREATE TABLE typed (i INT, n NUMERIC(10,2), b BOOLEAN, d DATE, t TIME, ts TIMESTAMP,"
            + " tz TIMESTAMP WITH TIME ZONE, s VARCHAR(20))");
    // In Athens, 1 July 2026 at half past midnight is still June in Greenwich.
    write(
        "INSERT INTO typed VALUES (7, 12.50, TRUE, DATE '2026-07-01', TIME '10:20:00',"
            + " TIMESTAMP '2026-07-01 00:30:00',"
            + " TIMESTAMP WITH TIME ZONE '2026-06-30 21:30:00+00:00', 'Ωμέγα')");
    Instant moment = Instant.parse("2026-06-30T21:30:00Z");
    ReportSession athens = new ReportSession("job-1", null, null, ZoneId.of("Europe/Athens"));
    try (ReportConnection connection = ReportConnection.open(settings(), athens)) {
      Map<String, Object> values = new HashMap<>();
      values.put("i", 7L);
      values.put("n", new BigDecimal("12.5"));
      values.put("b", true);
      values.put("d", LocalDate.of(2026, 7, 1));
      values.put("m", YearMonth.of(2026, 7));
      values.put("t", LocalTime.of(10, 20));
      values.put("moment", moment);
      values.put("s", "Ωμέγα");
      values.put("list", List.of("x", "Ωμέγα"));
      values.put("none", List.of());
      values.put("absent", null);
      String from = "SELECT count(*) FROM typed WHERE ";
      for (String condition :
          List.of(
              "i = :i AND n = :n AND b = :b AND t = :t AND s = :s",
              "d = :d AND d = :m AND d < d + CAST(:i AS INT)",
              "tz = :moment",
              "ts = :moment",
              "CAST(tz AS DATE) = :d",
              "s IN (:list)",
              "(:absent_given = FALSE OR s = :absent)",
              "(NOT :absent_given OR i = :absent)",
              "(:s_given = FALSE OR s = :s)")) {
        assertThat(value(connection, from + condition, values)).as(condition).isEqualTo(1L);
      }
      assertThat(value(connection, from + "s IN (:none)", values)).isEqualTo(0L);
      assertThat(value(connection, from + "s NOT IN (:none)", values)).isEqualTo(0L);
      assertThat(value(connection, "SELECT tz FROM typed", values)).isEqualTo(moment);
    }
  }

  @Test
  void severalResultsMayBeOpenAtATime() throws SQLException {
    for (int id = 2; id <= 1200; id++) {
      write("INSERT INTO early VALUES (" + id + ", 'x')");
    }
    try (ReportConnection connection = open();
        Rows rows = connection.query("SELECT id FROM early", Map.of())) {
      while (rows.next()) {
        if (rows.number() % 100 == 0) {
          assertThat(value(connection, "SELECT count(*) FROM middle", Map.of())).isEqualTo(1L);
        }
      }
      assertThat(rows.number()).isEqualTo(1200);
      assertThatThrownBy(() -> rows.get(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void columnsOfOneNameAreRefusedWithTheCure() {
    try (ReportConnection connection = open()) {
      var e =
          catchThrowableOfType(
              ReportException.class,
              () ->
                  connection.query(
                      "SELECT a.id, b.ID FROM early a JOIN middle b ON a.id = b.id", Map.of()));
      assertThat(e).hasMessageContaining("\"id\"").hasMessageContaining("AS");
      assertThat(e.permanent()).isTrue();
    }
  }

  @Test
  void aTypoInTheSqlIsPermanentAndPointedAtInTheAuthorsText() {
    String sql = "SELECT id\nFROM early WHERE name IN (:names) AND nmae = :name";
    try (ReportConnection connection = open()) {
      Map<String, ?> names = Map.of("names", List.of("a", "b", "c"), "name", "a");
      var e = catchThrowableOfType(ReportException.class, () -> connection.query(sql, names));
      assertThat(e.permanent()).isTrue();
      var place = e.place().orElseThrow();
      assertThat(place.sql()).isEqualTo(sql);
      assertThat(place.sqlPosition()).isEqualTo(sql.indexOf("nmae") + 1);
      assertThat(place.row()).isZero();
      assertThat(e)
          .hasMessageContaining("warehouse")
          .hasMessageContaining("line 2, column 39")
          .hasMessageContaining("42");
    }
  }

  @Test
  void aSyntaxErrorBehindAListIsPointedAtInTheAuthorsText() {
    String sql = "SELECT \"id\" FROM early WHERE name IN (:names) ANDD id = 1";
    try (ReportConnection connection = open()) {
      var e =
          catchThrowableOfType(
              ReportException.class,
              () -> connection.query(sql, Map.of("names", List.of("a", "b", "c"))));
      assertThat(e.permanent()).isTrue();
      assertThat(e.place().orElseThrow().sqlPosition())
          .isBetween(sql.indexOf("ANDD") + 1, sql.indexOf("ANDD") + 6);
    }
  }

  @Test
  void aFaultInTheMiddleOfTheRowsNamesTheRowReached() throws SQLException {
    for (int id = 2; id <= 2000; id++) {
      write("INSERT INTO early VALUES (" + id + ", 'x')");
    }
    try (ReportConnection connection = open();
        Rows rows = connection.query("SELECT 1 / (1500 - id) AS q FROM early", Map.of())) {
      var e =
          catchThrowableOfType(
              ReportException.class,
              () -> {
                while (rows.next()) {
                  assertThat(rows.get("q")).isInstanceOf(Long.class);
                }
              });
      assertThat(e.permanent()).isTrue();
      assertThat(e.place().orElseThrow().row()).isEqualTo(rows.number() + 1);
      assertThat(e).hasMessageContaining("[SQL state 22012]");
    }
  }

  @Test
  void aRunningStatementIsCancelledFromAnotherThread() throws Exception {
    var executor = Executors.newSingleThreadExecutor();
    try (ReportConnection connection = open()) {
      Future<ReportException> running =
          executor.submit(
              () ->
                  catchThrowableOfType(
                      ReportException.class, () -> column(connection, slowQuery(), Map.of())));
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                connection.cancel();
                return running.isDone();
              });
      assertThat(running.get().permanent()).isFalse();
      assertThatThrownBy(() -> connection.query("SELECT 1", Map.of()))
          .hasMessageContaining("job-1 was asked to stop");
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aStatementThatTakesLongerThanAllowedEnds() {
    DataSourceSettings settings = Limited.statements(settings(), Duration.ofMillis(900));
    try (ReportConnection connection = ReportConnection.open(settings, ReportSession.of("job-1"))) {
      var e =
          catchThrowableOfType(
              ReportException.class, () -> column(connection, slowQuery(), Map.of()));
      assertThat(e).hasMessageContaining("took longer than allowed");
      assertThat(e.permanent()).isFalse();
    }
  }

  @Test
  void aWrongPasswordIsTemporaryAndNeverShown() {
    DataSourceSettings good = settings();
    DataSourceSettings wrong =
        new DataSourceSettings("warehouse", good.url(), "stranger", "s3cret", Map.of());
    var e =
        catchThrowableOfType(
            ReportException.class, () -> ReportConnection.open(wrong, ReportSession.of("job-1")));
    assertThat(e.permanent()).isFalse();
    assertThat(e)
        .hasMessageContaining("data source warehouse at " + good.place())
        .hasMessageContaining("check user and password of dataSources.warehouse")
        .hasMessageNotContaining("s3cret");
    assertThat(wrong.toString()).doesNotContain("s3cret");
  }

  @Test
  void rowsAreWhatTheirDocumentationPromises() throws SQLException {
    try (ReportConnection connection = open();
        Rows rows =
            connection.query(
                "SELECT CAST(1 AS SMALLINT) AS a, CAST(2 AS BIGINT) AS b, CAST(1.50 AS"
                    + " NUMERIC(9,2)) AS c, CAST(0.1 AS REAL) AS d, CAST(0.1 AS DOUBLE PRECISION)"
                    + " AS e, TRUE AS f, DATE '2026-11-21' AS g, TIME '17:30:15' AS h, TIMESTAMP"
                    + " '2026-11-21 17:30:15' AS i, CAST('2026-11-21 17:30:15+02:00' AS TIMESTAMP"
                    + " WITH TIME ZONE) AS j, CAST('6ba7b810-9dad-11d1-80b4-00c04fd430c8' AS UUID)"
                    + " AS k, ARRAY['x', 'y'] AS l, CAST(NULL AS BIGINT) AS \"M\", CAST(NULL AS"
                    + " BOOLEAN) AS n, CAST(NULL AS REAL) AS o",
                Map.of())) {
      assertThat(rows.columns()).startsWith("a", "b").endsWith("m", "n", "o");
      assertThat(rows.next()).isTrue();
      List<Object> values = new ArrayList<>();
      rows.columns().forEach(column -> values.add(rows.get(column)));
      assertThat(values)
          .isEqualTo(
              Arrays.asList(
                  1L,
                  2L,
                  new BigDecimal("1.50"),
                  0.1,
                  0.1,
                  true,
                  LocalDate.of(2026, 11, 21),
                  LocalTime.of(17, 30, 15),
                  LocalDate.of(2026, 11, 21).atTime(17, 30, 15),
                  Instant.parse("2026-11-21T15:30:15Z"),
                  "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                  "x, y",
                  null,
                  null,
                  null));
      assertThat(rows.next()).isFalse();
      assertThatThrownBy(() -> rows.get("zz")).hasMessageContaining("no column \"zz\"");
    }
  }
}
