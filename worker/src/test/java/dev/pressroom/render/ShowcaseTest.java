package dev.pressroom.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.definition.Definition;
import dev.pressroom.report.definition.Definitions;
import dev.pressroom.report.definition.TestContext;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A definition with everything in it, through all renderers in one pass. */
class ShowcaseTest {
  private static final String YAML =
      """
      pressroom: report/1
      title: "Sales for {month:MMMM yyyy}"
      dataSource: warehouse
      parameters:
        month:   {type: month, default: previousMonth}
        regions: {type: list of text, optional: true}
      queries:
        main:
          maxRows: 2000000
          sql: |
            SELECT * FROM sales WHERE sold_on >= :month AND (NOT :regions_given OR region IN (:regions))
            ORDER BY region, country
      columns:
        customer: {title: Customer, width: 3*, total: distinct}
        sold_on:  {title: Date, format: date}
        note:     {title: Remark, width: 2*}
        quantity: {title: Qty, format: integer, total: sum}
        sales:    {title: Sales, format: money EUR, total: sum}
        margin:   {title: Margin, format: percent 0.1, total: average}
      groups:
        - {by: region, title: Region, header: "{region}", footer: "Total {region}"}
        - {by: country, footer: "{country}: {rows} lines"}
      bands:
        pageHeader: {left: "{title}", right: "{asOf:date}"}
        pageFooter: {left: "{user}", center: "Page {page} of {pages}"}
        summary:    "{rows} lines"
        noData:     "No sales in {month:MMMM yyyy}"
      outputs: [pdf, csv, xlsx]
      """;

  @TempDir Path folder;

  @Test
  void oneReportBecomesPdfCsvAndXlsxInOnePass() throws Exception {
    Path report = Files.createDirectories(folder.resolve("reports/finance/sales"));
    Files.writeString(report.resolve("report.yaml"), YAML);
    Renderers renderers = Renderers.standard();
    Definition definition =
        Definitions.open(folder.resolve("reports"), renderers.names()).find("finance.sales");
    TestContext context =
        new TestContext()
            .with("month", YearMonth.of(2026, 10))
            .with("regions", null)
            .rows(
                List.of(
                    "region",
                    "country",
                    "customer",
                    "sold_on",
                    "note",
                    "quantity",
                    "sales",
                    "margin"),
                sales());
    Rendering rendering =
        new Rendering(
            context.locale(), context.timeZone(), context.asOf(), context::warn, () -> false);
    // To look at the result: -Dtest.argLine=-Dshowcase=some/folder
    String keep = System.getProperty("showcase");
    Path target = keep == null ? folder : Files.createTempDirectory(Path.of(keep), "showcase");
    List<Rendered> files;
    try (FanOut out =
        renderers.open(
            List.of(
                new Output("pdf", target.resolve("a.pdf"), Map.of()),
                new Output("csv", target.resolve("a.csv"), Map.of()),
                new Output("xlsx", target.resolve("a.xlsx"), Map.of())),
            rendering)) {
      definition.generate(context, out);
      files = out.finish();
      assertThat(out.rows()).isEqualTo(120);
    }
    assertThat(files.get(0).pages()).isGreaterThan(2);
    assertThat(Files.size(files.get(0).file())).isEqualTo(files.get(0).bytes());
    assertThat(Files.readString(files.get(1).file()).split("\r\n"))
        .hasSize(121)
        .startsWith("Region,country,Customer,Date,Remark,Qty,Sales,Margin")
        .anyMatch(line -> line.startsWith("Nord,Danmark,"))
        .anyMatch(line -> line.startsWith(",Україна,"));
    assertThat(context.warnings)
        .containsExactly("U+4E2D \"中\" is not in any configured font; shown as □");
  }

  private static List<List<Object>> sales() {
    Random random = new Random(7);
    String[][] where = {
      {"Nord", "Danmark"},
      {"Nord", "Ísland"},
      {"South", "Ελλάδα"},
      {"South", "España"},
      {null, "Україна"}
    };
    String[] customers = {
      "Søren Kierkegård A/S",
      "Καφενείο Η Ωραία Θέα",
      "ТОВ «Зоря» 中",
      "Müller & Söhne GmbH & Co. KG",
      "Łódź Handel Sp. z o.o."
    };
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String[] place = where[i / 24];
      List<Object> row = new ArrayList<>();
      row.add(place[0]);
      row.add(place[1]);
      row.add(customers[random.nextInt(customers.length)]);
      row.add(LocalDate.of(2026, 10, 1 + random.nextInt(31)));
      row.add(
          i % 9 == 0
              ? "A longer remark that needs to be wrapped over lines\nand\thas a break"
              : i % 4 == 0 ? null : "ok");
      row.add((long) random.nextInt(2000));
      row.add(BigDecimal.valueOf(random.nextInt(2_000_000) - 200_000, 2));
      row.add(BigDecimal.valueOf(random.nextInt(500), 3));
      rows.add(row);
    }
    return rows;
  }
}
