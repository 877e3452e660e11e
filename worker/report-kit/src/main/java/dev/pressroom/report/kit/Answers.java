package dev.pressroom.report.kit;

import dev.pressroom.report.Rows;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What queries give in a test that has no database. For one thread. */
final class Answers implements TestContext.Queries {
  private final Map<String, Answer> answers = new TreeMap<>();

  private record Answer(List<String> columns, List<List<?>> rows) {}

  void add(String partOfSql, List<String> columns, List<List<?>> rows) {
    for (String column : columns) {
      if (!column.equals(column.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "the column \"" + column + "\" is not in lower case, as reports see all columns");
      }
    }
    for (List<?> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "the row " + row + " has " + row.size() + " values for the columns " + columns);
      }
    }
    answers.put(partOfSql.toLowerCase(Locale.ROOT), new Answer(columns, rows));
  }

  @Override
  public Rows query(String sql, Map<String, ?> parameters) {
    String text = sql.toLowerCase(Locale.ROOT);
    Optional<String> part =
        answers.keySet().stream()
            .filter(text::contains)
            .max(Comparator.comparingInt(String::length));
    if (part.isEmpty()) {
      throw new AssertionError(
          "the test has no answer for the query \"" + sql + "\"; give one with rows or rowsWhere");
    }
    Answer answer = answers.get(part.get());
    return new Listed(answer.columns(), answer.rows().iterator());
  }

  /** Rows that a test wrote down. */
  private static final class Listed implements Rows {
    private final List<String> columns;
    private final Iterator<List<?>> rows;
    private List<?> current;
    private long number;

    Listed(List<String> columns, Iterator<List<?>> rows) {
      this.columns = columns;
      this.rows = rows;
    }

    @Override
    public List<String> columns() {
      return columns;
    }

    @Override
    public boolean next() {
      if (!rows.hasNext()) {
        return false;
      }
      current = rows.next();
      number++;
      return true;
    }

    @Override
    public Object get(int index) {
      return current.get(index);
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public void close() {
      current = null;
    }
  }
}
