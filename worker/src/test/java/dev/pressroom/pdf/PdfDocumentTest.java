package dev.pressroom.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.render.Paper;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfDocumentTest {
  private static final int A4_WIDTH = 59528;
  private static final int A4_HEIGHT = 84189;

  @TempDir Path folder;

  private interface Drawing {
    void on(PdfDocument document, EmbeddedFont font) throws IOException;
  }

  private static FontFile sans() throws IOException {
    try (InputStream in =
        PdfDocumentTest.class.getResourceAsStream(
            "/dev/pressroom/fonts/LiberationSans-Regular.ttf")) {
      return FontFile.read(in.readAllBytes());
    }
  }

  private Path document(String name, Drawing drawing) throws IOException {
    Path path = folder.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path));
        PdfDocument document = new PdfDocument(out, 6)) {
      drawing.on(document, document.embed(sans()));
      document.finish(
          new PdfDocument.Properties("Größe (1\\2)", "de-CH", "D:20261121120000Z", new byte[16]),
          A4_WIDTH,
          A4_HEIGHT);
    }
    Paper.check(path);
    return path;
  }

  private static void text(Content on, EmbeddedFont font, int y, String text) {
    on.beginText(font, 1000, 5000, y, 0x102030);
    text.codePoints().forEach(c -> on.glyph(font.glyph(c)));
    on.endText();
  }

  private static String read(Path pdf) throws IOException {
    try (PDDocument read = Loader.loadPDF(pdf.toFile())) {
      return new PDFTextStripper().getText(read);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 300, 128 * 128 + 1})
  void everyPageHangsInTheTree(int pages) throws IOException {
    Path pdf =
        document(
            "pages.pdf",
            (document, font) -> {
              for (int i = 1; i <= pages; i++) {
                text(document.beginPage(), font, 50000, "sheet " + i);
                document.endPage();
              }
            });

    try (PDDocument read = Loader.loadPDF(pdf.toFile())) {
      assertThat(read.getNumberOfPages()).isEqualTo(pages);
      for (int page : new int[] {1, 128, 129, pages}) {
        if (page > 0 && page <= pages) {
          PDFTextStripper stripper = new PDFTextStripper();
          stripper.setStartPage(page);
          stripper.setEndPage(page);
          assertThat(stripper.getText(read).strip()).isEqualTo("sheet " + page);
          assertThat(read.getPage(page - 1).getMediaBox().getHeight()).isEqualTo(841.89f);
        }
      }
    }
  }

  @Test
  void charactersBeyondTheShortCodesAreReadBackToo() throws IOException {
    FontFile sans = sans();
    StringBuilder all = new StringBuilder();
    for (int c = 0x21; c < 0x530; c++) {
      if (sans.has(c) && Character.isLetterOrDigit(c)) {
        all.appendCodePoint(c);
      }
    }
    assertThat(all.length()).isGreaterThan(600);

    Path pdf =
        document(
            "characters.pdf",
            (document, font) -> {
              Content page = document.beginPage();
              int y = 80000;
              for (int from = 0; from < all.length(); from += 40) {
                text(page, font, y, all.substring(from, Math.min(all.length(), from + 40)));
                y -= 1500;
              }
              document.endPage();
            });

    assertThat(read(pdf).replaceAll("\\s", "")).isEqualTo(all.toString());
    assertThat(Paper.text(pdf).replaceAll("\\s", "")).isEqualTo(all.toString());
  }

  @Test
  void aFontSaysThatItHasNoCodesLeft() throws IOException {
    try (PdfDocument document = new PdfDocument(new ByteArrayOutputStream(), 6)) {
      EmbeddedFont font = document.embed(sans());
      assertThat(font.glyph(0x10FFFF)).isZero();
      assertThat(font.isFull()).isFalse();
      long glyph = font.glyph('A');
      assertThat(EmbeddedFont.width(glyph)).isEqualTo(667);
      assertThat(font.glyph('A')).isEqualTo(glyph);
    }
  }

  @Test
  void aFormShowsWhatIsKnownOnlyAtTheEnd() throws IOException {
    Path pdf =
        document(
            "form.pdf",
            (document, font) -> {
              PdfDocument.Form total = document.form();
              for (int i = 1; i <= 3; i++) {
                Content page = document.beginPage();
                text(page, font, 50000, i + " of");
                page.form(total, 9000, 50000);
                document.endPage();
              }
              Content drawn = new Content();
              drawn.beginText(font, 1000, 0, 0, 0);
              drawn.glyph(font.glyph('3'));
              drawn.endText();
              document.draw(total, drawn, 0, -300, 2000, 1200);
            });

    assertThat(Paper.text(pdf).replaceAll("\\s+", " ").strip()).isEqualTo("1 of 3 2 of 3 3 of 3");
  }

  @Test
  void bookmarksAreNestedAndKeepTheirOrder() throws IOException {
    Path pdf =
        document(
            "outline.pdf",
            (document, font) -> {
              document.beginPage();
              document.bookmark(0, "Österreich", 70000);
              document.bookmark(1, "Wien", 69000);
              document.bookmark(1, "Graz", 68000);
              document.bookmark(0, "España", 60000);
              document.endPage();
              document.beginPage();
              document.bookmark(2, "deeper than there is", 60000);
              document.bookmark(0, "Ελλάδα", 50000);
              document.endPage();
            });

    try (PDDocument read = Loader.loadPDF(pdf.toFile())) {
      assertThat(names(read.getDocumentCatalog().getDocumentOutline(), ""))
          .containsExactly(
              "Österreich", " Wien", " Graz", "España", " deeper than there is", "Ελλάδα");
      PDOutlineItem last = read.getDocumentCatalog().getDocumentOutline().getLastChild();
      assertThat(last.findDestinationPage(read)).isEqualTo(read.getPage(1));
      assertThat(last.getPreviousSibling().getTitle()).isEqualTo("España");
    }
  }

  @Test
  void bookmarksWithoutOnesAboveThemAreNeighbours() throws IOException {
    Path pdf =
        document(
            "neighbours.pdf",
            (document, font) -> {
              document.beginPage();
              document.bookmark(3, "a", 70000);
              document.bookmark(3, "b", 69000);
              document.bookmark(1, "c", 68000);
              document.bookmark(2, "d", 67000);
              document.endPage();
            });

    try (PDDocument read = Loader.loadPDF(pdf.toFile())) {
      assertThat(names(read.getDocumentCatalog().getDocumentOutline(), ""))
          .containsExactly("a", "b", "c", " d");
    }
  }

  private static List<String> names(PDOutlineNode node, String indent) {
    List<String> names = new ArrayList<>();
    for (PDOutlineItem item : node.children()) {
      names.add(indent + item.getTitle());
      names.addAll(names(item, indent + " "));
    }
    return names;
  }

  @Test
  void propertiesAreThoseOfTheDocument() throws IOException {
    Path pdf =
        document(
            "properties.pdf",
            (document, font) -> {
              document.beginPage().fill(100, 100, 2000, 20, 0xFF8000);
              document.endPage();
            });

    try (PDDocument read = Loader.loadPDF(pdf.toFile())) {
      assertThat(read.getDocumentInformation().getTitle()).isEqualTo("Größe (1\\2)");
      assertThat(read.getDocumentInformation().getCreationDate().toInstant())
          .isEqualTo("2026-11-21T12:00:00Z");
      assertThat(read.getDocumentCatalog().getLanguage()).isEqualTo("de-CH");
      assertThat(read.getDocumentCatalog().getDocumentOutline()).isNull();
    }
  }

  @Test
  void anObjectThatWasReservedMustBeWrittenOnce() throws IOException {
    try (PdfFile file = new PdfFile(new ByteArrayOutputStream(), 6)) {
      int object = file.reserve();
      assertThatThrownBy(() -> file.finish(object, object, new byte[16]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("never written");
    }
    try (PdfFile file = new PdfFile(new ByteArrayOutputStream(), 6)) {
      int object = file.object(new Bytes().ascii("null"));
      assertThatThrownBy(() -> file.object(object, new Bytes().ascii("null")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("written before");
    }
  }

  @Test
  void whatIsNoFontIsRefusedWithItsReason() {
    assertThatThrownBy(() -> FontFile.read(new byte[3]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3 bytes");
    assertThatThrownBy(() -> FontFile.read(new byte[4000])).isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> {
              byte[] cut = sansBytes();
              FontFile.read(java.util.Arrays.copyOf(cut, cut.length / 3));
            })
        .isInstanceOf(IOException.class);
  }

  private static byte[] sansBytes() throws IOException {
    try (InputStream in =
        PdfDocumentTest.class.getResourceAsStream(
            "/dev/pressroom/fonts/LiberationSans-Regular.ttf")) {
      return in.readAllBytes();
    }
  }

  @Test
  void numbersAreWrittenAsPdfWantsThem() {
    assertThat(written(new Bytes().number(0).add(' ').number(-1203).add(' ').number(10)))
        .isEqualTo("0 -1203 10");
    assertThat(written(new Bytes().number(Long.MAX_VALUE))).isEqualTo("9223372036854775807");
    assertThat(written(new Bytes().thousandths(-1250).add(' ').thousandths(5)))
        .isEqualTo("-1.25 0.005");
    assertThat(written(new Bytes().points(84189))).isEqualTo("841.89");
    assertThat(written(new Bytes().name("a b#/ö"))).isEqualTo("/a#20b#23#2F#C3#B6");
    assertThat(written(new Bytes().text("(\\)"))).isEqualTo("(\\(\\\\\\))");
    assertThat(written(new Bytes().text("é\n"))).isEqualTo("<FEFF00E9000A>");
  }

  private static String written(Bytes bytes) {
    return new String(bytes.array(), 0, bytes.size(), java.nio.charset.StandardCharsets.US_ASCII);
  }
}
