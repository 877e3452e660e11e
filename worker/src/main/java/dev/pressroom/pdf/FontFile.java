package dev.pressroom.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.HeaderTable;
import org.apache.fontbox.ttf.OS2WindowsMetricsTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A TrueType font as it was read: which characters it has, how wide they are, and parts of it for
 * embedding. Kept for the life of the process and shared by its documents. For any thread: what
 * moves the file's reader holds this object's lock.
 */
public final class FontFile {
  /** What a reader of PDFs needs; names and character maps only cost room. */
  private static final List<String> EMBEDDED =
      List.of("head", "hhea", "loca", "maxp", "cvt ", "prep", "glyf", "hmtx", "fpgm", "gasp");

  private final String name;
  private final TrueTypeFont file;
  private final CmapLookup characters;
  private final int[] advances;
  private final Metrics metrics;

  /**
   * Measures for a font's description, in thousandths of the size.
   *
   * @param box left, lower, right, upper
   * @param italicAngle in thousandths of a degree
   */
  record Metrics(
      int[] box, int ascent, int descent, int capHeight, int italicAngle, boolean fixedPitch) {}

  /**
   * Part of a font.
   *
   * @param bytes a font file
   * @param glyphs their numbers in it by their numbers in the whole
   */
  record Subset(byte[] bytes, Map<Integer, Integer> glyphs) {}

  private FontFile(String name, TrueTypeFont file) throws IOException {
    this.name = name;
    this.file = file;
    this.characters = file.getUnicodeCmapLookup();
    int unit = file.getUnitsPerEm();
    advances = new int[file.getNumberOfGlyphs()];
    for (int glyph = 0; glyph < advances.length; glyph++) {
      advances[glyph] = thousandths(file.getAdvanceWidth(glyph), unit);
    }
    metrics = metrics(file, unit);
  }

  private static int thousandths(float value, int unit) {
    return Math.round(value * 1000 / unit);
  }

  private static Metrics metrics(TrueTypeFont file, int unit) throws IOException {
    HeaderTable head = file.getHeader();
    OS2WindowsMetricsTable windows = file.getOS2Windows();
    int ascent = thousandths(file.getHorizontalHeader().getAscender(), unit);
    int capHeight = windows == null ? 0 : thousandths(windows.getCapHeight(), unit);
    return new Metrics(
        new int[] {
          thousandths(head.getXMin(), unit),
          thousandths(head.getYMin(), unit),
          thousandths(head.getXMax(), unit),
          thousandths(head.getYMax(), unit)
        },
        ascent,
        thousandths(file.getHorizontalHeader().getDescender(), unit),
        capHeight > 0 ? capHeight : ascent * 7 / 10,
        Math.round(file.getPostScript().getItalicAngle() * 1000),
        file.getPostScript().getIsFixedPitch() != 0);
  }

  /**
   * Reads a font.
   *
   * @param font the bytes of a TrueType file; changed in one place
   * @throws IOException if they are damaged, hold outlines of another kind, or the font's licence
   *     bits forbid embedding; says which
   */
  public static FontFile read(byte[] font) throws IOException {
    hideSubstitution(font);
    TrueTypeFont file;
    try {
      file = new TTFParser().parse(new RandomAccessReadBuffer(font));
    } catch (RuntimeException e) {
      throw new IOException("it is damaged: " + e, e);
    }
    file.setEnableGsub(false);
    if (file.getTableMap().get("glyf") == null) {
      throw new IOException("it has no TrueType outlines; use a .ttf file, not OpenType with CFF");
    }
    OS2WindowsMetricsTable windows = file.getOS2Windows();
    if (windows != null && (windows.getFsType() & 0x000F) == 2) {
      throw new IOException("its licence forbids embedding; use another font");
    }
    return new FontFile(file.getName(), file);
  }

  /**
   * Renames the table of substitutions in the font's directory, so that nobody knows it. FontBox
   * reads it with the font, which takes longer than drawing a page, and nothing here substitutes.
   */
  private static void hideSubstitution(byte[] font) throws IOException {
    if (font.length < 12) {
      throw new IOException("it is not a font: it has " + font.length + " bytes");
    }
    int tables = (font[4] & 0xFF) << 8 | font[5] & 0xFF;
    for (int entry = 12; entry + 16 <= font.length && entry < 12 + 16 * tables; entry += 16) {
      if (new String(font, entry, 4, StandardCharsets.US_ASCII).equals("GSUB")) {
        font[entry] = 'g';
      }
    }
  }

  /** Its PostScript name. */
  public String name() {
    return name;
  }

  /** Whether it can show a character. */
  public boolean has(int codePoint) {
    return glyph(codePoint) != 0;
  }

  /** The character's glyph; 0 if the font lacks it. */
  int glyph(int codePoint) {
    return characters.getGlyphId(codePoint);
  }

  /** A glyph's width in thousandths of the size. */
  int advance(int glyph) {
    return advances[glyph];
  }

  Metrics metrics() {
    return metrics;
  }

  /** A font of only these glyphs and those that they are made of. */
  synchronized Subset subset(Set<Integer> glyphs) throws IOException {
    TTFSubsetter subsetter = new TTFSubsetter(file, EMBEDDED);
    subsetter.addGlyphIds(glyphs);
    Map<Integer, Integer> places = new HashMap<>();
    subsetter.getGIDMap().forEach((inPart, inWhole) -> places.put(inWhole, inPart));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    subsetter.writeToStream(out);
    return new Subset(out.toByteArray(), places);
  }
}
