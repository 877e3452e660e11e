package dev.pressroom.render.xlsx;

import dev.pressroom.render.Rendering;
import dev.pressroom.report.Format;
import java.time.temporal.TemporalAccessor;

/** One format's values as a spreadsheet has them: a number, and how it is shown. */
final class CellFormat {
  private final boolean text;
  private final NumberCells numbers;
  private final MomentCells moments;

  /**
   * A number.
   *
   * @param code how it is shown
   */
  record Typed(String code, String number) {}

  CellFormat(Format format, Rendering rendering) {
    text = format.kind() == Format.Kind.TEXT;
    numbers = new NumberCells(format, rendering.locale());
    moments = new MomentCells(format, rendering.locale(), rendering.zone());
  }

  /** Null for what stands there as text, as in print. */
  Typed of(Object value) {
    if (text || value instanceof String) {
      return null;
    }
    return value instanceof TemporalAccessor ? moments.of(value) : numbers.of(value);
  }

  /** Whether this is one of the two values that a spreadsheet has a word for. */
  boolean truth(Object value) {
    return !text && value instanceof Boolean;
  }
}
