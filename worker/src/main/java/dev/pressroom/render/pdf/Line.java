package dev.pressroom.render.pdf;

import dev.pressroom.pdf.Content;
import dev.pressroom.pdf.EmbeddedFont;

/**
 * One line of text, ready to be drawn.
 *
 * @param glyphs in drawing order; not to be changed
 * @param width in points at the size it was set in
 */
record Line(TextFont font, float size, long[] glyphs, float width) {
  /** The same at a smaller size, when a number must not be broken. */
  Line shrunk(float factor) {
    return new Line(font, size * factor, glyphs, width * factor);
  }

  boolean isEmpty() {
    return glyphs.length == 0;
  }

  /** Draws it with its left end and baseline at a point; a run for each font that it needs. */
  void draw(Content on, float x, float y, int rgb) {
    int size100 = Math.round(size * 100);
    int baseline = Math.round(y * 100);
    long before = 0;
    for (int from = 0; from < glyphs.length; ) {
      EmbeddedFont in = font.of(glyphs[from]);
      on.beginText(in, size100, Math.round(x * 100 + before * size / 10), baseline, rgb);
      int to = from;
      while (to < glyphs.length && font.of(glyphs[to]) == in) {
        on.glyph(glyphs[to]);
        before += EmbeddedFont.width(glyphs[to]);
        to++;
      }
      on.endText();
      from = to;
    }
  }
}
