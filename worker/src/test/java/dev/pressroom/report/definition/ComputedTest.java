package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.ReportException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns and totals that are expressions. */
class ComputedTest extends GenerationFixture {
  @Test
  void aColumnIsComputedFromTheQuerysColumnsAndCanBeTotalled() throws Exception {
    String columns =
        """
        queries: {main: {sql: "SELECT 1"}}
        columns:
          margin: {value: profit / sales, format: percent 0.1, total: max}
          rest: {value: sales - profit, total: sum}
        """;
    TestContext context =
        new TestContext()
            .rows(
                List.of("profit", "sales"),
                List.of(row(new BigDecimal("1.5"), 3L), row(BigDecimal.ONE, 0L), row(null, 8L)));
    assertThat(run(definition(HEAD + columns), context).lines)
        .containsExactly(
            "begin Sales",
            "row [0.5, 1.5]",
            "row [null, -1]",
            "row [null, null]",
            "summary null [0.5, 0.5]");

    ReportException unknown =
        failure(
            definition(HEAD + columns),
            new TestContext().rows(List.of("profit", "sale"), List.of(row(1L, 2L))));
    assertThat(unknown)
        .hasMessageContaining("columns.margin.value: the query has no column \"sales\" (did you");

    ReportException failed =
        failure(
            definition(HEAD + columns),
            new TestContext().rows(List.of("profit", "sales"), List.of(row(1L, 2L), row("x", 2L))));
    assertThat(failed)
        .hasMessageContaining("column margin in row 2: \"profit / sales\" cannot be computed");
    assertThat(failed.permanent()).isTrue();
  }

  @Test
  void aTotalCanBeComputedFromOthersForEachGroup() throws Exception {
    String yaml =
        HEAD
            + """
            queries: {main: {sql: "SELECT 1"}}
            columns:
              margin: {value: profit / sales, total: Sum(profit) / sum(sales)}
              rest: {value: sales - profit, total: max(rest) - min(rest)}
              sales: {total: sum}
              name: {total: count(name) + distinct( name )}
            groups: [{by: region}]
            """;
    List<String> names = List.of("region", "profit", "sales", "name");
    TestContext context =
        new TestContext()
            .rows(
                names,
                List.of(
                    row("N", 1L, 2L, "a"),
                    row("N", 1L, 6L, "a"),
                    row("S", 2L, 2L, null),
                    row("T", null, 0L, null)));
    assertThat(run(definition(yaml), context).lines)
        .filteredOn(line -> line.startsWith("footer") || line.startsWith("summary"))
        .containsExactly(
            "footer 0 null [0.25, 4, 8, 3]",
            "footer 0 null [1, 0, 2, 0]",
            "footer 0 null [null, null, 0, 0]",
            "summary null [0.4, 5, 10, 3]");

    ReportException unknown =
        failure(
            definition(yaml),
            new TestContext()
                .rows(List.of("region", "profit", "sales"), List.of(row("N", 1L, 2L))));
    assertThat(unknown).hasMessageContaining("columns.name.total: the query has no column");
    ReportException failed =
        failure(definition(yaml), new TestContext().rows(names, List.of(row("N", "x", null, "a"))));
    assertThat(failed)
        .hasMessageContaining("column margin: total sum needs numbers and has the String \"x\"");
  }

  @Test
  void aComputedTotalDoesNotAddAmountsInDifferentCurrencies() throws Exception {
    Definition definition =
        definition(
            HEAD
                + """
                queries: {main: {sql: "SELECT 1"}}
                columns:
                  sales: {format: {money: {column: currency}}}
                  number: {format: integer, total: sum(sales) / sum(number)}
                """);
    List<String> names = List.of("sales", "currency", "number");
    assertThat(
            run(
                    definition,
                    new TestContext().rows(names, List.of(row(3L, "EUR", 1L), row(5L, "EUR", 1L))))
                .lines)
        .endsWith("summary null [null, 4]");
    assertThat(
            failure(
                definition,
                new TestContext().rows(names, List.of(row(3L, "EUR", 1L), row(5L, "USD", 1L)))))
        .hasMessageContaining("column number: total sum adds USD to EUR");
  }
}
