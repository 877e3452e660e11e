package dev.pressroom.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ParameterType;
import dev.pressroom.report.Parameters;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.Rows;
import dev.pressroom.report.definition.OutputNames;
import dev.pressroom.report.definition.TestContext;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in Java that the README shows. */
class JavaReportTest {
  @TempDir Path folder;

  static final class OpenItems implements Report {
    @Override
    public String name() {
      return "finance.open-items";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Parameter.of("asAt", ParameterType.DATE).orElse("today"));
    }

    @Override
    public Optional<String> dataSource() {
      return Optional.of("warehouse");
    }

    @Override
    public void generate(ReportContext context, Document document) {
      LocalDate asAt = context.parameter("asAt", LocalDate.class);
      document.begin(
          Layout.titled("Open items at " + asAt)
              .column(Column.of("customer", "Customer").width("3*"))
              .column(Column.of("open", "Open").format("money EUR"))
              .build());
      BigDecimal total = BigDecimal.ZERO;
      try (Rows rows =
          context.query(
              "SELECT customer, open FROM items WHERE due <= :asAt", Map.of("asAt", asAt))) {
        while (rows.next()) {
          document.row(Arrays.asList(rows.get("customer"), rows.get("open")));
          total = total.add((BigDecimal) rows.get("open"));
        }
      }
      document.summary("Total", Arrays.asList(null, total));
    }
  }

  @Test
  void aReportInJavaIsDrawnAsAnyOther() throws Exception {
    OpenItems report = new OpenItems();
    TestContext context =
        new TestContext()
            .rows(
                List.of("customer", "open"),
                List.of(
                    List.of("Ana", new BigDecimal("10.00")),
                    List.of("Bo", new BigDecimal("2.50"))));
    Parameters.resolve(report.parameters(), Map.of(), context.asOf(), context.timeZone())
        .forEach(context::with);
    Rendering rendering =
        new Rendering(
            context.locale(), context.timeZone(), context.asOf(), context::warn, () -> false);
    String name = OutputNames.fill("open-items-{asAt}", report, context);
    assertThat(name).isEqualTo("open-items-2026-11-21");
    Path target = folder.resolve(name + ".pdf");
    try (FanOut out =
        Renderers.standard().open(List.of(new Output("pdf", target, Map.of())), rendering)) {
      report.generate(context, out);
      assertThat(out.finish().get(0).pages()).isEqualTo(1);
    }
    assertThat(Paper.text(target)).contains("Open items at 2026-11-21").contains("€12.50");
  }
}
