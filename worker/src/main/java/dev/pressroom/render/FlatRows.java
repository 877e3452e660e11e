package dev.pressroom.render;

import dev.pressroom.report.Column;
import dev.pressroom.report.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows for formats without bands: the keys of the groups that a row stands in become columns before
 * the layout's own, except those that are columns already. For one thread.
 */
public final class FlatRows {
  private final List<Column> columns = new ArrayList<>();

  /** For each level of groups its place among the columns; -1 for one that is a column itself. */
  private final int[] places;

  private final Object[] keys;

  public FlatRows(Layout layout) {
    List<String> names = layout.columns().stream().map(Column::name).toList();
    places = new int[layout.groups().size()];
    for (int level = 0; level < places.length; level++) {
      Column key = layout.groups().get(level);
      places[level] = names.contains(key.name()) ? -1 : columns.size();
      if (places[level] >= 0) {
        columns.add(key);
      }
    }
    keys = new Object[columns.size()];
    columns.addAll(layout.columns());
  }

  /** The groups that are no columns themselves, then the layout's columns. */
  public List<Column> columns() {
    return Collections.unmodifiableList(columns);
  }

  /** A row's value in one of these columns. */
  public Object value(int column, List<?> row) {
    return column < keys.length ? keys[column] : row.get(column - keys.length);
  }

  /** A group begins; those inside it have ended. */
  public void group(int level, Object key) {
    end(level);
    if (places[level] >= 0) {
      keys[places[level]] = key;
    }
  }

  /** A group has ended, and those inside it. */
  public void end(int outermost) {
    for (int level = outermost; level < places.length; level++) {
      if (places[level] >= 0) {
        keys[places[level]] = null;
      }
    }
  }
}
