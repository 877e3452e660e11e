package dev.pressroom.render;

import static dev.pressroom.render.RenderFixture.cells;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Money;
import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file is read back by a reader that is not ours. */
class XlsxRendererTest {
  private static final Layout SALES =
      Layout.titled("Sales <2026> & more")
          .column(Column.of("customer", "Customer").width("30mm"))
          .column(Column.of("day", "Day").format("date"))
          .column(Column.of("sales", "Sales").format("money EUR"))
          .group(Column.of("region", "Region"))
          .build();

  @TempDir Path folder;
  private RenderFixture fixture;

  private Path made(Map<String, ?> options, Consumer<Document> report) throws IOException {
    fixture = new RenderFixture(folder);
    return fixture.render("xlsx", options, report).file();
  }

  /** One column of one format, one row for each value. */
  private List<Row> column(String format, Object... values) throws IOException {
    Column column = Column.of("c", "C");
    Layout layout =
        Layout.titled("t").column(format.isEmpty() ? column : column.format(format)).build();
    return rows(
        made(
            Map.of(),
            document -> {
              document.begin(layout);
              for (Object value : values) {
                document.row(cells(value));
              }
            }));
  }

  private static List<Row> rows(Path file) throws IOException {
    try (ReadableWorkbook book =
        new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true))) {
      return book.getFirstSheet().read();
    }
  }

  private static String part(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void grouped(Document document) {
    document.begin(SALES);
    document.group(0, "North");
    document.groupHeader(0, "In the North");
    document.row(cells("Ana", LocalDate.of(2026, 11, 21), new BigDecimal("10.10")));
    document.row(cells("Bo", null, new BigDecimal("20.20")));
    document.groupFooter(0, "Total North", cells(null, null, new BigDecimal("30.30")));
    document.group(0, "South");
    document.groupHeader(0, "In the South");
    document.row(cells("Cy", Instant.parse("2026-11-21T23:30:00Z"), new BigDecimal("5")));
    document.groupFooter(0, "Total South", cells(null, null, new BigDecimal("5")));
    document.summary("3 lines", cells(null, null, new BigDecimal("35.30")));
  }

  @Test
  void groupsAreOutlinesAroundTheirRowsAndTotalsStandUnderTheirColumns() throws IOException {
    Path file = made(Map.of(), XlsxRendererTest::grouped);
    List<Row> rows = rows(file);

    assertThat(rows).hasSize(9);
    assertThat(rows.get(0).getCellText(2)).isEqualTo("Sales");
    assertThat(rows.get(1).getCellText(0)).isEqualTo("In the North");
    assertThat(rows.get(2).getCellAsDate(1)).contains(LocalDateTime.of(2026, 11, 21, 0, 0));
    assertThat(rows.get(4).getCellText(0)).isEqualTo("Total North");
    assertThat(rows.get(4).getCellAsNumber(2)).contains(new BigDecimal("30.30"));
    // A moment in a column of dates is the day in the job's zone, and nothing else.
    assertThat(rows.get(6).getCellAsDate(1)).contains(LocalDateTime.of(2026, 11, 22, 0, 0));
    assertThat(rows.get(8).getCellAsNumber(2)).contains(new BigDecimal("35.30"));
    assertThat(part(file, "xl/worksheets/sheet1.xml"))
        .contains("<outlinePr summaryBelow=\"0\"/>")
        .contains("outlineLevelRow=\"1\"")
        .contains("<row r=\"2\"><c")
        .contains("<row r=\"3\" outlineLevel=\"1\">")
        .contains("<row r=\"4\" outlineLevel=\"1\">")
        .contains("<row r=\"5\"><c")
        .contains("<row r=\"9\"><c");
  }

  @Test
  void theHeaderIsFrozenAndHasAFilterThatEndsBeforeTheSummary() throws IOException {
    Path file = made(Map.of(), XlsxRendererTest::grouped);

    assertThat(part(file, "xl/worksheets/sheet1.xml"))
        .contains("<pane ySplit=\"1\" topLeftCell=\"A2\"")
        .contains("<autoFilter ref=\"A1:C8\"/>")
        .contains("<col min=\"1\" max=\"1\" width=\"16.20\"");
    assertThat(part(file, "xl/workbook.xml"))
        .contains("<sheet name=\"Sales &lt;2026&gt; &amp; more\"")
        .contains("'Sales &lt;2026&gt; &amp; more'!$A$1:$C$8</definedName>");
    Path plain = made(Map.of("filter", false, "freeze", false), XlsxRendererTest::grouped);
    assertThat(part(plain, "xl/worksheets/sheet1.xml")).doesNotContain("<pane", "<autoFilter");
  }

  @Test
  void groupsCanBeColumnsInsteadAndThereAreNoTotalsThen() throws IOException {
    List<Row> rows = rows(made(Map.of("groups", "columns"), XlsxRendererTest::grouped));

    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).getCellText(0)).isEqualTo("Region");
    assertThat(rows.get(3).getCellText(0)).isEqualTo("South");
    assertThat(rows.get(3).getCellText(1)).isEqualTo("Cy");
  }

  @Test
  void footersWithoutHeadersFoldFromBelow() throws IOException {
    Path file =
        made(
            Map.of(),
            document -> {
              document.begin(SALES);
              document.group(0, "North");
              document.row(cells("Ana", null, null));
              document.groupFooter(0, "Total", cells(null, null, 1L));
            });
    assertThat(part(file, "xl/worksheets/sheet1.xml"))
        .doesNotContain("summaryBelow")
        .contains("<row r=\"2\" outlineLevel=\"1\">")
        .contains("<row r=\"3\"><c");
  }

  @Test
  void aLabelThatHasNoRoomBesideATotalStandsAbove() throws IOException {
    Layout layout = Layout.titled("t").column(Column.of("n", "N").format("integer")).build();
    List<Row> rows =
        rows(
            made(
                Map.of(),
                document -> {
                  document.begin(layout);
                  document.row(cells(1L));
                  document.summary("Sum", cells(1L));
                }));
    assertThat(rows.get(2).getCellText(0)).isEqualTo("Sum");
    assertThat(rows.get(3).getCellAsNumber(0)).contains(BigDecimal.ONE);
  }

  @Test
  void numbersAreNumbersInTheFormatOfTheirColumn() throws IOException {
    assertThat(code("integer", 1234567L)).isEqualTo("#,##0");
    assertThat(code("number 0.001", 0.5)).isEqualTo("#,##0.000");
    assertThat(code("number", new BigDecimal("1.2500"))).isEqualTo("#,##0.0000");
    assertThat(code("money EUR", BigDecimal.ONE)).isEqualTo("#,##0.00\\\u00A0[$€]");
    assertThat(code("money JPY", BigDecimal.ONE)).isEqualTo("#,##0\\\u00A0[$¥]");
    assertThat(code("money {column: c}", new Money(BigDecimal.TEN, "USD")))
        .isEqualTo("#,##0.00\\\u00A0[$$]");
    assertThat(code("percent 0.1", 0.125)).isEqualTo("#,##0.0\\\u00A0%");
    assertThat(code("#,##0.0#;(#,##0.0#)", -2L)).isEqualTo("#,##0.0#;(#,##0.0#)");
    assertThat(code("000.0", 7L)).isEqualTo("000.0");
    assertThat(code("duration", 3661L)).isEqualTo("[h]:mm:ss");
    assertThat(column("duration", Duration.ofHours(36)).get(1).getCellAsNumber(0))
        .contains(new BigDecimal("1.5"));
    assertThat(column("number", -0.0).get(1).getCellAsNumber(0).orElseThrow()).isZero();
    assertThat(column("number", new BigDecimal("1E+3")).get(1).getCellAsNumber(0).orElseThrow())
        .isEqualByComparingTo("1000");
  }

  @Test
  void momentsAreDaysInTheFormatOfTheirColumn() throws IOException {
    LocalDateTime noon = LocalDateTime.of(2026, 2, 28, 12, 0);
    assertThat(code("date", noon.toLocalDate())).isEqualTo("dd.mm.yyyy");
    assertThat(code("time", LocalTime.NOON)).isEqualTo("hh:mm");
    assertThat(code("timestamp", noon)).isEqualTo("dd.mm.yyyy, hh:mm");
    assertThat(code("d. MMMM yyyy", noon)).isEqualTo("[$-407]d. mmmm yyyy");
    assertThat(code("MMMM yyyy", YearMonth.of(2026, 2))).isEqualTo("[$-407]mmmm yyyy");
    assertThat(code("yyyy-MM-dd'T'HH:mm:ss.SSS", noon)).isEqualTo("yyyy-mm-dd\\Thh:mm:ss.000");
    assertThat(column("timestamp", noon).get(1).getCellAsDate(0)).contains(noon);
    assertThat(column("time", noon).get(1).getCellAsNumber(0)).contains(new BigDecimal("0.5"));
  }

  /** The format of the only cell. */
  private String code(String format, Object value) throws IOException {
    Cell cell = column(format, value).get(1).getCell(0);
    assertThat(cell.getType()).isEqualTo(CellType.NUMBER);
    return cell.getDataFormatString();
  }

  @Test
  void whatASpreadsheetWouldShowWronglyIsTextAsInPrint() throws IOException {
    List<Row> numbers = column("integer", 123456789012345L, 1234567890123456L);
    assertThat(numbers.get(1).getCell(0).getType()).isEqualTo(CellType.NUMBER);
    assertThat(numbers.get(2).getCellText(0)).isEqualTo("1.234.567.890.123.456");
    assertThat(fixture.warnings)
        .containsExactly(
            "XLSX: column c has numbers of more than 15 digits, which spreadsheets round; they are"
                + " text");
    assertThat(column("money EUR", new BigDecimal("12345678901234.56")).get(1).getCellText(0))
        .isEqualTo("12.345.678.901.234,56\u00A0€");
    // More decimals than are shown do no harm.
    assertThat(
            column(
                    "money EUR",
                    new BigDecimal("1").divide(new BigDecimal("3"), 30, RoundingMode.HALF_UP))
                .get(1)
                .getCell(0)
                .getType())
        .isEqualTo(CellType.NUMBER);
    assertThat(column("date", LocalDate.of(1900, 2, 28)).get(1).getCellText(0))
        .isEqualTo("28.02.1900");
    assertThat(column("duration", -3661L).get(1).getCellText(0)).isEqualTo("-1:01:01");
    assertThat(column("QQQ yyyy", LocalDate.of(2026, 5, 1)).get(1).getCellText(0))
        .isEqualTo("Q2 2026");
    assertThat(column("text", 12L).get(1).getCell(0).getType()).isEqualTo(CellType.STRING);
  }

  @Test
  void aValueThatItsFormatDoesNotShowEndsTheReportAsInEveryFormat() {
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> column("integer", Double.NaN))
        .withMessageContaining("column c")
        .withMessageContaining("a finite number");
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> column("time", LocalDate.of(2026, 1, 1)))
        .withMessageContaining("column c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "0123", " padded ", "a\nb"})
  void textStaysTextWhateverItLooksLike(String text) throws IOException {
    Path file =
        made(
            Map.of(),
            document -> {
              document.begin(Layout.titled("t").column(Column.of("c", "C")).build());
              document.row(cells(text));
            });
    Cell cell = rows(file).get(1).getCell(0);
    assertThat(cell.getType()).isEqualTo(CellType.STRING);
    assertThat(cell.getRawValue()).isEqualTo(text);
    // Also when somebody edits the cell.
    assertThat(part(file, "xl/styles.xml").contains("quotePrefix=\"1\""))
        .isEqualTo("=+-@\t".indexOf(text.charAt(0)) >= 0);
    assertThat(part(file, "xl/worksheets/sheet1.xml")).doesNotContain("<f>");
  }

  @Test
  void whatXmlForbidsIsReplacedAndMarkupMeansNothing() throws IOException {
    List<Row> rows = column("", "<&>\"'\u0000\u001B\uD800x\uFFFE😀", "_x0041_ _x1_", "a\r\nb\rc");
    assertThat(rows.get(1).getCellText(0)).isEqualTo("<&>\"'\uFFFD\uFFFD\uFFFDx\uFFFD😀");
    assertThat(rows.get(2).getCellText(0)).isIn("_x0041_ _x1_", "_x005F_x0041_ _x1_");
    assertThat(rows.get(3).getCellText(0)).isEqualTo("a\nb\nc");
  }

  @Test
  void aTextThatIsTooLongForACellIsCutAndSaidOnce() throws IOException {
    String whole = "x".repeat(32_767);
    List<Row> rows = column("", whole, "y".repeat(32_765) + "😀z", "z".repeat(1_000_000));
    assertThat(rows.get(1).getCellText(0)).isEqualTo(whole);
    assertThat(rows.get(2).getCellText(0)).isEqualTo("y".repeat(32_765) + "…");
    assertThat(rows.get(3).getCellText(0)).hasSize(32_767).endsWith("z…");
    assertThat(fixture.warnings)
        .containsExactly(
            "XLSX: column c has texts of more than 32767 characters, which are cut and end in …");
  }

  @Test
  void theSameCallsGiveTheSameBytes() throws IOException {
    Path one = made(Map.of(), XlsxRendererTest::grouped);
    Path two = made(Map.of(), XlsxRendererTest::grouped);
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    assertThat(part(one, "docProps/core.xml"))
        .contains("<dc:title>Sales &lt;2026&gt; &amp; more</dc:title>")
        .contains("<dc:language>de-DE</dc:language>")
        .contains(">2026-11-21T08:30:00Z</dcterms:created>");
  }

  @Test
  void aRowIsAsHighAsItsLines() throws IOException {
    Layout layout = Layout.titled("t").column(Column.of("c", "C").width("50mm")).build();
    Path file =
        made(
            Map.of(),
            document -> {
              document.begin(layout);
              document.row(cells("one"));
              document.row(cells("one\ntwo\nthree"));
              document.row(cells("x".repeat(100_000)));
            });
    assertThat(part(file, "xl/worksheets/sheet1.xml"))
        .contains("<row r=\"2\"><c", "<row r=\"3\" customHeight=\"1\" ht=\"45\">", "ht=\"409\">");
  }

  @Test
  void noRowsAreAHeaderAndTheText() throws IOException {
    List<Row> rows =
        rows(
            made(
                Map.of(),
                document -> {
                  document.begin(SALES);
                  document.text("Nothing was sold");
                }));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).getCellText(0)).isEqualTo("Nothing was sold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "History", "a/b[c]:*?\\d", "'quoted'", "0123456789012345678901234567890123"})
  void aSheetIsCalledAsTheReportIsAsFarAsItMay(String title) throws IOException {
    Path file =
        made(
            Map.of(),
            document -> document.begin(Layout.titled(title).column(Column.of("c", "C")).build()));
    try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
      assertThat(book.getFirstSheet().getName())
          .isIn("Report", "a b c d", "quoted", "0123456789012345678901234567890");
    }
  }
}
