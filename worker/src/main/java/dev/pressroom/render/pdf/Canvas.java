package dev.pressroom.render.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSName;

/** One page's drawing operators. Coordinates in points from the lower left corner. */
final class Canvas {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
  private String fill = "";
  private COSName font;
  private float size;

  /** A filled rectangle. */
  void rectangle(float x, float y, float width, float height, String color) {
    color(color);
    number(x);
    number(y);
    number(width);
    number(height);
    operator("re f");
  }

  /** A horizontal line, drawn as a thin rectangle so that every viewer shows it alike. */
  void rule(float x, float y, float width, float thickness, String color) {
    rectangle(x, y - thickness / 2, width, thickness, color);
  }

  /** A picture with its lower left corner at a point. */
  void picture(PlacedLogo picture, float x, float y) {
    raw("q ");
    number(picture.width());
    raw("0 0 ");
    number(picture.height());
    number(x);
    number(y);
    raw("cm /" + picture.name().getName() + " Do ");
    operator("Q");
  }

  /** A line of text with its left end and baseline at a point. */
  void text(Line line, float x, float y, String color) {
    if (line.glyphs().length == 0) {
      return;
    }
    color(color);
    operator("BT");
    if (line.font().name() != font || line.size() != size) {
      font = line.font().name();
      size = line.size();
      raw("/" + font.getName() + " ");
      number(size);
      operator("Tf");
    }
    number(x);
    number(y);
    operator("Td");
    out.write('<');
    for (char glyph : line.glyphs()) {
      out.write(HEX[glyph >> 12]);
      out.write(HEX[glyph >> 8 & 15]);
      out.write(HEX[glyph >> 4 & 15]);
      out.write(HEX[glyph & 15]);
    }
    operator("> Tj ET");
  }

  private void color(String color) {
    if (!fill.equals(color)) {
      raw(color);
      operator(" rg");
      fill = color;
    }
  }

  /** Two decimals are a 3600th of an inch, finer than any printer. */
  private void number(float value) {
    long hundredths = Math.round(value * 100.0);
    if (hundredths < 0) {
      out.write('-');
      hundredths = -hundredths;
    }
    raw(Long.toString(hundredths / 100));
    long rest = hundredths % 100;
    if (rest != 0) {
      out.write('.');
      out.write((char) ('0' + rest / 10));
      if (rest % 10 != 0) {
        out.write((char) ('0' + rest % 10));
      }
    }
    out.write(' ');
  }

  private void operator(String text) {
    raw(text);
    out.write('\n');
  }

  private void raw(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  boolean isEmpty() {
    return out.size() == 0;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
