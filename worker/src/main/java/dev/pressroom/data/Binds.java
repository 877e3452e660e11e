package dev.pressroom.data;

import dev.pressroom.report.ReportException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Gives a statement its values, so that a bound value behaves as a literal of its kind would.
 *
 * <table>
 * <caption>What is bound as what</caption>
 * <tr><th>Java</th><th>SQL</th></tr>
 * <tr><td>Long</td><td>on PostgreSQL {@code integer} where it fits, as its own literals are, so that
 *     {@code date + :days} works; else {@code bigint}</td></tr>
 * <tr><td>Instant</td><td>{@code timestamp with time zone}. Compared with a column that has no zone,
 *     both databases read the column in the session's zone, which is the job's</td></tr>
 * <tr><td>YearMonth</td><td>{@code date}, the month's first day</td></tr>
 * <tr><td>null</td><td>untyped: the database takes the type from what it is compared with. PostgreSQL
 *     cannot for {@code :x IS NULL}: write {@code NOT :x_given}</td></tr>
 * </table>
 */
final class Binds {
  private Binds() {}

  static void set(PreparedStatement statement, List<Object> values, DatabaseKind database)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      set(statement, i + 1, values.get(i), database);
    }
  }

  private static void set(PreparedStatement statement, int at, Object value, DatabaseKind database)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, Types.NULL);
    } else if (value instanceof Long number) {
      if (database == DatabaseKind.POSTGRESQL && number.intValue() == number) {
        statement.setInt(at, number.intValue());
      } else {
        statement.setLong(at, number);
      }
    } else if (value instanceof Instant instant) {
      statement.setObject(at, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof YearMonth month) {
      statement.setObject(at, month.atDay(1));
    } else if (value instanceof String
        || value instanceof Integer
        || value instanceof BigDecimal
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof LocalDate
        || value instanceof LocalTime
        || value instanceof LocalDateTime
        || value instanceof byte[]) {
      statement.setObject(at, value);
    } else {
      throw ReportException.permanent(
          "a "
              + value.getClass().getName()
              + " cannot be bound into SQL; bind text, numbers, booleans, dates, times or instants");
    }
  }
}
