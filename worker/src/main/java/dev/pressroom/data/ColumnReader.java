package dev.pressroom.data;

import dev.pressroom.data.CursorRows.UnreadableValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.StringJoiner;

/** Reads one column's values as the types that {@link dev.pressroom.report.Rows} promises. */
@FunctionalInterface
interface ColumnReader {
  /** More characters than a person reads; a column of them would not stay in a press's memory. */
  int MAX_TEXT = 1_000_000;

  /** Room for a picture. */
  int MAX_BYTES = 16_000_000;

  Object read(ResultSet row, int column) throws SQLException, UnreadableValue;

  static ColumnReader of(ResultSetMetaData meta, int column) throws SQLException {
    String name = meta.getColumnTypeName(column).toLowerCase(Locale.ROOT);
    // Where the JDBC type says less than the database's own name.
    return switch (name) {
      case "decfloat" -> ColumnReader::number;
      case "uuid", "money", "timetz", "bit", "varbit" -> ResultSet::getString;
      case "timestamptz" -> ColumnReader::instant;
      default -> byJdbcType(meta.getColumnType(column), name);
    };
  }

  private static ColumnReader byJdbcType(int type, String name) throws SQLException {
    return switch (type) {
      case Types.BIT, Types.BOOLEAN -> (row, i) -> orNull(row, row.getBoolean(i));
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          (row, i) -> orNull(row, row.getLong(i));
      // By its shortest text: 0.1 as a float is 0.10000000149 as a double.
      case Types.REAL ->
          (row, i) -> orNull(row, Double.parseDouble(Float.toString(row.getFloat(i))));
      case Types.FLOAT, Types.DOUBLE -> (row, i) -> orNull(row, row.getDouble(i));
      case Types.NUMERIC, Types.DECIMAL -> ColumnReader::number;
      case Types.DATE ->
          (row, i) -> finite(row.getObject(i, LocalDate.class), LocalDate.MIN, LocalDate.MAX);
      case Types.TIME -> (row, i) -> row.getObject(i, LocalTime.class);
      case Types.TIMESTAMP ->
          (row, i) ->
              finite(row.getObject(i, LocalDateTime.class), LocalDateTime.MIN, LocalDateTime.MAX);
      case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnReader::instant;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnReader::bytes;
      case Types.CLOB, Types.NCLOB -> ColumnReader::longText;
      case Types.ARRAY -> ColumnReader::array;
      case Types.JAVA_OBJECT, Types.REF, Types.REF_CURSOR, Types.ROWID, Types.DATALINK ->
          throw new SQLException(
              "a column of type " + name + " cannot be shown; CAST it to a text in the query",
              "0A000");
      // Texts, and what has a readable text of its own: intervals, JSON, XML, enums, networks.
      default -> ResultSet::getString;
    };
  }

  private static Object orNull(ResultSet row, Object value) throws SQLException {
    return row.wasNull() ? null : value;
  }

  private static Object number(ResultSet row, int column) throws SQLException, UnreadableValue {
    Object value = row.getObject(column);
    if (value == null || value instanceof BigDecimal) {
      return value;
    }
    // What a decimal has no form for comes as a double.
    throw new UnreadableValue(
        "is " + value + ", which is not a number to count with; use NULLIF or CASE in the query");
  }

  private static Object instant(ResultSet row, int column) throws SQLException, UnreadableValue {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    Object finite = finite(value, OffsetDateTime.MIN, OffsetDateTime.MAX);
    return finite == null ? null : value.toInstant();
  }

  /** PostgreSQL's driver gives the ends of Java's time line for its infinities. */
  private static Object finite(Object value, Object min, Object max) throws UnreadableValue {
    if (min.equals(value) || max.equals(value)) {
      throw new UnreadableValue("is infinite, which is no date; use NULLIF or CASE in the query");
    }
    return value;
  }

  private static Object bytes(ResultSet row, int column) throws SQLException, UnreadableValue {
    try (InputStream stream = row.getBinaryStream(column)) {
      if (stream == null) {
        return null;
      }
      byte[] bytes = stream.readNBytes(MAX_BYTES);
      if (stream.read() >= 0) {
        throw new UnreadableValue(
            "has more than " + MAX_BYTES + " bytes; take a part of it in the query");
      }
      return bytes;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static Object longText(ResultSet row, int column) throws SQLException, UnreadableValue {
    try (Reader reader = row.getCharacterStream(column)) {
      if (reader == null) {
        return null;
      }
      StringBuilder text = new StringBuilder();
      char[] buffer = new char[8192];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        text.append(buffer, 0, n);
        if (text.length() > MAX_TEXT) {
          throw new UnreadableValue(
              "has more than " + MAX_TEXT + " characters; use SUBSTRING in the query");
        }
      }
      return text.toString();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static SQLException broken(IOException e) {
    return new SQLException("reading a long value failed: " + e.getMessage(), "08006", e);
  }

  /** The members, with commas between them. */
  private static Object array(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      return null;
    }
    try {
      return array.getArray() instanceof Object[] members ? joined(members) : row.getString(column);
    } finally {
      array.free();
    }
  }

  private static String joined(Object[] members) {
    StringJoiner text = new StringJoiner(", ");
    for (Object member : members) {
      if (member instanceof Object[] inner) {
        text.add("[" + joined(inner) + "]");
      } else {
        text.add(member == null ? "" : member.toString());
      }
    }
    return text.toString();
  }
}
