package dev.pressroom.render.pdf;

/**
 * One line of text, ready to be drawn.
 *
 * @param glyphs in drawing order
 * @param width in points at the size it was set in
 */
record Line(TextFont font, float size, char[] glyphs, float width) {
  /** The same at a smaller size, when a number must not be broken. */
  Line shrunk(float factor) {
    return new Line(font, size * factor, glyphs, width * factor);
  }
}
