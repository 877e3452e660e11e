package dev.pressroom.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.EmbeddedDatabases;
import dev.pressroom.data.ReportConnection;
import dev.pressroom.data.ReportSession;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWarehouseTest {
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 21);

  @TempDir static Path folder;
  private static DataSourceSettings settings;

  @BeforeAll
  static void create() throws SQLException {
    String url = "jdbc:h2:file:" + folder.resolve("warehouse") + ";AUTO_SERVER=TRUE";
    new DemoWarehouse(url, LAST_DAY, "owner", "it's").create();
    settings = new DataSourceSettings("warehouse", url, "reports", "it's", Map.of());
  }

  private static List<Object> firstColumn(String sql, Map<String, ?> parameters) {
    List<Object> values = new ArrayList<>();
    try (var connection = ReportConnection.open(settings, ReportSession.of("job-1"));
        Rows rows = connection.query(sql, parameters)) {
      while (rows.next()) {
        values.add(rows.get(0));
      }
    }
    return values;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = DemoWarehouse.class.getResourceAsStream("reports/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itIsASmallWholesaleBusinessOverTwoYears() {
    assertThat((Long) firstColumn("SELECT count(*) FROM order_line", Map.of()).get(0))
        .isBetween(49_000L, 53_000L);
    assertThat(
            firstColumn(
                "SELECT ordered_on FROM (SELECT min(ordered_on) ordered_on FROM orders UNION SELECT"
                    + " max(ordered_on) FROM orders) ORDER BY 1",
                Map.of()))
        .isEqualTo(List.of(LAST_DAY.minusYears(2).plusDays(1), LAST_DAY));
    assertThat(firstColumn("SELECT name FROM customer", Map.of()))
        .doesNotHaveDuplicates()
        .anyMatch(name -> name.toString().matches("\\p{IsGreek}.*"))
        .anyMatch(name -> name.toString().matches("\\p{IsCyrillic}.*"))
        .anyMatch(name -> name.toString().matches("\\p{IsLatin}.*"));
  }

  @Test
  void theSameLastDayGivesTheSameData() throws SQLException {
    Set<Object> sums = new HashSet<>();
    for (String name : List.of("one", "two")) {
      String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
      new DemoWarehouse(url, LAST_DAY, "owner", "reports").create();
      try (var connection = DriverManager.getConnection(url, "sa", "owner");
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT sum(ora_hash(concat_ws('|', o.ordered_on, l.product_id, l.quantity, l.price,"
                      + " c.name, c.city))) FROM orders o"
                      + " JOIN order_line l ON l.order_id = o.id"
                      + " JOIN customer c ON c.id = o.customer_id")) {
        rows.next();
        sums.add(rows.getBigDecimal(1));
        statement.execute("SHUTDOWN");
      }
    }
    assertThat(sums).hasSize(1);
  }

  @Test
  void theUserOfReportsMayOnlySelect() throws SQLException {
    try (var connection = DriverManager.getConnection(settings.url(), "reports", "it's");
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("DELETE FROM order_line"))
          .hasMessageContaining("Not enough rights");
      assertThatThrownBy(() -> statement.execute("CREATE TABLE x (id INT)"))
          .hasMessageContaining("rights");
    }
    EmbeddedDatabases.open(List.of(settings)).close();
  }

  @Test
  void salesByRegionAreSortedAsTheyAreGroupedAndLimitedToTheRegionsAskedFor() throws IOException {
    String sql = resource("sales/by-region/sales.sql");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("month", YearMonth.of(2026, 10));
    parameters.put("regions", null);
    List<Object> all = firstColumn(sql, parameters);
    assertThat(all).hasSizeBetween(1500, 3000);
    assertThat(all.stream().map(Object::toString)).isSorted();
    assertThat(new HashSet<>(all)).hasSize(5);
    parameters.put("regions", List.of("Eastern Europe", "The Americas"));
    assertThat(new HashSet<>(firstColumn(sql, parameters)))
        .isEqualTo(Set.of("Eastern Europe", "The Americas"));
    parameters.put("regions", List.of());
    assertThat(firstColumn(sql, parameters)).isEmpty();
  }

  @Test
  void theDirectoryListsCustomersByCountry() throws IOException {
    String sql = resource("customers/directory/customers.sql");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("country", null);
    parameters.put("since", null);
    parameters.put("minimumCredit", BigDecimal.ZERO);
    List<Object> all = firstColumn(sql, parameters);
    assertThat(all).hasSizeBetween(300, 400);
    assertThat(all.stream().map(Object::toString)).isSorted();
    parameters.put("country", "Greece");
    parameters.put("since", LocalDate.of(2020, 1, 1));
    assertThat(firstColumn(sql, parameters)).isNotEmpty().containsOnly("Greece");
  }

  @Test
  void theBrokenReportFailsWhereItsColumnIsMistyped() throws IOException {
    String sql = resource("broken/sql/stock.sql");
    var e = catchThrowableOfType(ReportException.class, () -> firstColumn(sql, Map.of()));
    assertThat(e.permanent()).isTrue();
    assertThat(e).hasMessageContaining("PRCIE").hasMessageContaining("line 2, column 10");
  }

  @Test
  void theHungryReportGoesByItsName() {
    assertThat(new HungryReport().name()).isEqualTo("demo.out-of-memory");
  }
}
