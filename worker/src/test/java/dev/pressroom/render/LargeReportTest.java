package dev.pressroom.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.definition.Definition;
import dev.pressroom.report.definition.Definitions;
import dev.pressroom.report.definition.TestContext;
import dev.pressroom.report.definition.TestRows;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report whose rows would not fit in memory if anybody kept them; runs in a heap of 64 MB too.
 */
class LargeReportTest {
  private static final String YAML =
      """
      pressroom: report/1
      title: Many rows
      dataSource: warehouse
      queries: {main: {sql: "SELECT 1", maxRows: 100000}}
      columns:
        customer: {width: 3*}
        number: {format: integer}
        sales: {format: money EUR, total: sum}
      groups: [{by: customer, bookmark: true, footer: "{rows} lines"}]
      """;

  @TempDir Path folder;

  @Test
  void aHundredThousandRowsPassThroughInOnePass() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("many")).resolve("report.yaml"), YAML);
    Definition definition = Definitions.open(folder, Renderers.standard().names()).find("many");
    TestContext context =
        new TestContext()
            .query(
                sql ->
                    new TestRows(
                        List.of("customer", "number", "sales"),
                        LongStream.range(0, 100_000)
                            .<List<Object>>mapToObj(
                                i -> List.of("Customer " + i / 20, i, BigDecimal.valueOf(i, 2)))
                            .iterator()));
    Rendering rendering =
        new Rendering(
            context.locale(), context.timeZone(), context.asOf(), context::warn, () -> false);
    List<Output> outputs =
        List.of(
            new Output("pdf", folder.resolve("a.pdf"), Map.of()),
            new Output("csv", folder.resolve("a.csv"), Map.of()),
            new Output("xlsx", folder.resolve("a.xlsx"), Map.of()));
    try (FanOut out = Renderers.standard().open(outputs, rendering)) {
      definition.generate(context, out);
      List<Rendered> files = out.finish();
      assertThat(out.rows()).isEqualTo(100_000);
      assertThat(files.get(0).pages()).isGreaterThan(1500);
      assertThat(files.get(1).bytes()).isGreaterThan(2_000_000);
      assertThat(files.get(2).bytes()).isGreaterThan(1_000_000);
    }
    assertThat(Paper.text(folder.resolve("a.pdf"))).contains("€49,999,500.00");
  }
}
