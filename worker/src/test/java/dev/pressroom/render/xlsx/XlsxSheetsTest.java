package dev.pressroom.render.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.render.ForcedFile;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Column;
import dev.pressroom.report.Layout;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit into a sheet, with a limit that tests reach. */
class XlsxSheetsTest {
  private static final Layout LAYOUT =
      Layout.titled("A title that is longer than a sheet's name")
          .column(Column.of("name", "Name"))
          .column(Column.of("number", "Number").format("integer"))
          .build();

  @TempDir Path folder;

  @Test
  void aFullSheetIsFollowedByAnotherOneWithTheSameHeader() throws Exception {
    Rendering rendering =
        new Rendering(
            Locale.US, ZoneOffset.UTC, Instant.parse("2026-11-21T08:30:00Z"), w -> {}, () -> false);
    Path file = folder.resolve("a.xlsx");
    XlsxOptions options = new XlsxOptions(true, true, true);
    try (XlsxRenderer renderer = new XlsxRenderer(new ForcedFile(file), options, rendering, 1000)) {
      renderer.begin(LAYOUT);
      for (long i = 0; i < 2000; i++) {
        renderer.row(List.of("row " + i, i));
      }
      renderer.summary("All", Arrays.asList(null, 1_999_000L));
      renderer.finish();
    }
    try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
      List<Sheet> sheets = book.getSheets().toList();
      assertThat(sheets)
          .extracting(Sheet::getName)
          .containsExactly(
              "A title that is longer than a s",
              "A title that is longer than (2)",
              "A title that is longer than (3)");
      assertThat(sheets.get(0).read()).hasSize(1000);
      List<Row> second = sheets.get(1).read();
      assertThat(second.get(0).getCellText(1)).isEqualTo("Number");
      assertThat(second.get(1).getCellText(0)).isEqualTo("row 999");
      List<Row> third = sheets.get(2).read();
      assertThat(third).hasSize(4);
      assertThat(third.get(3).getCellText(1)).isEqualTo("1999000");
    }
  }
}
