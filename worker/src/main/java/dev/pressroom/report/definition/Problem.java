package dev.pressroom.report.definition;

/**
 * Something wrong with a definition.
 *
 * @param file relative to the reports' root
 * @param line counted from 1
 * @param column counted from 1
 * @param message thing, value, rule and cure
 * @param warning whether the report runs all the same
 */
public record Problem(String file, int line, int column, String message, boolean warning) {
  /** One with which nothing runs. */
  public Problem(String file, int line, int column, String message) {
    this(file, line, column, message, false);
  }

  /** {@code finance/sales/report.yaml:14:3 columns.sales.format …}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + " " + (warning ? "warning: " : "") + message;
  }
}
