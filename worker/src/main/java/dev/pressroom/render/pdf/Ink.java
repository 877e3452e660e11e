package dev.pressroom.render.pdf;

/** Colours and measures of the one style that there is. Lengths in points. */
final class Ink {
  /** Parts of red, green and blue, as a content stream wants them. */
  static final String TEXT = "0.13 0.16 0.2";

  static final String FAINT = "0.42 0.47 0.53";
  static final String ACCENT = "0.11 0.27 0.42";
  static final String GROUP_FILL = "0.9 0.93 0.965";
  static final String ZEBRA_FILL = "0.968 0.975 0.984";
  static final String RULE = "0.72 0.77 0.83";

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
