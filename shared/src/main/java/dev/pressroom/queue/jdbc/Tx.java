package dev.pressroom.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements on one connection, whose transaction somebody else begins and ends. Parameters are
 * text, numbers, booleans, dates, {@link Instant}, arrays of text or long numbers, or null. For use
 * by one thread.
 */
final class Tx {
  private final Connection connection;
  private final Map<Sql, String> statements;

  Tx(Connection connection, Map<Sql, String> statements) {
    this.connection = connection;
    this.statements = statements;
  }

  /** Reads one row. */
  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> list(Sql sql, Reading<T> reading, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reading.read(rows));
      }
      return found;
    }
  }

  <T> Optional<T> one(Sql sql, Reading<T> reading, Object... parameters) throws SQLException {
    List<T> found = list(sql, reading, parameters);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** How many rows were changed. */
  int update(Sql sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** One statement for many lists of parameters. */
  void updateAll(Sql sql, List<Object[]> parameters) throws SQLException {
    if (parameters.size() == 1) {
      update(sql, parameters.get(0));
    } else if (!parameters.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(text(sql))) {
        for (Object[] each : parameters) {
          set(statement, each);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
  }

  private String text(Sql sql) {
    return statements.get(sql);
  }

  private PreparedStatement prepare(Sql sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text(sql));
    try {
      set(statement, parameters);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else if (value instanceof Instant moment) {
        statement.setObject(i + 1, moment.atOffset(ZoneOffset.UTC));
      } else if (value instanceof String[] texts) {
        statement.setArray(i + 1, connection.createArrayOf("varchar", texts));
      } else if (value instanceof Long[] numbers) {
        statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  /** A moment in a row, or null. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
