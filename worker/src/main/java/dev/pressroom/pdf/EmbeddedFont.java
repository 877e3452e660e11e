package dev.pressroom.pdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * A font in one document. Characters get codes when they are first asked for: 235 of one byte, then
 * some 4,000 of two, so that ordinary text is half as long and much quicker to compress. What is
 * measured with {@link #width} is what is drawn. For one thread.
 *
 * <p>The code of a character, its width and its length stand together in one {@code long}:
 *
 * <pre>
 * bit 62       there is a glyph
 * bits 32-55   width in thousandths of the size
 * bit 16       the code has two bytes
 * bits 0-15    the code
 * </pre>
 */
public final class EmbeddedFont {
  private static final long PRESENT = 1L << 62;
  private static final int LONG = 1 << 16;

  /** Codes from here on have two bytes. */
  private static final int FIRST_LONG = 0xF0;

  /** Number 0 is what a font shows for what it lacks; code c of one byte is number c + 1. */
  private static final int FIRST_LONG_CID = FIRST_LONG + 1;

  private static final String CMAP =
      """
      /CIDInit /ProcSet findresource begin
      12 dict begin
      begincmap
      /CIDSystemInfo 3 dict dup begin
      /Registry (Pressroom) def
      /Ordering (Codes) def
      /Supplement 0 def
      end def
      /CMapName /Pressroom-Codes def
      /CMapType 1 def
      2 begincodespacerange
      <00> <EF>
      <F000> <FFFF>
      endcodespacerange
      """;

  private static final String CMAP_END =
      """
      endcmap
      CMapName currentdict /CMap defineresource pop
      end
      end
      """;

  private final FontFile file;
  private final String name;
  private final int object;
  private final long[][] known = new long[0x110000 >> 8][];
  private int next;
  private boolean full;

  /** By CID. */
  private int[] glyphs = new int[256];

  private int[] characters = new int[256];

  EmbeddedFont(FontFile file, String name, int object) {
    this.file = file;
    this.name = name;
    this.object = object;
  }

  /** By which content refers to it. */
  String name() {
    return name;
  }

  int object() {
    return object;
  }

  public FontFile file() {
    return file;
  }

  /** Whether no further character can get a code; another {@link EmbeddedFont} can go on. */
  public boolean isFull() {
    return full;
  }

  /** A character's glyph; 0 if the font lacks the character, or has no code left for it. */
  public long glyph(int codePoint) {
    long[] block = known[codePoint >> 8];
    if (block != null && block[codePoint & 0xFF] != 0) {
      return block[codePoint & 0xFF];
    }
    return add(codePoint);
  }

  private long add(int codePoint) {
    int glyph = file.glyph(codePoint);
    if (glyph == 0 || full) {
      return 0;
    }
    int code = nextCode();
    if (code < 0) {
      full = true;
      return 0;
    }
    int cid = cid(code);
    if (cid >= glyphs.length) {
      glyphs = Arrays.copyOf(glyphs, Math.max(cid + 1, glyphs.length * 2));
      characters = Arrays.copyOf(characters, glyphs.length);
    }
    glyphs[cid] = glyph;
    characters[cid] = codePoint;
    long value = PRESENT | (long) file.advance(glyph) << 32 | code;
    if (code >= FIRST_LONG) {
      value |= LONG;
    }
    long[] block = known[codePoint >> 8];
    if (block == null) {
      block = new long[256];
      known[codePoint >> 8] = block;
    }
    block[codePoint & 0xFF] = value;
    return value;
  }

  /** Leaves out the bytes that a string would have to escape. */
  private int nextCode() {
    while (isSpecial(next & 0xFF)) {
      next++;
    }
    if (next == FIRST_LONG) {
      next = FIRST_LONG << 8;
    }
    return next > 0xFFFF ? -1 : next++;
  }

  private static boolean isSpecial(int b) {
    return b == '(' || b == ')' || b == '\\' || b == '\r' || b == '\n';
  }

  private static int cid(int code) {
    return code < FIRST_LONG ? code + 1 : code - (FIRST_LONG << 8) + FIRST_LONG_CID;
  }

  /** A glyph's width in thousandths of the size. */
  public static int width(long glyph) {
    return (int) (glyph >> 32) & 0xFFFFFF;
  }

  static int code(long glyph) {
    return (int) glyph & 0xFFFF;
  }

  static boolean isLong(long glyph) {
    return (glyph & LONG) != 0;
  }

  /** Writes the font with what was used of it. */
  void finish(PdfFile out) throws IOException {
    TreeSet<Integer> used = new TreeSet<>();
    int cids = 1;
    for (int cid = 0; cid < glyphs.length; cid++) {
      if (glyphs[cid] != 0) {
        used.add(glyphs[cid]);
        cids = cid + 1;
      }
    }
    FontFile.Subset subset = file.subset(used);
    String called = prefix(used) + "+" + file.name();
    Bytes body = new Bytes().ascii("<</Type/Font/Subtype/Type0/BaseFont").name(called);
    body.ascii("/Encoding ").reference(encoding(out));
    body.ascii("/DescendantFonts[").reference(descendant(out, called, subset, cids));
    body.ascii("]/ToUnicode ").reference(toUnicode(out, cids)).ascii(">>");
    out.object(object, body);
  }

  /** Six letters that the same glyphs always give. */
  private static String prefix(TreeSet<Integer> used) {
    long hash = 17;
    for (int glyph : used) {
      hash = hash * 1_000_003 + glyph;
    }
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      letters.append((char) ('A' + Math.floorMod(hash, 26L)));
      hash /= 26;
    }
    return letters.toString();
  }

  private static int encoding(PdfFile out) throws IOException {
    Bytes cmap = new Bytes(1024).ascii(CMAP).ascii("17 begincidrange\n<00> <EF> 1\n");
    for (int lead = FIRST_LONG; lead <= 0xFF; lead++) {
      cmap.add('<').hex8(lead).ascii("00> <").hex8(lead).ascii("FF> ");
      cmap.number(cid(lead << 8)).add('\n');
    }
    cmap.ascii("endcidrange\n").ascii(CMAP_END);
    int encoding = out.reserve();
    Bytes entries =
        new Bytes()
            .ascii("/Type/CMap/CMapName/Pressroom-Codes/CIDSystemInfo")
            .ascii("<</Registry(Pressroom)/Ordering(Codes)/Supplement 0>>");
    out.stream(encoding, entries, cmap);
    return encoding;
  }

  private int toUnicode(PdfFile out, int cids) throws IOException {
    Bytes cmap = new Bytes(4096).ascii(CMAP);
    for (int from = 1; from < cids; from += 100) {
      int to = Math.min(cids, from + 100);
      int count = 0;
      for (int cid = from; cid < to; cid++) {
        count += glyphs[cid] == 0 ? 0 : 1;
      }
      if (count == 0) {
        continue;
      }
      cmap.number(count).ascii(" beginbfchar\n");
      for (int cid = from; cid < to; cid++) {
        if (glyphs[cid] != 0) {
          code(cmap, cid);
          cmap.ascii(" <");
          for (byte b : Character.toString(characters[cid]).getBytes(StandardCharsets.UTF_16BE)) {
            cmap.hex8(b);
          }
          cmap.ascii(">\n");
        }
      }
      cmap.ascii("endbfchar\n");
    }
    int stream = out.reserve();
    out.stream(stream, new Bytes(), cmap.ascii(CMAP_END));
    return stream;
  }

  private static void code(Bytes out, int cid) {
    out.add('<');
    if (cid < FIRST_LONG_CID) {
      out.hex8(cid - 1);
    } else {
      out.hex16(cid - FIRST_LONG_CID + (FIRST_LONG << 8));
    }
    out.add('>');
  }

  private int descendant(PdfFile out, String called, FontFile.Subset subset, int cids)
      throws IOException {
    Bytes places = new Bytes(cids * 2);
    Bytes widths = new Bytes(cids * 4).ascii("[0[");
    for (int cid = 0; cid < cids; cid++) {
      int place = subset.glyphs().getOrDefault(glyphs[cid], 0);
      places.add(place >> 8).add(place);
      widths.number(file.advance(glyphs[cid])).add(' ');
    }
    int map = out.reserve();
    out.stream(map, new Bytes(), places);
    Bytes body = new Bytes(1024).ascii("<</Type/Font/Subtype/CIDFontType2/BaseFont").name(called);
    body.ascii("/CIDSystemInfo<</Registry(Pressroom)/Ordering(Codes)/Supplement 0>>");
    body.ascii("/FontDescriptor ").reference(descriptor(out, called, subset));
    body.ascii("/CIDToGIDMap ").reference(map).ascii("/W").add(widths).ascii("]]>>");
    return out.object(body);
  }

  private int descriptor(PdfFile out, String called, FontFile.Subset subset) throws IOException {
    int program = out.reserve();
    Bytes bytes = new Bytes(subset.bytes().length);
    bytes.add(subset.bytes(), 0, subset.bytes().length);
    out.stream(program, new Bytes().ascii("/Length1 ").number(bytes.size()), bytes);
    FontFile.Metrics metrics = file.metrics();
    Bytes body = new Bytes().ascii("<</Type/FontDescriptor/FontName").name(called);
    int flags = 4 | (metrics.fixedPitch() ? 1 : 0) | (metrics.italicAngle() != 0 ? 64 : 0);
    body.ascii("/Flags ").number(flags).ascii("/FontBBox[");
    for (int side : metrics.box()) {
      body.number(side).add(' ');
    }
    body.ascii("]/ItalicAngle ").thousandths(metrics.italicAngle());
    body.ascii("/Ascent ").number(metrics.ascent()).ascii("/Descent ").number(metrics.descent());
    body.ascii("/CapHeight ").number(metrics.capHeight()).ascii("/StemV 80/FontFile2 ");
    return out.object(body.reference(program).ascii(">>"));
  }
}
