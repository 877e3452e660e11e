package dev.pressroom.render.pdf;

import dev.pressroom.pdf.EmbeddedFont;
import dev.pressroom.pdf.FontFile;
import dev.pressroom.pdf.PdfDocument;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A chain of fonts in one document: turns text into lines of glyphs, each from the first font that
 * has the character. A font is embedded when it is first needed. For one thread.
 */
final class TextFont {
  /** What stands for a character that all fonts lack: a box, which the bundled ones have. */
  private static final int REPLACEMENT = 0x25A1;

  /** Where a glyph says which font it is of; bits that {@link EmbeddedFont} leaves free. */
  private static final int FONT_SHIFT = 20;

  private static final int FONT_MASK = 0xFF;

  /** Signs that formats use and the bundled font lacks; the code says the same. */
  private static final Map<Integer, String> CURRENCY_CODES =
      Map.of(
          0x20A6, "NGN", 0x20A9, "KRW", 0x20AA, "ILS", 0x20AB, "VND", 0x20B4, "UAH", 0x20B8, "KZT",
          0x20B9, "INR", 0x20BA, "TRY", 0x20BD, "RUB", 0x20BE, "GEL");

  private final List<FontFile> chain;
  private final PdfDocument document;
  private final MissingCharacters missing;
  private final List<EmbeddedFont> embedded = new ArrayList<>();

  /** For each font of the chain, where it is embedded: again, when the one before is full. */
  private final int[][] instances;

  /** The text being looked at; kept because most texts are short and there are many. */
  private final Glyphs glyphs = new Glyphs();

  /**
   * @param chain fonts in the order in which they are asked for a character
   */
  TextFont(List<FontFile> chain, PdfDocument document, MissingCharacters missing) {
    this.chain = List.copyOf(chain);
    this.document = document;
    this.missing = missing;
    this.instances = new int[chain.size()][0];
  }

  /** The font that a glyph is of. */
  EmbeddedFont of(long glyph) {
    return embedded.get((int) glyph >> FONT_SHIFT & FONT_MASK);
  }

  /** The character's glyph with its font; 0 if no font has it. */
  private long find(int codePoint) {
    for (int link = 0; link < instances.length; link++) {
      boolean full = true;
      for (int i : instances[link]) {
        long glyph = embedded.get(i).glyph(codePoint);
        if (glyph != 0) {
          return glyph | (long) i << FONT_SHIFT;
        }
        full = embedded.get(i).isFull();
      }
      if (full && chain.get(link).has(codePoint) && embedded.size() < FONT_MASK) {
        int another = embed(link);
        return embedded.get(another).glyph(codePoint) | (long) another << FONT_SHIFT;
      }
    }
    return 0;
  }

  private int embed(int link) {
    int another = embedded.size();
    embedded.add(document.embed(chain.get(link)));
    instances[link] = Arrays.copyOf(instances[link], instances[link].length + 1);
    instances[link][instances[link].length - 1] = another;
    return another;
  }

  /**
   * The text on one line, however long; line ends become spaces, and spaces at its end are dropped.
   */
  Line line(String text, float size) {
    Glyphs glyphs = glyphs(text);
    return glyphs.line(0, glyphs.withoutSpaces(0, glyphs.count), size);
  }

  /** The same with the spaces at its end: a part of a line. */
  Line part(String text, float size) {
    Glyphs glyphs = glyphs(text);
    return glyphs.line(0, glyphs.count, size);
  }

  private Glyphs glyphs(String text) {
    String clean = clean(text);
    glyphs.count = 0;
    for (int i = 0; i < clean.length(); ) {
      int c = clean.codePointAt(i);
      i += Character.charCount(c);
      glyphs.add(c == '\n' ? ' ' : c);
    }
    return glyphs;
  }

  /** The text on as many lines as a width needs; at least one. */
  List<Line> wrap(String text, float size, float width) {
    List<Line> lines = new ArrayList<>(1);
    String clean = clean(text);
    glyphs.count = 0;
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
      plain = c >= ' ' && c < 0x7F || c > 0xA0 && c < 0x300 && c != 0xAD;
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
    private long[] glyphs = new long[64];
    private boolean[] spaces = new boolean[64];
    private boolean[] breaksAfter = new boolean[64];
    private int count;

    void add(int codePoint) {
      // A space that does not break looks like one that does, and is found when searched for.
      long glyph = find(codePoint == 0xA0 ? ' ' : codePoint);
      if (glyph == 0 && CURRENCY_CODES.containsKey(codePoint)) {
        CURRENCY_CODES.get(codePoint).chars().forEach(this::add);
        return;
      }
      if (glyph == 0) {
        missing.tell(codePoint);
        glyph = find(REPLACEMENT);
      }
      if (count == glyphs.length) {
        glyphs = Arrays.copyOf(glyphs, count * 2);
        spaces = Arrays.copyOf(spaces, count * 2);
        breaksAfter = Arrays.copyOf(breaksAfter, count * 2);
      }
      glyphs[count] = glyph;
      spaces[count] = codePoint == ' ';
      breaksAfter[count] = codePoint == ' ' || codePoint == '-' || codePoint == 0x2010;
      count++;
    }

    void breakInto(List<Line> lines, float size, float width) {
      double limit = width * 1000.0 / size;
      int start = 0;
      int afterBreak = 0;
      long sum = 0;
      for (int i = 0; i < count; i++) {
        sum += EmbeddedFont.width(glyphs[i]);
        if (sum > limit && !spaces[i] && i > start) {
          int end = afterBreak > start ? afterBreak : i;
          lines.add(line(start, withoutSpaces(start, end), size));
          start = end;
          afterBreak = end;
          sum = width(start, i + 1);
        }
        if (breaksAfter[i]) {
          afterBreak = i + 1;
        }
      }
      lines.add(line(start, withoutSpaces(start, count), size));
    }

    private long width(int from, int to) {
      long sum = 0;
      for (int i = from; i < to; i++) {
        sum += EmbeddedFont.width(glyphs[i]);
      }
      return sum;
    }

    /** Where a line really ends. */
    private int withoutSpaces(int from, int to) {
      int end = to;
      while (end > from && spaces[end - 1]) {
        end--;
      }
      return end;
    }

    private Line line(int from, int to, float size) {
      return new Line(
          TextFont.this, size, Arrays.copyOfRange(glyphs, from, to), width(from, to) * size / 1000);
    }
  }
}
