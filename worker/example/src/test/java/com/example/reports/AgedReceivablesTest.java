package com.example.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.kit.Band;
import dev.pressroom.report.kit.Made;
import dev.pressroom.report.kit.ReportTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgedReceivablesTest {
  private static final List<String> COLUMNS = List.of("customer", "due", "open");

  private static List<Object> item(String customer, String due, String open) {
    return List.of(customer, LocalDate.parse(due), new BigDecimal(open));
  }

  private static ReportTest threeItems() {
    return ReportTest.of(new AgedReceivables())
        .parameter("asAt", "2026-11-21")
        .rows(
            COLUMNS,
            item("Ada", "2026-11-30", "10.00"),
            item("Ada", "2026-11-01", "2.50"),
            item("Bob", "2025-01-01", "7.00"));
  }

  @Test
  void itemsStandUnderTheirAgeAndCustomersInOneLine() {
    Made made = threeItems().run();
    assertThat(made.title()).isEqualTo("Receivables by age, 2026-11-21");
    assertThat(made.rows().toString())
        .isEqualTo("[[Ada, 10.00, 2.50, 0, 0, 12.50], [Bob, 0, 0, 0, 7.00, 7.00]]");
    assertThat(made.summary().orElseThrow().values().toString())
        .isEqualTo("[null, 10.00, 2.50, 0, 7.00, 19.50]");
  }

  @Test
  void whoOwesLessIsLeftOutOfLinesAndTotals() {
    Made made = threeItems().parameter("least", "10").run();
    assertThat(made.rows()).hasSize(1);
    assertThat(made.summary().orElseThrow().values()).endsWith(new BigDecimal("12.50"));
  }

  @Test
  void withoutItemsASentenceSaysSo() {
    Made made = ReportTest.of(new AgedReceivables()).rows(COLUMNS).run();
    assertThat(made.title()).as("today is the job's day").endsWith("2026-01-15");
    assertThat(made.of(Band.Kind.TEXT))
        .extracting(Band::text)
        .containsExactly("Nobody owes anything.");
  }

  @Test
  void parametersAreCheckedAsInAPress() {
    assertThatThrownBy(() -> threeItems().parameter("asAt", "2026-13-01").run())
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("asAt", "2026-13-01");
  }

  @Test
  void theQueryRunsOnARealDatabase() throws Exception {
    String url = "jdbc:h2:mem:aged";
    try (Connection keeper = DriverManager.getConnection(url);
        Statement statement = keeper.createStatement()) {
      statement.execute(
          "CREATE TABLE items (customer VARCHAR(20), issued DATE, due DATE, open DECIMAL(10, 2)) AS"
              + " VALUES ('Ada', DATE '2026-10-01', DATE '2026-11-01', 2.50),"
              + " ('Ada', DATE '2026-12-01', DATE '2026-12-31', 99.00)");
      Made made = threeItems().database(url).run();
      assertThat(made.rows()).hasSize(1);
      assertThat(made.rows().get(0)).endsWith(new BigDecimal("2.50"));
    }
  }

  @Test
  void filesAreMadeAsAWorkerMakesThem(@TempDir Path folder) {
    assertThat(threeItems().csv().lines().toList())
        .contains("Ada,10.00,2.50,0,0,12.50")
        .first()
        .isEqualTo("Customer,Not due,1-30 days,31-90 days,Older,Sum");
    Path pdf = folder.resolve("aged.pdf");
    assertThat(threeItems().pdf(pdf).warnings()).isEmpty();
    assertThat(pdf).isNotEmptyFile();
  }
}
