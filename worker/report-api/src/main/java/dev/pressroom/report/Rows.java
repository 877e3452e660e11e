package dev.pressroom.report;

import java.util.List;

/**
 * The result of a query, read forward once. Values are {@link String}, {@link Long}, {@link
 * java.math.BigDecimal}, {@link Double}, {@link Boolean}, {@link java.time.LocalDate}, {@link
 * java.time.LocalTime}, {@link java.time.LocalDateTime}, {@link java.time.Instant}, {@code byte[]}
 * or null, whatever the database's own types are.
 */
public interface Rows extends AutoCloseable {

  /** The columns' labels in lower case, in the query's order. Two of one name are refused. */
  List<String> columns();

  /**
   * Moves to the next row.
   *
   * @return false when there is none
   * @throws ReportException if the database fails
   */
  boolean next();

  /** The current row's value in a column, counted from 0. */
  Object get(int index);

  /**
   * The current row's value in a column.
   *
   * @throws IllegalArgumentException if the query has no such column
   */
  default Object get(String column) {
    int index = columns().indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the query has no column \"" + column + "\"; it has " + columns());
    }
    return get(index);
  }

  /** How many rows {@link #next} has moved to so far. */
  long number();

  @Override
  void close();
}
