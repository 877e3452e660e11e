package dev.pressroom.render.pdf;

import dev.pressroom.report.FontFile;
import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A font file with its characters and widths; those that are bundled are read once per process.
 * Looking up is for any thread; embedding holds the class's lock, because the font file's reader
 * has one position.
 */
final class Typeface {
  private static final Typeface REGULAR = load("LiberationSans-Regular.ttf");
  private static final Typeface BOLD = load("LiberationSans-Bold.ttf");

  /** Forgotten with the definitions that hold the files. */
  private static final Map<FontFile, Typeface> OF_THEMES = new WeakHashMap<>();

  /** What stands for a character that the font lacks: a box, which both files have. */
  static final int REPLACEMENT = 0x25A1;

  /** The planes above the basic one hold nothing that these files have. */
  private static final int CHARACTERS = 0x10000;

  private final TrueTypeFont file;
  private final char[] glyphs = new char[CHARACTERS];
  private final float[] advances;

  private Typeface(TrueTypeFont file) throws IOException {
    this.file = file;
    CmapLookup lookup = file.getUnicodeCmapLookup();
    for (int c = 0; c < CHARACTERS; c++) {
      glyphs[c] = (char) lookup.getGlyphId(c);
    }
    advances = new float[file.getNumberOfGlyphs()];
    for (int glyph = 0; glyph < advances.length; glyph++) {
      advances[glyph] = file.getAdvanceWidth(glyph) * 1000f / file.getUnitsPerEm();
    }
  }

  private static Typeface load(String name) {
    try (InputStream in = Typeface.class.getResourceAsStream("/dev/pressroom/fonts/" + name)) {
      if (in == null) {
        throw new IllegalStateException("font " + name + " is not in this program's jar");
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled font " + name, e);
    }
  }

  private static Typeface read(byte[] font) throws IOException {
    TrueTypeFont file =
        new TTFParser().parse(new RandomAccessReadBuffer(withoutSubstitution(font)));
    file.setEnableGsub(false);
    return new Typeface(file);
  }

  /**
   * The typeface of a theme's file; read once for as long as the theme is used.
   *
   * @throws ReportException permanent, if it cannot be read
   */
  static Typeface of(FontFile font) {
    synchronized (OF_THEMES) {
      return OF_THEMES.computeIfAbsent(font, Typeface::read);
    }
  }

  private static Typeface read(FontFile font) {
    try {
      return read(font.bytes());
    } catch (IOException | RuntimeException e) {
      throw ReportException.permanent(
          font.name() + " cannot be read as a TrueType font: " + e.getMessage(), e);
    }
  }

  /**
   * Renames the table of substitutions in the font's directory, so that nobody knows it. FontBox
   * reads it with the font, which takes longer than drawing a page, and nothing here substitutes.
   */
  private static byte[] withoutSubstitution(byte[] font) {
    int tables = (font[4] & 0xFF) << 8 | font[5] & 0xFF;
    for (int entry = 12; entry < 12 + 16 * tables; entry += 16) {
      if (new String(font, entry, 4, StandardCharsets.US_ASCII).equals("GSUB")) {
        font[entry] = 'g';
      }
    }
    return font;
  }

  static Typeface regular() {
    return REGULAR;
  }

  static Typeface bold() {
    return BOLD;
  }

  /** The character's glyph; 0 if the font lacks it. */
  int glyph(int codePoint) {
    return codePoint < CHARACTERS ? glyphs[codePoint] : 0;
  }

  /** A glyph's width in thousandths of the size. */
  float advance(int glyph) {
    return advances[glyph];
  }

  PDType0Font in(PDDocument document) throws IOException {
    synchronized (Typeface.class) {
      return PDType0Font.load(document, file, true);
    }
  }

  void embed(PDType0Font font) throws IOException {
    synchronized (Typeface.class) {
      font.subset();
    }
  }
}
