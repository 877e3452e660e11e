package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoicesTest {
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

  private Definition choosing(String more) throws Exception {
    return definition(
        HEAD
            + """
            parameters:
              region: {type: choice, choices: {query: "SELECT code FROM region"}%s}
            queries: {main: {sql: "SELECT a FROM t WHERE region = :region"}}
            columns: {a: {}}
            """
                .formatted(more));
  }

  private static TestContext regions(int count) {
    List<List<Object>> codes =
        Stream.iterate(1, i -> i + 1).limit(count).map(i -> row("region" + i)).toList();
    return new TestContext()
        .query(
            sql ->
                sql.equals("SELECT code FROM region")
                    ? new TestRows(List.of("code"), codes.iterator())
                    : new TestRows(List.of("a"), List.of(row(1L)).iterator()));
  }

  @Test
  void aChoiceIsLookedUpInItsQueryBeforeTheReportRuns() throws Exception {
    assertThat(run(choosing(""), regions(3).with("region", "region2")).lines).contains("row [1]");
    ReportException e = failure(choosing(""), regions(30).with("region", "regoin7"));
    assertThat(e.permanent()).isTrue();
    assertThat(e)
        .hasMessageStartingWith(
            "parameter region = \"regoin7\" is not one of the choices that its query gives (did you"
                + " mean region7?); there are 30: region1, region2,")
        .hasMessageEndingWith("region20 and 10 more");
    assertThat(e.place().orElseThrow().line()).isEqualTo(5);
    assertThat(failure(choosing(", masked: true"), regions(3).with("region", "secret")))
        .hasMessage(
            "parameter region is not one of its choices; its value is masked and not shown here");
    assertThat(failure(choosing(""), regions(10_001).with("region", "x")))
        .hasMessageContaining("are more than 10000; narrow their query");
  }

  @Test
  void aListChoosesEachAndWhatIsNotGivenIsNotLookedUp() throws Exception {
    Definition many =
        definition(
            HEAD
                + """
                parameters:
                  regions: {type: list of choice, optional: true, choices: {query: "SELECT code FROM region"}}
                queries: {main: {sql: "SELECT a FROM t WHERE region IN (:regions)"}}
                columns: {a: {}}
                """);
    assertThat(failure(many, regions(2).with("regions", List.of("region1", "region3"))))
        .hasMessageContaining("\"region3\" is not one of the choices");
    assertThat(run(many, regions(10_001).with("regions", null)).lines).contains("row [1]");
  }
}
