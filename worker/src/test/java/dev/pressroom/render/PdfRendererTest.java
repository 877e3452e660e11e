package dev.pressroom.render;

import static dev.pressroom.render.RenderFixture.cells;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Length;
import dev.pressroom.report.PageBand;
import dev.pressroom.report.PageSetup;
import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfRendererTest {
  private static final Layout LAYOUT =
      Layout.titled("A title")
          .column(Column.of("name", "Name").width("3*"))
          .column(Column.of("sales", "Sales").format("number 0.01").width("30mm"))
          .pageHeader(PageBand.of("above", null, null))
          .pageFooter(PageBand.of(null, "Seite {page} von {pages}", null))
          .build();

  @TempDir Path folder;
  private RenderFixture fixture;

  private Rendered pdf(Consumer<Document> report) throws IOException {
    fixture = new RenderFixture(folder);
    return fixture.render("pdf", Map.of(), report);
  }

  private static void rows(Document document, int count) {
    document.begin(LAYOUT);
    for (int i = 1; i <= count; i++) {
      document.row(cells("Customer " + i, new BigDecimal(i + ".50")));
    }
  }

  @Test
  void everyPageHasItsNumberAndTheirCountWithHeadsAndBands() throws IOException {
    Rendered file = pdf(document -> rows(document, 200));
    Paper.check(file.file());
    String[] pages = Paper.text(file.file()).split("\f");
    assertThat(pages).hasSize((int) file.pages()).hasSizeGreaterThan(3);
    assertThat(pages[0]).contains("A title").contains("Customer 1 ");
    for (int i = 0; i < pages.length; i++) {
      assertThat(pages[i])
          .contains("above", "Name", "Sales", "Seite " + (i + 1) + " von " + pages.length);
    }
    assertThat(pages[pages.length - 1]).contains("Customer 200").contains("200,50");
  }

  @Test
  void everyRowIsThereOnceAndInOrder() throws IOException {
    String text = Paper.text(pdf(document -> rows(document, 300)).file());
    int last = -1;
    for (int i = 1; i <= 300; i++) {
      int found = text.indexOf("Customer " + i + " ");
      assertThat(found).as("row %d", i).isGreaterThan(last);
      last = found;
    }
  }

  @Test
  void theSameCallsGiveTheSameBytes() throws IOException {
    Rendered one = pdf(document -> rows(document, 60));
    Rendered two =
        new RenderFixture(Files.createDirectory(folder.resolve("other")))
            .render("pdf", Map.of(), document -> rows(document, 60));
    assertThat(one.sha256()).isEqualTo(two.sha256());
  }

  @Test
  void aRowTallerThanAPageGoesOnOverPages() throws IOException {
    StringBuilder tall = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      tall.append("line").append(i).append('\n');
    }
    Rendered file =
        pdf(
            document -> {
              document.begin(LAYOUT);
              document.row(cells("before", BigDecimal.ONE));
              document.row(cells(tall.toString(), BigDecimal.TEN));
              document.row(cells("after", BigDecimal.ONE));
            });
    assertThat(file.pages()).isGreaterThanOrEqualTo(3);
    String text = Paper.text(file.file());
    assertThat(text).contains("line0", "line199", "after");
    for (int i = 0; i < 200; i++) {
      assertThat(text).containsPattern("line" + i + "\\s");
    }
  }

  @Test
  void aGroupHeaderIsNeverAloneAtAPagesEnd() throws IOException {
    for (int before = 35; before < 60; before++) {
      int count = before;
      Rendered file =
          pdf(
              document -> {
                rows(document, count);
                document.groupHeader(0, "HEADER");
                document.groupHeader(1, "INNER");
                document.row(cells("FIRST", BigDecimal.ONE));
              });
      for (String page : Paper.text(file.file()).split("\f")) {
        assertThat(page.contains("HEADER")).as("%d rows", before).isEqualTo(page.contains("FIRST"));
        assertThat(page.contains("INNER")).isEqualTo(page.contains("FIRST"));
      }
    }
  }

  @Test
  void totalsStandUnderTheirColumnsAndTheSummaryAtTheEnd() throws IOException {
    Rendered file =
        pdf(
            document -> {
              document.begin(LAYOUT);
              document.groupHeader(0, "North");
              document.row(cells("x", new BigDecimal("1000")));
              document.groupFooter(0, "Total North", cells(null, new BigDecimal("1000")));
              document.summary("All", cells(null, new BigDecimal("2000")));
              document.text("The end");
            });
    String text = Paper.text(file.file());
    assertThat(text).containsPattern("Total North +1\\.000,00").containsPattern("All +2\\.000,00");
    assertThat(text.indexOf("The end")).isGreaterThan(text.indexOf("All"));
  }

  private String labelled(Layout layout, String label, List<Object> totals) throws IOException {
    return Paper.text(
        pdf(document -> {
              document.begin(layout);
              document.groupFooter(1, label, totals);
              document.summary("All of it", totals);
            })
            .file());
  }

  @Test
  void aLabelThatDoesNotFitBesideItsTotalsStandsAboveThemInOneLine() throws IOException {
    String label = "Total of everything that was sold in Western and Northern Europe and elsewhere";
    String wide = "Total " + "W".repeat(52);
    assertThat(labelled(LAYOUT, label, cells(null, 7))).containsPattern(label + " +7,00");
    assertThat(labelled(LAYOUT, wide, cells(null, 7)))
        .containsPattern(wide + "\n +7,00")
        .containsPattern("All of it +7,00");
    Layout narrow =
        Layout.titled("")
            .column(Column.of("id", "Id").width("20mm"))
            .column(Column.of("count", "Count").format("integer").width("25mm"))
            .column(Column.of("note", "Note"))
            .build();
    assertThat(labelled(narrow, label, cells(null, 7, null)))
        .containsPattern("7 " + label)
        .containsPattern("7 All of it");
    assertThat(labelled(narrow, label, cells(null, null, null)))
        .containsPattern(label + "\n+ *All of it");
    assertThat(labelled(LAYOUT, (label + " ").repeat(2), cells(null, 7)))
        .containsPattern("(?s)Total of .*Total of .*\n.*elsewhere\n +7,00");
  }

  @Test
  void latinGreekAndCyrillicAreThereAndWhatIsLackingIsABoxWithOneWarning() throws IOException {
    Rendered file =
        pdf(
            document -> {
              document.begin(LAYOUT);
              document.row(cells("Łódź – Ελλάδα – Україна €", BigDecimal.ONE));
              document.row(cells("中文 中 😀", BigDecimal.ONE));
              document.row(cells("e\u0301te\u0301", BigDecimal.ONE));
              document.row(cells("5 ₹, 7 ₽", BigDecimal.ONE));
            });
    assertThat(Paper.text(file.file()))
        .contains("Łódź – Ελλάδα – Україна €", "□□ □ □", "été", "5 INR, 7 RUB");
    assertThat(fixture.warnings)
        .containsExactly(
            "U+4E2D \"中\" is not in any configured font; shown as □",
            "U+6587 \"文\" is not in any configured font; shown as □",
            "U+1F600 \"😀\" is not in any configured font; shown as □");
  }

  @Test
  void strangeCharactersDoNotBreakThePage() throws IOException {
    Rendered file =
        pdf(
            document -> {
              document.begin(LAYOUT);
              document.row(
                  cells("one\ttwo\u0000three\u001Bfour\r\ne\u2028f\u200Bg\u00ADh", BigDecimal.ONE));
              document.row(cells("\uD800 half", BigDecimal.ONE));
              document.row(cells("()\\<>{page}{pages}", BigDecimal.ONE));
              document.row(cells("", null));
            });
    Paper.check(file.file());
    assertThat(Paper.text(file.file()))
        .contains("one two three four", "()\\<>{page}{pages}", "fgh");
  }

  @Test
  void longWordsAreBrokenAndNumbersNeverAre() throws IOException {
    Layout narrow =
        Layout.titled("")
            .column(Column.of("word", "Word").width("12mm"))
            .column(Column.of("n", "N").format("integer").width("12mm"))
            .build();
    Rendered file =
        pdf(
            document -> {
              document.begin(narrow);
              document.row(cells("Donaudampfschifffahrtsgesellschaft", 1_234_567L));
              document.row(cells("x", 123_456_789_012_345L));
            });
    assertThat(Paper.text(file.file())).contains("1.234.567", "###");
    assertThat(fixture.warnings)
        .containsExactly(
            "column n is too narrow for 123.456.789.012.345; shown as ###; make it wider");
  }

  @Test
  void columnsThatDoNotFitThePaperAreRefused() {
    Layout wide =
        Layout.titled("")
            .column(Column.of("a", "A").width("150mm"))
            .column(Column.of("b", "B").width("100mm"))
            .build();
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> pdf(document -> document.begin(wide)))
        .withMessageContaining("fixed widths take 250mm of 174mm");
  }

  @Test
  void aValueThatItsFormatDoesNotShowIsNamed() {
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(
            () ->
                pdf(
                    document -> {
                      document.begin(LAYOUT);
                      document.row(cells("x", "twelve"));
                    }))
        .withMessageContaining("column sales has the String \"twelve\"; format number 0.01 needs a")
        .withMessageContaining("cast it in the SQL")
        .satisfies(e -> assertThat(e.permanent()).isTrue());
  }

  @Test
  void anEmptyDocumentIsAPageWithItsTitle() throws IOException {
    Rendered file = pdf(document -> document.begin(LAYOUT));
    assertThat(file.pages()).isEqualTo(1);
    assertThat(Paper.text(file.file())).contains("A title", "Name", "Seite 1 von 1");
  }

  @Test
  void paperHasTheSizeThatWasAskedForAndTheDocumentItsTitleAndLanguage() throws IOException {
    Layout landscape =
        new Layout(
            "Überblick",
            List.of(Column.of("a", "A")),
            List.of(),
            PageBand.NONE,
            PageBand.NONE,
            new PageSetup(
                PageSetup.Size.A3,
                PageSetup.Orientation.LANDSCAPE,
                PageSetup.Margins.all(Length.mm(10))));
    Rendered file = pdf(document -> document.begin(landscape));
    try (PDDocument read = Loader.loadPDF(file.file().toFile())) {
      assertThat(read.getPage(0).getMediaBox().getWidth()).isEqualTo(1190.55f);
      assertThat(read.getDocumentInformation().getTitle()).isEqualTo("Überblick");
      assertThat(read.getDocumentCatalog().getLanguage()).isEqualTo("de-DE");
    }
  }

  @Test
  void manyColumnsAndLittlePaperStillMakeProgress() throws IOException {
    Layout.Builder many =
        Layout.titled("A long title ".repeat(30))
            .pageHeader(PageBand.of("x".repeat(500), "y".repeat(500), "z".repeat(500)))
            .page(
                new PageSetup(
                    PageSetup.Size.A5,
                    PageSetup.Orientation.LANDSCAPE,
                    new PageSetup.Margins(
                        Length.mm(50), Length.mm(10), Length.mm(60), Length.mm(10))));
    for (int i = 0; i < 12; i++) {
      many.column(Column.of("c" + i, "A title of many words " + i).width("1*"));
    }
    List<Object> words = cells((Object[]) "many words in one cell,".repeat(12).split(","));
    Rendered file =
        pdf(
            document -> {
              document.begin(many.build());
              document.groupHeader(0, "g ".repeat(3000));
              document.row(words);
              document.groupFooter(0, "f ".repeat(3000), words.stream().map(w -> null).toList());
            });
    Paper.check(file.file());
    assertThat(file.pages()).isBetween(2L, 20L);
  }

  @Test
  void nothingStaysOpenWhenAReportFails() throws IOException {
    Path target = folder.resolve("failed.pdf");
    RenderFixture failing = new RenderFixture(folder);
    try (FanOut out =
        Renderers.standard()
            .open(List.of(new Output("pdf", target, Map.of())), failing.rendering())) {
      rows(out, 10);
    }
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open), "this system does not list open files");
    try (Stream<Path> files = Files.list(open)) {
      assertThat(files.filter(f -> pointsTo(f, target))).isEmpty();
    }
  }

  private static boolean pointsTo(Path link, Path target) {
    try {
      return Files.readSymbolicLink(link).equals(target.toAbsolutePath());
    } catch (IOException e) {
      // The handle that lists the folder is gone by the time it is looked at.
      return false;
    }
  }

  @Test
  void aLabelStandsBetweenTotalsWhereThereIsRoom() throws IOException {
    Rendered file =
        pdf(
            document -> {
              document.begin(
                  Layout.titled("")
                      .column(Column.of("n", "N").format("integer").width("20mm"))
                      .column(Column.of("name", "Name"))
                      .column(Column.of("s", "S").format("integer").width("20mm"))
                      .build());
              document.row(cells(1L, "x", 2L));
              document.summary("The label", cells(11L, null, 22L));
            });
    assertThat(Paper.text(file.file())).containsPattern("11 +The label +22");
  }
}
