package dev.pressroom.queue.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps that bring an empty database to the tables of this version, in their order. They only
 * go forward. Whoever applies them applies each whole, in one transaction. Safe for use by several
 * threads.
 */
public final class Migrations {
  private static final List<String> FILES = List.of("V1__create_the_queue.sql");

  /** The number of the last one: what this version of Pressroom works on. */
  public static final int LATEST = FILES.size();

  private static final Pattern FIRST_LINE =
      Pattern.compile("-- older workers: (may go on|stop); older submitters: (may go on|stop)");

  /** That there is no table of that name, on PostgreSQL and H2. */
  private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  private static final String APPLIED = "select max(version) from pressroom_schema";

  private Migrations() {}

  /**
   * One step.
   *
   * @param file its name, which begins with its number
   * @param sql the whole file
   */
  public record Migration(String file, String sql) {
    /** What follows from the first line for programs that know only earlier steps. */
    public boolean olderWorkersMayGoOn() {
      return firstLine().group(1).equals("may go on");
    }

    /** The same for hosts that only submit. */
    public boolean olderSubmittersMayGoOn() {
      return firstLine().group(2).equals("may go on");
    }

    private Matcher firstLine() {
      Matcher line = FIRST_LINE.matcher(sql.lines().findFirst().orElse(""));
      if (!line.matches()) {
        throw new IllegalStateException(
            file + " does not begin with a line that matches " + FIRST_LINE);
      }
      return line;
    }
  }

  /** The folder of a database's migrations among the resources of this class's loader. */
  public static String folder(Connection connection) throws SQLException {
    return folder(Dialect.of(connection));
  }

  private static String folder(Dialect dialect) {
    return "dev/pressroom/queue/jdbc/migration/" + dialect.folder();
  }

  /** All steps for H2. */
  public static List<Migration> h2() {
    return of(Dialect.H2);
  }

  /** All steps for PostgreSQL. */
  public static List<Migration> postgresql() {
    return of(Dialect.POSTGRESQL);
  }

  private static List<Migration> of(Dialect dialect) {
    return FILES.stream().map(file -> new Migration(file, read(dialect, file))).toList();
  }

  private static String read(Dialect dialect, String file) {
    String resource = "/" + folder(dialect) + "/" + file;
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from this program; build it anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read: " + e, e);
    }
  }

  /**
   * The number of the last step that the database has seen, whoever applied it.
   *
   * @param connection in autocommit mode
   * @return 0 if there are no tables of ours
   */
  public static int applied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(APPLIED)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      if (NO_TABLE.contains(e.getSQLState())) {
        return 0;
      }
      throw e;
    }
  }
}
