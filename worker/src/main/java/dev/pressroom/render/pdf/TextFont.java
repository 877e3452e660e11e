package dev.pressroom.render.pdf;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A typeface in one document: turns text into lines of glyphs and keeps which ones to embed. */
final class TextFont {
  /** Signs that formats use and the bundled font lacks; the code says the same. */
  private static final Map<Integer, String> CURRENCY_CODES =
      Map.of(
          0x20A6, "NGN", 0x20A9, "KRW", 0x20AA, "ILS", 0x20AB, "VND", 0x20B4, "UAH", 0x20B8, "KZT",
          0x20B9, "INR", 0x20BA, "TRY", 0x20BD, "RUB", 0x20BE, "GEL");

  private final Typeface typeface;
  private final PDType0Font font;
  private final COSName name;
  private final MissingCharacters missing;
  private final BitSet used = new BitSet();

  TextFont(Typeface typeface, PDDocument document, COSName name, MissingCharacters missing)
      throws IOException {
    this.typeface = typeface;
    this.font = typeface.in(document);
    this.name = name;
    this.missing = missing;
  }

  COSName name() {
    return name;
  }

  PDType0Font resource() {
    return font;
  }

  /** Call once, after the last line was made. */
  void embed() throws IOException {
    typeface.embed(font);
  }

  /** The text on one line, however long; line ends become spaces. */
  Line line(String text, float size) {
    Glyphs glyphs = new Glyphs();
    clean(text).codePoints().forEach(c -> glyphs.add(c == '\n' ? ' ' : c));
    return glyphs.line(0, glyphs.count, size);
  }

  /** The text on as many lines as a width needs; at least one. */
  List<Line> wrap(String text, float size, float width) {
    List<Line> lines = new ArrayList<>();
    Glyphs glyphs = new Glyphs();
    String clean = clean(text);
    for (int i = 0; i < clean.length(); ) {
      int c = clean.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n') {
        glyphs.breakInto(lines, size, width);
        glyphs.count = 0;
      } else {
        glyphs.add(c);
      }
    }
    glyphs.breakInto(lines, size, width);
    return lines;
  }

  /** Composes accents, drops what is invisible, and leaves the newline as the only line end. */
  private static String clean(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c >= ' ' && c < 0x7F;
    }
    if (plain) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .replace("\r\n", "\n")
        .codePoints()
        .forEach(
            c -> {
              if (c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029) {
                clean.append('\n');
              } else if (Character.isISOControl(c)
                  || Character.getType(c) == Character.SPACE_SEPARATOR) {
                clean.appendCodePoint(c == 0xA0 || c == 0x202F || c == 0x2007 ? 0xA0 : ' ');
              } else if (Character.getType(c) != Character.FORMAT) {
                clean.appendCodePoint(c == 0x2011 ? 0x2010 : c);
              }
            });
    return clean.toString();
  }

  /** A growing run of glyphs with what line breaking needs to know. */
  private final class Glyphs {
    private char[] ids = new char[64];
    private float[] advances = new float[64];
    private boolean[] spaces = new boolean[64];
    private boolean[] breaksAfter = new boolean[64];
    private int count;

    void add(int codePoint) {
      // A space that does not break looks like one that does, and is found when searched for.
      int shown = codePoint == 0xA0 ? ' ' : codePoint;
      int glyph = typeface.glyph(shown);
      if (glyph == 0 && CURRENCY_CODES.containsKey(codePoint)) {
        CURRENCY_CODES.get(codePoint).chars().forEach(this::add);
        return;
      }
      if (glyph == 0) {
        missing.tell(codePoint);
        shown = Typeface.REPLACEMENT;
        glyph = typeface.glyph(shown);
      }
      if (!used.get(shown)) {
        used.set(shown);
        font.addToSubset(shown);
      }
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, count * 2);
        advances = Arrays.copyOf(advances, count * 2);
        spaces = Arrays.copyOf(spaces, count * 2);
        breaksAfter = Arrays.copyOf(breaksAfter, count * 2);
      }
      ids[count] = (char) glyph;
      advances[count] = typeface.advance(glyph);
      spaces[count] = codePoint == ' ';
      breaksAfter[count] = codePoint == ' ' || codePoint == '-' || codePoint == 0x2010;
      count++;
    }

    void breakInto(List<Line> lines, float size, float width) {
      float limit = width * 1000 / size;
      int start = 0;
      int afterBreak = 0;
      float sum = 0;
      for (int i = 0; i < count; i++) {
        sum += advances[i];
        if (sum > limit && !spaces[i] && i > start) {
          int end = afterBreak > start ? afterBreak : i;
          lines.add(line(start, end, size));
          start = end;
          afterBreak = end;
          sum = 0;
          for (int j = start; j <= i; j++) {
            sum += advances[j];
          }
        }
        if (breaksAfter[i]) {
          afterBreak = i + 1;
        }
      }
      lines.add(line(start, count, size));
    }

    Line line(int from, int to, float size) {
      int end = to;
      while (end > from && spaces[end - 1]) {
        end--;
      }
      float sum = 0;
      for (int i = from; i < end; i++) {
        sum += advances[i];
      }
      return new Line(TextFont.this, size, Arrays.copyOfRange(ids, from, end), sum * size / 1000);
    }
  }
}
