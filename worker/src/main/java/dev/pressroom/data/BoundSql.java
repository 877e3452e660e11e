package dev.pressroom.data;

import dev.pressroom.report.ReportException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A statement as the driver gets it, with the values for its question marks, and the way back from
 * a position in what the *database* parses to the text that the author wrote.
 */
final class BoundSql {
  /** The most that PostgreSQL's protocol carries; H2 takes 100,000. */
  private static final int MAX_BINDS = 65_535;

  private final NamedSql source;
  private final StringBuilder driverText = new StringBuilder();

  /** What the database sees: the driver turns our n-th {@code ?} into {@code $n} on PostgreSQL. */
  private final StringBuilder serverText = new StringBuilder();

  /** For each char of {@link #serverText}, the offset in the source that it comes from. */
  private int[] origin = new int[64];

  private final List<Object> binds = new ArrayList<>();

  private BoundSql(NamedSql source) {
    this.source = source;
  }

  /**
   * @param parameters values by name; a collection becomes as many binds as it has members, and an
   *     empty one {@code NULL}, so that {@code IN (:x)} matches nothing (nor does {@code NOT IN})
   * @throws ReportException permanent, if a name is unbound or there is more than one statement
   */
  static BoundSql bind(NamedSql sql, Map<String, ?> parameters, DatabaseKind database) {
    BoundSql bound = new BoundSql(sql);
    if (sql.secondStatement() >= 0) {
      // It could be a COMMIT, and the snapshot would be gone.
      throw bound.refuse(
          "the SQL holds a second statement after a semicolon; run each by a query of its own",
          sql.secondStatement());
    }
    for (NamedSql.Piece piece : sql.pieces()) {
      switch (piece.kind()) {
        case TEXT -> {
          String text = sql.text().substring(piece.start(), piece.end());
          for (int i = 0; i < text.length(); i++) {
            String c = text.substring(i, i + 1);
            bound.emit(c, c, piece.start() + i);
          }
        }
        case QUESTION_MARK -> {
          if (database != DatabaseKind.POSTGRESQL) {
            throw bound.refuse(
                "the SQL has a ? at position "
                    + (piece.start() + 1)
                    + "; parameters are bound by name: write :name",
                piece.start());
          }
          bound.emit("??", "?", piece.start());
        }
        case PARAMETER -> bound.emitParameter(piece, parameters, database);
      }
    }
    return bound;
  }

  private void emitParameter(
      NamedSql.Piece piece, Map<String, ?> parameters, DatabaseKind database) {
    Object value = value(source.name(piece), parameters, piece.start());
    Collection<?> members =
        value instanceof Collection<?> list ? list : Collections.singletonList(value);
    if (members.isEmpty()) {
      emit("NULL", "NULL", piece.start());
    }
    if (binds.size() + members.size() > MAX_BINDS) {
      throw refuse(
          "the list :"
              + source.name(piece)
              + " needs more than "
              + MAX_BINDS
              + " binds; shorten it",
          piece.start());
    }
    String separator = "";
    for (Object member : members) {
      binds.add(member);
      String seen = database == DatabaseKind.POSTGRESQL ? "$" + binds.size() : "?";
      emit(separator + "?", separator + seen, piece.start());
      separator = ", ";
    }
  }

  private Object value(String name, Map<String, ?> parameters, int position) {
    if (parameters.containsKey(name)) {
      return parameters.get(name);
    }
    String base = name.endsWith("_given") ? name.substring(0, name.length() - 6) : null;
    if (base != null && parameters.containsKey(base)) {
      return parameters.get(base) != null;
    }
    throw refuse(
        "the SQL uses :"
            + name
            + ", which is no parameter; there are "
            + new TreeSet<>(parameters.keySet())
            + ". Declare it, or correct the name",
        position);
  }

  private ReportException refuse(String message, int offset) {
    return ReportException.permanent(message)
        .at(new ReportException.Place("query", 0, 0, source.text(), offset + 1, 0));
  }

  private void emit(String forDriver, String forServer, int from) {
    driverText.append(forDriver);
    serverText.append(forServer);
    while (origin.length < serverText.length()) {
      origin = Arrays.copyOf(origin, origin.length * 2);
    }
    Arrays.fill(origin, serverText.length() - forServer.length(), serverText.length(), from);
  }

  /** With a question mark for each bind. */
  String text() {
    return driverText.toString();
  }

  /** As its author wrote it. */
  String source() {
    return source.text();
  }

  /** One value for each question mark, nulls included. */
  List<Object> binds() {
    return Collections.unmodifiableList(binds);
  }

  /**
   * From a character that the database points at to the one that the author wrote.
   *
   * @param position in the database's text, in characters (not Java's chars), counted from 1
   * @return counted from 1; 0 if the position is outside of the statement
   */
  int sourcePosition(int position) {
    if (position < 1 || position > serverText.codePointCount(0, serverText.length())) {
      return 0;
    }
    return origin[serverText.offsetByCodePoints(0, position - 1)] + 1;
  }
}
