package dev.pressroom.render.pdf;

import dev.pressroom.pdf.Content;

/** One page's or form's drawing. Coordinates in points from the lower left corner. */
record Canvas(Content content) {
  /** A filled rectangle; nothing without a colour. */
  void rectangle(float x, float y, float width, float height, int rgb) {
    if (rgb == Palette.NONE) {
      return;
    }
    content.fill(hundredths(x), hundredths(y), hundredths(width), hundredths(height), rgb);
  }

  /** A horizontal line, drawn as a thin rectangle so that every viewer shows it alike. */
  void rule(float x, float y, float width, float thickness, int rgb) {
    rectangle(x, y - thickness / 2, width, thickness, rgb);
  }

  /** A line of text with its left end and baseline at a point. */
  void text(Line line, float x, float y, int rgb) {
    line.draw(content, x, y, rgb);
  }

  static int hundredths(float points) {
    return Math.round(points * 100);
  }
}
