package dev.pressroom.render;

import static dev.pressroom.render.RenderFixture.cells;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pressroom.report.Align;
import dev.pressroom.report.Color;
import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Font;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Length;
import dev.pressroom.report.Picture;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Theme;
import dev.pressroom.report.definition.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfThemeTest {
  @TempDir Path folder;

  private Rendered pdf(Consumer<Document> report) throws IOException {
    return new RenderFixture(folder).render("pdf", Map.of(), report);
  }

  private static Theme.Logo logo(String format, boolean onEachPage) throws IOException {
    Picture picture = new Picture("acme." + format, Pictures.of(format, 200, 100));
    return new Theme.Logo(picture, Length.mm(10), onEachPage, Align.RIGHT);
  }

  private static byte[] pdfFont() throws IOException {
    try (var in =
        Layout.class.getResourceAsStream("/dev/pressroom/fonts/LiberationSans-Bold.ttf")) {
      return in.readAllBytes();
    }
  }

  @Test
  void aThemeGivesColoursLogoAndFonts() throws IOException {
    Font font = new Font("acme.ttf", pdfFont());
    for (boolean onEachPage : new boolean[] {false, true}) {
      Theme theme =
          new Theme(
              Map.of(
                  Theme.Part.TITLE, Optional.of(new Color(0xFF0000)),
                  Theme.Part.HEAD_FILL, Optional.of(new Color(0x00FF00)),
                  Theme.Part.ZEBRA, Optional.empty()),
              logo(onEachPage ? "jpg" : "png", onEachPage),
              new Theme.Fonts(font, font));
      Rendered file =
          pdf(
              document -> {
                document.begin(
                    Layout.titled("A title").column(Column.of("n", "N")).theme(theme).build());
                for (int i = 0; i < 200; i++) {
                  document.row(cells("row " + i));
                }
              });
      Paper.check(file.file());
      assertThat(Paper.text(file.file())).contains("A title", "row 199");
      try (PDDocument read = Loader.loadPDF(file.file().toFile())) {
        String first = new String(read.getPage(0).getContents().readAllBytes(), ISO_8859_1);
        assertThat(first).contains("1 0 0 rg", "0 1 0 rg", "Do Q");
        String last = new String(read.getPage(1).getContents().readAllBytes(), ISO_8859_1);
        assertThat(Pattern.compile("q [0-9]{3,} 0 0 [0-9]{3,} ").matcher(last).find())
            .isEqualTo(onEachPage);
        assertThat(read.getPage(0).getResources().getXObjectNames()).hasSize(1);
      }
      Files.delete(file.file());
    }
  }

  @Test
  void aPictureThatIsBrokenInsideIsNamed() {
    Theme theme =
        new Theme(
            Map.of(),
            new Theme.Logo(
                new Picture("acme.png", Pictures.header(10, 10)), Length.mm(5), false, Align.LEFT),
            null);
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(
            () ->
                pdf(
                    document ->
                        document.begin(
                            Layout.titled("").column(Column.of("n", "N")).theme(theme).build())))
        .withMessageStartingWith("acme.png cannot be read as a picture")
        .satisfies(e -> assertThat(e.permanent()).isTrue());
  }
}
