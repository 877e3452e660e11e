package dev.pressroom.render;

import dev.pressroom.report.Column;
import dev.pressroom.report.Format;
import dev.pressroom.report.ReportException;
import java.util.ArrayList;
import java.util.List;

/** Values as people read them, by their columns' formats. For one thread. */
public final class CellTexts {
  private final List<Column> columns;
  private final List<Format.Bound> cells = new ArrayList<>();
  private final List<Format.Bound> totals = new ArrayList<>();

  public CellTexts(List<Column> columns, Rendering rendering) {
    this.columns = columns;
    for (Column column : columns) {
      cells.add(column.format().in(rendering.locale(), rendering.zone()));
      totals.add(column.totalFormat().in(rendering.locale(), rendering.zone()));
    }
  }

  /**
   * A row's value.
   *
   * @return empty for null
   * @throws ReportException permanent, if the column's format does not show such a value
   */
  public String cell(int column, Object value) {
    return apply(cells.get(column), column, value);
  }

  /** A total, otherwise as {@link #cell}. */
  public String total(int column, Object value) {
    return apply(totals.get(column), column, value);
  }

  private String apply(Format.Bound format, int column, Object value) {
    try {
      return format.apply(value);
    } catch (IllegalArgumentException e) {
      throw ReportException.permanent(
          "column %s %s; change its format, or cast it in the SQL"
              .formatted(columns.get(column).name(), e.getMessage()),
          e);
    }
  }
}
