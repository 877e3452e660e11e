package dev.pressroom.data;

import dev.pressroom.report.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows over a database cursor: holds one fetch of them, not more. Values are read when {@link
 * #next} moves, so that a value that cannot be read fails with the row that it is in.
 */
final class CursorRows implements Rows {
  private final ReportConnection connection;
  private final PreparedStatement statement;
  private final ResultSet results;
  private final SqlFailures failures;
  private final List<String> columns = new ArrayList<>();
  private final List<ColumnReader> readers = new ArrayList<>();
  private final Object[] values;
  private long number;
  private boolean onRow;

  CursorRows(
      ReportConnection connection,
      PreparedStatement statement,
      ResultSet results,
      SqlFailures failures)
      throws SQLException {
    this.connection = connection;
    this.statement = statement;
    this.results = results;
    this.failures = failures;
    ResultSetMetaData meta = results.getMetaData();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String label = meta.getColumnLabel(i).toLowerCase(Locale.ROOT);
      if (columns.contains(label)) {
        throw failures.refuse(
            "the query has two columns \"" + label + "\"; name one of them otherwise with AS", 0);
      }
      columns.add(label);
      readers.add(ColumnReader.of(meta, i));
    }
    this.values = new Object[columns.size()];
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public boolean next() {
    connection.refuseIfEnded();
    try {
      onRow = results.next();
      if (!onRow) {
        return false;
      }
    } catch (SQLException e) {
      // Which row that would have been, not the last good one.
      throw connection.failure(failures, e, number + 1);
    }
    number++;
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = readers.get(i).read(results, i + 1);
      } catch (SQLException e) {
        throw connection.failure(failures, e, number);
      } catch (UnreadableValue e) {
        throw failures.refuse(
            "column \"" + columns.get(i) + "\" of row " + number + " " + e.getMessage(), number);
      }
    }
    return true;
  }

  @Override
  public Object get(int index) {
    if (!onRow) {
      throw new IllegalStateException("there is no row; call next() and see that it returns true");
    }
    return values[index];
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void close() {
    onRow = false;
    connection.release(statement);
  }

  /** A value that {@link Rows} has no form for; the message goes on after the column's name. */
  static final class UnreadableValue extends Exception {
    UnreadableValue(String message) {
      super(message);
    }
  }
}
