package dev.pressroom.render.pdf;

import dev.pressroom.render.Rendering;
import dev.pressroom.report.Column;
import dev.pressroom.report.Format;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Money;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Width;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where columns stand.
 *
 * @param left each column's left edge, in points from the paper's
 * @param width of each column
 */
record Grid(float[] left, float[] width) {
  /** Narrower than this a column shows nothing that can be read. */
  private static final float NARROWEST = 18;

  private static final Object[] TYPICAL = {
    new BigDecimal("-1234567.89"),
    new Money(new BigDecimal("-123456.89"), "USD"),
    LocalDateTime.of(2026, 9, 30, 22, 58, 58),
    LocalDateTime.of(2026, 9, 30, 22, 58, 58).toInstant(ZoneOffset.UTC)
  };

  /**
   * @throws ReportException permanent, if fixed widths are wider than the paper
   */
  static Grid of(Layout layout, Fonts fonts, Rendering rendering) {
    float room =
        layout.page().width()
            - layout.page().margins().left().points()
            - layout.page().margins().right().points();
    List<Column> columns = layout.columns();
    int count = columns.size();
    float[] width = new float[count];
    double[] share = new double[count];
    boolean[] automatic = new boolean[count];
    for (int i = 0; i < count; i++) {
      Column column = columns.get(i);
      if (column.width() instanceof Width.Fixed fixed) {
        width[i] = fixed.length().points();
      } else if (column.width() instanceof Width.Relative relative) {
        share[i] = relative.share();
      } else if (isText(column.format())) {
        share[i] = 1;
      } else {
        automatic[i] = true;
        width[i] = typicalWidth(column, fonts, rendering);
      }
    }
    divide(layout, room, width, share, automatic);
    float[] left = new float[count];
    float x = layout.page().margins().left().points();
    for (int i = 0; i < count; i++) {
      left[i] = x;
      x += width[i];
    }
    return new Grid(left, width);
  }

  private static void divide(
      Layout layout, float room, float[] width, double[] share, boolean[] automatic) {
    float fixed = 0;
    float auto = 0;
    double shares = 0;
    int sharing = 0;
    for (int i = 0; i < width.length; i++) {
      fixed += automatic[i] ? 0 : width[i];
      auto += automatic[i] ? width[i] : 0;
      shares += share[i];
      sharing += share[i] > 0 ? 1 : 0;
    }
    int flexible = sharing;
    for (boolean each : automatic) {
      flexible += each ? 1 : 0;
    }
    if (fixed + flexible * NARROWEST > room + 0.5f) {
      throw ReportException.permanent(
          ("the columns' fixed widths take %.0fmm of %.0fmm and leave no room for the other %d"
                  + " columns; make them narrower, the page landscape, or drop columns")
              .formatted(fixed / 72 * 25.4, room / 72 * 25.4, flexible));
    }
    float forAuto = room - fixed - sharing * NARROWEST;
    // Without a column that takes shares the automatic ones fill the page.
    float factor = auto == 0 ? 1 : sharing == 0 ? forAuto / auto : Math.min(1, forAuto / auto);
    float left = room - fixed - auto * factor;
    for (int i = 0; i < width.length; i++) {
      if (automatic[i]) {
        width[i] *= factor;
      } else if (share[i] > 0) {
        width[i] = (float) (NARROWEST + (left - sharing * NARROWEST) * share[i] / shares);
      }
    }
  }

  private static boolean isText(Format format) {
    return format.equals(Format.TEXT) || format.equals(Format.AUTO);
  }

  private static float typicalWidth(Column column, Fonts fonts, Rendering rendering) {
    float widest = 0;
    for (String word : column.title().split("[\\s-]+")) {
      widest = Math.max(widest, fonts.bold().line(word, Ink.HEAD_SIZE).width());
    }
    for (Object value : TYPICAL) {
      try {
        String sample = column.format().in(rendering.locale(), rendering.zone()).apply(value);
        // The first kind of value that the format takes is the typical one.
        widest = Math.max(widest, fonts.body().line(sample, Ink.BODY_SIZE).width());
        break;
      } catch (IllegalArgumentException e) {
        continue;
      }
    }
    return widest + 2 * Ink.CELL_PADDING + 1;
  }

  float innerWidth(int column) {
    return Math.max(1, width[column] - 2 * Ink.CELL_PADDING);
  }

  float start() {
    return left[0];
  }

  /** From the first column's left edge to the last one's right. */
  float total() {
    int last = left.length - 1;
    return left[last] + width[last] - left[0];
  }
}
