package dev.pressroom.data;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.ReportException.Place;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbc.JdbcException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns what a database says into what an author can act on: the place in the SQL as written, the
 * row reached, and whether trying again can help, of which {@link Troubles} is the table.
 *
 * <p>Not safe for several threads; one per query.
 */
final class SqlFailures {
  /** H2 points into syntax errors, but only names what it does not know. */
  private static final Set<Integer> H2_NAMES = Set.of(42102, 42103, 42104, 42122, 90022);

  private static final Pattern FIRST_QUOTED = Pattern.compile("\"([^\"]+)\"");

  private final String dataSource;
  private final BoundSql sql;

  SqlFailures(String dataSource, BoundSql sql) {
    this.dataSource = dataSource;
    this.sql = sql;
  }

  /**
   * See {@link ReportConnection#open}: temporary whatever the reason, but loud where somebody must
   * correct the configuration.
   */
  static ReportException connecting(DataSourceSettings settings, Exception cause) {
    return ReportException.temporary(
        settings
            + " cannot be opened: "
            + firstLine(cause)
            + "; "
            + cure(settings, cause)
            + ". The job is not at fault: it waits and is tried again, the attempt does not count",
        cause);
  }

  private static String cure(DataSourceSettings settings, Exception cause) {
    String key = "dataSources." + settings.name();
    String state =
        cause instanceof SQLException e && e.getSQLState() != null ? e.getSQLState() : "";
    if (state.startsWith("28")) {
      return "check user and password of "
          + key
          + " in the worker's file, this will not mend itself";
    } else if (state.equals("3D000") || state.equals("90146") || state.equals("90013")) {
      return "check the database's name in " + key + ".url, this will not mend itself";
    } else if (state.equals("08001")
        && String.valueOf(cause.getMessage()).contains("No suitable driver")) {
      return "put the jar of its driver into the worker's folder of plugins";
    } else if (state.equals("53300")) {
      return "allow its user more connections, or lower presses.count";
    } else if (state.equals("57P03")) {
      return "it is starting up or shutting down; nothing is to be done but wait";
    }
    return "see that the database is up and can be reached from here, and that "
        + (key + ".url is right");
  }

  /** A fault that we found ourselves. */
  ReportException refuse(String message, long row) {
    return ReportException.permanent(message).at(place(0, row));
  }

  /**
   * @param row that was being read, counted from 1; 0 while the statement was only starting
   */
  ReportException at(SQLException e, long row) {
    int position = position(e);
    StringBuilder message = new StringBuilder("data source ").append(dataSource).append(": ");
    message.append(firstLine(e));
    if (position > 0) {
      message.append(" (").append(lineAndColumn(position)).append(" of the SQL)");
    }
    if (row > 0) {
      message.append(" at row ").append(row);
    }
    message.append(" [SQL state ").append(e.getSQLState()).append(']').append(hint(e));
    ReportException failure =
        Troubles.sql(e).permanent()
            ? ReportException.permanent(message.toString(), e)
            : ReportException.temporary(message.toString(), e);
    return failure.at(place(position, row));
  }

  private Place place(int position, long row) {
    return new Place("query", 0, 0, sql.source(), position, row);
  }

  private static String hint(SQLException e) {
    return switch (String.valueOf(e.getSQLState())) {
      case "42P18", "HY004", "HYC00" ->
          "; say what type a parameter has, as in CAST(:x AS text), or use :x_given";
      case "57014" -> "; the statement was cancelled or took longer than allowed";
      case "25006" -> "; a report's transaction is read-only";
      case "25P02" -> "; an earlier query of this report failed, and with it the transaction";
      default -> "";
    };
  }

  private static String firstLine(Exception e) {
    String message =
        e instanceof JdbcException h2 && h2.getOriginalMessage() != null
            ? h2.getOriginalMessage()
            : String.valueOf(e.getMessage());
    return message.strip().lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  /** Counted from 1 in the author's text; 0 if unknown. */
  private int position(SQLException e) {
    if (e instanceof PSQLException postgres) {
      ServerErrorMessage server = postgres.getServerErrorMessage();
      return server == null ? 0 : sql.sourcePosition(server.getPosition());
    }
    if (e instanceof JdbcException h2 && h2.getOriginalMessage() != null) {
      String message = h2.getOriginalMessage();
      return H2_NAMES.contains(e.getErrorCode()) ? named(message) : marked(message);
    }
    return 0;
  }

  /** H2 repeats the statement in quotes, its own quotes doubled, with {@code [*]} at the place. */
  private int marked(String message) {
    int start = message.indexOf('"') + 1;
    for (int at = message.indexOf("[*]", start); at >= 0; at = message.indexOf("[*]", at + 1)) {
      String before = message.substring(start, at).replace("\"\"", "\"");
      if (start > 0 && sql.text().startsWith(before)) {
        return sql.sourcePosition(before.codePointCount(0, before.length()) + 1);
      }
    }
    return 0;
  }

  /** The place of a name that H2 does not know, if it stands in the statement exactly once. */
  private int named(String message) {
    Matcher quoted = FIRST_QUOTED.matcher(message);
    if (!quoted.find()) {
      return 0;
    }
    String name = quoted.group(1).substring(quoted.group(1).lastIndexOf('.') + 1);
    Matcher places =
        Pattern.compile(
                "(?<![\\w:'])" + Pattern.quote(name) + "(?![\\w'])",
                Pattern.UNICODE_CHARACTER_CLASS | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(sql.source());
    int position = places.find() ? places.start() + 1 : 0;
    return position > 0 && places.find() ? 0 : position;
  }

  private String lineAndColumn(int position) {
    String before = sql.source().substring(0, position - 1);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    return "line " + line + ", column " + (position - before.lastIndexOf('\n') - 1);
  }
}
