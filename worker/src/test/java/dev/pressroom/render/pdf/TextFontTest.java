package dev.pressroom.render.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pressroom.pdf.FontFile;
import dev.pressroom.pdf.PdfDocument;
import dev.pressroom.report.Align;
import dev.pressroom.report.Length;
import dev.pressroom.report.Picture;
import dev.pressroom.report.Theme;
import dev.pressroom.report.definition.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.junit.jupiter.api.Test;

class TextFontTest {
  private static byte[] bundled(String name) throws IOException {
    try (InputStream in =
        TextFontTest.class.getResourceAsStream("/dev/pressroom/fonts/" + name + ".ttf")) {
      return in.readAllBytes();
    }
  }

  private static FontFile onlyWith(String characters) throws IOException {
    TTFSubsetter subset =
        new TTFSubsetter(
            new TTFParser().parse(new RandomAccessReadBuffer(bundled("LiberationSans-Bold"))));
    characters.chars().forEach(subset::add);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    subset.writeToStream(out);
    return FontFile.read(out.toByteArray());
  }

  @Test
  void eachCharacterIsOfTheFirstFontOfTheChainThatHasIt() throws IOException {
    FontFile first = onlyWith("AB");
    FontFile second = FontFile.read(bundled("LiberationSans-Regular"));
    PdfDocument document = new PdfDocument(OutputStream.nullOutputStream(), 1);
    TextFont font =
        new TextFont(List.of(first, second), document, new MissingCharacters(warning -> {}));

    assertThat(font.line("CAB", 10).width())
        .as("though the second was needed first")
        .isEqualTo(
            font.line("C", 10).width() + font.line("A", 10).width() + font.line("B", 10).width());
    assertThat(files(font, "CABC")).containsExactly(second, first, first, second);
  }

  private static List<FontFile> files(TextFont font, String text) {
    return Arrays.stream(font.line(text, 10).glyphs())
        .mapToObj(glyph -> font.of(glyph).file())
        .toList();
  }

  @Test
  void aLogoThatCannotBeWrittenIsNoBrokenPicture() throws IOException {
    AtomicBoolean full = new AtomicBoolean();
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (full.get()) {
              throw new IOException("No space left on device");
            }
          }
        };
    PdfDocument document = new PdfDocument(disk, 1);
    full.set(true);
    Theme.Logo logo =
        new Theme.Logo(
            new Picture("acme.png", Pictures.of("png", 200, 100)),
            Length.mm(10),
            false,
            Align.LEFT);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> PlacedLogo.in(document, logo, 500))
        .withMessageContaining("No space left on device");
  }
}
