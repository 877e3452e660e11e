package dev.pressroom.render.pdf;

/** Measures of the one style that there is, in points. Colours are in {@link Palette}. */
final class Ink {
  static final float TITLE_SIZE = 17;
  static final float BODY_SIZE = 8.5f;
  static final float HEAD_SIZE = 8;
  static final float GROUP_SIZE = 9.5f;
  static final float BAND_SIZE = 7.5f;

  /** Baseline to baseline, in sizes. */
  static final float LEADING = 1.28f;

  /** Top of a line to its baseline, in sizes; the font's ascent. */
  static final float ASCENT = 0.93f;

  static final float CELL_PADDING = 4;
  static final float ROW_PADDING = 2.4f;
  static final float INDENT = 8;

  private Ink() {}
}
