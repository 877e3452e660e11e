package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.Align;
import dev.pressroom.report.ReportException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTest {
  private static final String HEAD =
      """
      pressroom: report/1
      title: Sales
      dataSource: warehouse
      """;

  @TempDir Path folder;

  private Definition definition(String yaml) throws Exception {
    Path report = Files.createDirectories(folder.resolve("sales"));
    Files.writeString(report.resolve("report.yaml"), yaml);
    return Definitions.open(folder, Set.of("pdf", "csv")).find("sales");
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  private static RecordedDocument run(Definition definition, TestContext context) {
    RecordedDocument document = new RecordedDocument();
    definition.generate(context, document);
    return document;
  }

  private static ReportException failure(Definition definition, TestContext context) {
    return catchThrowableOfType(ReportException.class, () -> run(definition, context));
  }

  private Definition grouped() throws Exception {
    return definition(
        HEAD
            + """
            queries: {main: {sql: "SELECT 1"}}
            columns:
              customer: {title: Customer, total: distinct}
              quantity: {format: integer, total: sum}
              sales: {format: number 0.01, total: average}
            groups:
              - {by: region, header: "Region {region}", footer: "{region}: {rows} lines"}
              - {by: city}
            bands: {summary: "{rows} lines"}
            """);
  }

  private static final List<String> COLUMNS =
      List.of("region", "city", "customer", "quantity", "sales");

  @Test
  void groupsOpenAndCloseAsKeysChangeWithTotalsUnderTheirColumns() throws Exception {
    TestContext context =
        new TestContext()
            .rows(
                COLUMNS,
                List.of(
                    row("North", "Oslo", "A", 1L, new BigDecimal("1.10")),
                    row("North", "Oslo", "B", 2L, new BigDecimal("2.20")),
                    row("North", "Bergen", "A", 3L, null),
                    row(null, "Bergen", "C", 4L, new BigDecimal("0.01"))));
    assertThat(run(grouped(), context).lines)
        .containsExactly(
            "begin Sales",
            "header 0 Region North",
            "header 1 Oslo",
            "row [A, 1, 1.10]",
            "row [B, 2, 2.20]",
            "footer 1 null [2, 3, 1.650000]",
            "header 1 Bergen",
            "row [A, 3, null]",
            "footer 1 null [1, 3, null]",
            "footer 0 North: 3 lines [2, 6, 1.650000]",
            "header 0 Region –",
            "header 1 Bergen",
            "row [C, 4, 0.01]",
            "footer 1 null [1, 4, 0.010000]",
            "footer 0 –: 1 lines [1, 4, 0.010000]",
            "summary 4 lines [3, 10, 1.103333]");
  }

  @Test
  void bookmarksAreCalledAsTheHeaderTheKeyOrAsIsSaid() throws Exception {
    Definition definition =
        definition(
            HEAD
                + """
                queries: {main: {sql: "SELECT 1"}}
                columns: {customer: }
                groups:
                  - {by: region, header: "Region {region}", bookmark: true, footer: ""}
                  - {by: city, header: "", bookmark: true}
                  - {by: shop, bookmark: "Shop {shop} in {city}"}
                  - {by: desk, bookmark: false}
                """);
    TestContext context =
        new TestContext()
            .rows(
                List.of("region", "city", "shop", "desk", "customer"),
                List.of(row("North", null, "a", "d", "A")));
    assertThat(run(definition, context).lines)
        .containsExactly(
            "begin Sales",
            "bookmark 0 Region North",
            "header 0 Region North",
            "bookmark 1 –",
            "bookmark 2 Shop a in –",
            "header 2 a",
            "header 3 d",
            "row [A]");
    ReportException e =
        failure(
            definition(
                HEAD
                    + """
                    queries: {main: {sql: "SELECT 1"}}
                    columns: {region: }
                    groups: [{by: region, bookmark: "{regoin}"}]
                    """),
            new TestContext().rows(List.of("region"), List.of(row("North"))));
    assertThat(e).hasMessageContaining("groups[0].bookmark {regoin} is not known here");
  }

  @Test
  void aKeyThatComesBackIsAnErrorThatSaysWhatToOrderBy() throws Exception {
    TestContext context =
        new TestContext()
            .rows(
                COLUMNS,
                List.of(
                    row(null, "x", "A", 1L, BigDecimal.ONE),
                    row("South", "x", "A", 1L, BigDecimal.ONE),
                    row(null, "x", "A", 1L, BigDecimal.ONE)));
    ReportException e = failure(grouped(), context);
    assertThat(e.permanent()).isTrue();
    assertThat(e).hasMessageContaining("group region: the key NULL comes back in row 3");
    assertThat(e).hasMessageContaining("add ORDER BY region, city to the query");
    assertThat(e.place().orElseThrow().file()).isEqualTo("sales/report.yaml");
    assertThat(e.place().orElseThrow().line()).isEqualTo(10);
    assertThat(e.place().orElseThrow().row()).isEqualTo(3);
  }

  @Test
  void anInnerKeyMayComeBackInAnotherOuterGroup() throws Exception {
    TestContext context =
        new TestContext()
            .rows(
                COLUMNS,
                List.of(
                    row("North", "x", "A", 1L, BigDecimal.ONE),
                    row("South", "x", "A", 1L, BigDecimal.ONE)));
    assertThat(run(grouped(), context).lines).last().asString().startsWith("summary 2 lines");
  }

  @Test
  void keysThatReadersTakeAsEqualAreOneGroup() throws Exception {
    Definition byRate =
        definition(
            HEAD
                + """
                queries: {main: {sql: "SELECT 1"}}
                columns: {rate: {}}
                groups: [{by: rate}]
                """);
    TestContext context =
        new TestContext()
            .rows(
                List.of("rate"), List.of(row(new BigDecimal("1.0")), row(new BigDecimal("1.00"))));
    assertThat(run(byRate, context).lines)
        .containsExactly("begin Sales", "header 0 1.0", "row [1.0]", "row [1.00]");
  }

  @Test
  void sumsAreExactBeyondSixtyFourBits() throws Exception {
    Definition sums =
        definition(
            HEAD
                + """
                queries: {main: {sql: "SELECT 1"}}
                columns: {a: {total: sum}, b: {total: max}, c: {total: sum}}
                """);
    TestContext context =
        new TestContext()
            .rows(
                List.of("a", "b", "c"),
                List.of(
                    row(Long.MAX_VALUE, LocalDate.of(2026, 1, 2), 0.1),
                    row(Long.MAX_VALUE, LocalDate.of(2026, 1, 1), 0.2)));
    assertThat(run(sums, context).lines)
        .last()
        .isEqualTo("summary null [18446744073709551614, 2026-01-02, 0.3]");
  }

  @Test
  void amountsInTwoCurrenciesAreNotAdded() throws Exception {
    Definition byCurrency =
        definition(
            HEAD
                + """
                queries: {main: {sql: "SELECT 1"}}
                columns: {sales: {format: {money: {column: code}}, total: sum}}
                """);
    TestContext one =
        new TestContext()
            .rows(
                List.of("sales", "code"),
                List.of(row(new BigDecimal("1.50"), "EUR"), row(new BigDecimal("2.50"), "EUR")));
    assertThat(run(byCurrency, one).lines)
        .last()
        .isEqualTo("summary null [Money[amount=4.00, currency=EUR]]");
    TestContext two =
        new TestContext()
            .rows(
                List.of("sales", "code"),
                List.of(row(BigDecimal.ONE, "EUR"), row(BigDecimal.ONE, "USD")));
    assertThat(failure(byCurrency, two))
        .hasMessageContaining("column sales: total sum adds USD to EUR; group by the currency");
  }

  @Test
  void parametersAreBoundWithMonthsAsTheirFirstDayAndOptionalOnesWithWhetherTheyWereGiven()
      throws Exception {
    Definition definition =
        definition(
            HEAD.replace("title: Sales", "title: \"Sales for {month:yyyy/MM} {region}\"")
                + """
                parameters:
                  month: {type: month}
                  region: {type: text, optional: true}
                  cities: {type: list of text, optional: true}
                queries: {main: {sql: "SELECT 1 WHERE :month = :month AND (NOT :region_given OR r = :region) AND c IN (:cities)"}}
                columns: {a: {}}
                bands: {noData: "Nothing in {month:MMMM}"}
                """);
    TestContext context =
        new TestContext()
            .with("month", YearMonth.of(2026, 10))
            .with("region", null)
            .with("cities", null)
            .rows(List.of("a"), List.of());
    RecordedDocument document = run(definition, context);
    assertThat(document.lines)
        .containsExactly("begin Sales for 2026/10 –", "text Nothing in October");
    assertThat(context.bound.get("month")).isEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(context.bound.get("month_next")).isEqualTo(LocalDate.of(2026, 11, 1));
    assertThat(context.bound.get("region_given")).isEqualTo(false);
    assertThat(context.bound.get("cities")).isEqualTo(List.of());
  }

  @Test
  void aColumnWithoutFormatTakesTheFirstRowsKindOfValue() throws Exception {
    Definition plain =
        definition(HEAD + "queries: {main: {sql: SELECT 1}}\ncolumns: {n: {}, t: {}}\n");
    RecordedDocument document =
        run(plain, new TestContext().rows(List.of("n", "t"), List.of(row(1L, "x"))));
    assertThat(document.layout.columns().get(0).align()).isEqualTo(Align.RIGHT);
    assertThat(document.layout.columns().get(0).format()).hasToString("integer");
    assertThat(document.layout.columns().get(1).align()).isEqualTo(Align.LEFT);
  }

  @Test
  void columnsThatTheQueryLacksAreAllNamedBeforeAnythingIsDrawn() throws Exception {
    RecordedDocument document = new RecordedDocument();
    ReportException e =
        catchThrowableOfType(
            ReportException.class,
            () ->
                grouped()
                    .generate(
                        new TestContext().rows(List.of("regio", "customer", "sales"), List.of()),
                        document));
    assertThat(e)
        .hasMessageContaining("sales/report.yaml:7:3 columns.quantity: the query has no column")
        .hasMessageContaining(
            "groups[0].by: the query has no column \"region\" (did you mean regio?)")
        .hasMessageContaining("groups[1].by");
    assertThat(document.lines).isEmpty();
  }

  @Test
  void moreRowsThanAllowedFailForGood() throws Exception {
    Definition limited =
        definition(HEAD + "queries: {main: {sql: SELECT 1, maxRows: 2}}\ncolumns: {a: {}}\n");
    ReportException e =
        failure(
            limited, new TestContext().rows(List.of("a"), List.of(row("1"), row("2"), row("3"))));
    assertThat(e.permanent()).isTrue();
    assertThat(e).hasMessageContaining("more than maxRows = 2 rows");
    assertThat(e.place().orElseThrow().line()).isEqualTo(4);
  }

  @Test
  void anErrorInTheSqlIsFoundInItsOwnFile() throws Exception {
    Path report = Files.createDirectories(folder.resolve("sales"));
    Files.writeString(report.resolve("main.sql"), "SELECT a\nFROM  salse\n");
    Definition definition =
        definition(HEAD + "queries: {main: {file: main.sql}}\ncolumns: {a: {}}\n");
    ReportException e =
        failure(
            definition,
            new TestContext()
                .query(
                    sql -> {
                      throw ReportException.permanent("table salse does not exist")
                          .at(
                              new ReportException.Place(
                                  "query", 0, 0, sql, sql.indexOf("salse") + 1, 0));
                    }));
    assertThat(e).hasMessage("table salse does not exist");
    ReportException.Place place = e.place().orElseThrow();
    assertThat(place.file()).isEqualTo("sales/main.sql");
    assertThat(List.of(place.line(), place.column())).containsExactly(2, 7);
  }

  @Test
  void anErrorThatIsNotTheStatementsPointsAtTheQuery() throws Exception {
    Definition definition =
        definition(HEAD + "queries: {main: {sql: SELECT 1}}\ncolumns: {a: {}}\n");
    ReportException e =
        failure(
            definition,
            new TestContext()
                .query(
                    sql -> {
                      throw ReportException.permanent("data source warehouse is not configured");
                    }));
    assertThat(e.place().orElseThrow().sql()).isNull();
    assertThat(e.place().orElseThrow().file()).isEqualTo("sales/report.yaml");
    assertThat(e.place().orElseThrow().line()).isEqualTo(4);
  }

  @Test
  void anErrorInABlockOfSqlIsFoundInTheYaml() throws Exception {
    Definition definition =
        definition(
            HEAD
                + """
                queries:
                  main:
                    sql: |
                      SELECT a
                      FROM salse
                columns: {a: {}}
                """);
    ReportException e =
        failure(
            definition,
            new TestContext()
                .query(
                    sql -> {
                      throw ReportException.permanent("no salse")
                          .at(new ReportException.Place("query", 0, 0, sql, 15, 0));
                    }));
    ReportException.Place place = e.place().orElseThrow();
    assertThat(place.file()).isEqualTo("sales/report.yaml");
    assertThat(List.of(place.line(), place.column())).containsExactly(8, 12);
  }

  @Test
  void aRowThatCannotBeReadIsNamedByItsNumber() throws Exception {
    Definition definition =
        definition(HEAD + "queries: {main: {sql: SELECT 1}}\ncolumns: {a: {}}\n");
    Stream<List<Object>> rows =
        Stream.iterate(1L, n -> n + 1)
            .map(
                n -> {
                  if (n == 3) {
                    throw ReportException.permanent("division by zero");
                  }
                  return row(n);
                });
    ReportException e =
        failure(
            definition,
            new TestContext().query(sql -> new TestRows(List.of("a"), rows.iterator())));
    assertThat(e).hasMessage("division by zero");
    assertThat(e.place().orElseThrow().row()).isEqualTo(3);
  }

  @Test
  void aTotalOfTextsSaysSo() throws Exception {
    Definition definition =
        definition(HEAD + "queries: {main: {sql: SELECT 1}}\ncolumns: {a: {total: sum}}\n");
    ReportException e =
        failure(definition, new TestContext().rows(List.of("a"), List.of(row("12"))));
    assertThat(e).hasMessage("column a: total sum needs numbers and has the String \"12\"");
    assertThat(e.place().orElseThrow().row()).isEqualTo(1);
  }
}
