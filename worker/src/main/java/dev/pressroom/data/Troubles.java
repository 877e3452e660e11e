package dev.pressroom.data;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The one table of what can go wrong in an attempt and whether trying it again can help. The
 * worker's README shows it as it stands here. Immutable, for any thread.
 *
 * <p>It is about attempts that have begun: while a data source is being connected to, nothing is
 * permanent but what is the job's own fault, see {@link ReportConnection#open}.
 */
public final class Troubles {
  /** Deeper chains of causes repeat themselves. */
  private static final int DEEPEST = 20;

  private static final List<Trouble> TABLE =
      List.of(
          // PostgreSQL: exceptions from the rule of a state's class
          again(Where.POSTGRESQL, "25P02", "an earlier query failed, and may pass another time"),
          again(Where.POSTGRESQL, "25P03 25P04", "the transaction was idle or open for too long"),
          again(Where.POSTGRESQL, "HV00N", "a foreign server cannot be reached"),
          // H2: its own numbers
          never(Where.H2, "50004 50100", "a parameter without a type; not supported"),
          again(Where.H2, "50200", "a lock was not given in time"),
          again(
              Where.H2,
              "90007 90020 90067 90098 90121 90135",
              "the database or its connection is closed, in use, broken, or one user's alone"),
          again(
              Where.H2,
              "90028 90030 90031 90100 90108",
              "input and output, a damaged file, a full disk, no memory"),
          again(Where.H2, "90039", "a long value was read too late"),
          again(Where.H2, "90097", "the database is read-only for now"),
          again(Where.H2, "90131", "two transactions changed the same row"),
          never(Where.H2, "90", "any other of its own numbers from 90000"),
          // Any database that speaks SQL states
          again(Where.SQL, "08", "the connection was lost"),
          never(Where.SQL, "0A", "not supported"),
          never(Where.SQL, "21 22", "data: a wrong cast, a division by zero, a text too long"),
          never(Where.SQL, "23 44", "a constraint"),
          never(Where.SQL, "25", "the transaction, such as a write in a read-only one"),
          never(Where.SQL, "28 2F 34", "rights, routines, cursors"),
          never(Where.SQL, "3D 3F", "no such catalog or schema"),
          again(Where.SQL, "40", "rolled back: a deadlock, a conflict of transactions"),
          never(Where.SQL, "42", "syntax, names and rights"),
          again(Where.SQL, "53", "disk, memory or connections of the server are used up"),
          never(Where.SQL, "54", "a statement that is too large or too complex"),
          again(Where.SQL, "55", "a lock, or something that is not ready"),
          again(Where.SQL, "57", "an operator ended it, a time-out, a server that shuts down"),
          again(Where.SQL, "58 XX", "a fault of the server or its disk"),
          never(Where.SQL, "P0", "a function raised it"),
          again(Where.SQL, "*", "any other state, and none at all"),
          // Java, in reports and in what they use
          again(Where.JAVA, "No space left on device", "the disk is full; make room"),
          again(Where.JAVA, "Disk quota exceeded", "the disk's quota is used up; make room"),
          again(
              Where.JAVA,
              "Too many open files",
              "files were left open, or ulimit -n is too low for it"),
          again(Where.JAVA, "Input/output error", "the disk or its file system; look at it"),
          again(Where.JAVA, "Read-only file system", "a disk that was remounted; look at it"),
          again(
              Where.JAVA,
              "java.net.UnknownHostException",
              "a name that nobody knows, or a name server out of reach"),
          again(
              Where.JAVA,
              "java.net.SocketException java.net.SocketTimeoutException",
              "a service that is down, resets or does not answer"),
          never(
              Where.JAVA,
              "java.lang.LinkageError java.lang.ClassNotFoundException java.lang.NoSuchMethodException"
                  + " java.lang.NoSuchFieldException",
              "a class that is missing or does not fit: class paths do not mend themselves"),
          never(Where.JAVA, "java.lang.UnsupportedOperationException", "what it asks is not there"),
          again(Where.JAVA, "*", "anything else: it may be the data of the moment"));

  private Troubles() {}

  /** Whose words a row is in. */
  enum Where {
    POSTGRESQL("PostgreSQL", "org.postgresql."),
    H2("H2", "org.h2."),
    SQL("any database", ""),
    JAVA("Java, the system", "");

    private final String title;

    /** Of the package of its driver's exceptions; a class would be another one in each plug-in. */
    private final String driver;

    Where(String title, String driver) {
      this.title = title;
      this.driver = driver;
    }
  }

  /**
   * One row.
   *
   * @param codes for SQL, states, their first two characters, or the database's own numbers; for
   *     Java, names of exceptions, or what their message says; {@code *} is the rest
   * @param permanent whether trying again cannot help
   * @param what it means, in the words of an error file
   */
  public record Trouble(Where where, String codes, boolean permanent, String what) {
    /** Whether it says only that nothing is known of it. */
    public boolean isTheRest() {
      return codes.equals("*");
    }

    boolean lists(String code) {
      return Arrays.asList(codes.split(" ")).contains(code);
    }
  }

  private static Trouble again(Where where, String codes, String what) {
    return new Trouble(where, codes, false, what);
  }

  private static Trouble never(Where where, String codes, String what) {
    return new Trouble(where, codes, true, what);
  }

  /**
   * The row for an exception: of the first in its chain of causes, from the outermost, that a row
   * other than the last speaks of.
   */
  public static Trouble of(Throwable thrown) {
    try {
      Throwable at = thrown;
      for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
        Optional<Trouble> found = at instanceof SQLException e ? Optional.of(sql(e)) : java(at);
        if (found.isPresent()) {
          return found.get();
        }
      }
      return theRest();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      // An exception may be of anybody's making, and fail when it is asked: it says nothing then.
      return theRest();
    }
  }

  private static Trouble theRest() {
    return TABLE.get(TABLE.size() - 1);
  }

  /** The row for what a database says. */
  static Trouble sql(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String group = state.substring(0, Math.min(2, state.length()));
    Where own =
        e.getClass().getName().startsWith(Where.H2.driver)
            ? Where.H2
            : e.getClass().getName().startsWith(Where.POSTGRESQL.driver)
                ? Where.POSTGRESQL
                : Where.SQL;
    String number = own == Where.H2 ? String.valueOf(e.getErrorCode()) : state;
    return find(own, number)
        .or(() -> find(own, state))
        .or(() -> find(own, group))
        .or(() -> find(Where.SQL, group))
        .or(() -> byKind(e))
        .or(() -> find(Where.SQL, "*"))
        .orElseThrow();
  }

  /** What JDBC's own classes say, for drivers whose states mean nothing. */
  private static Optional<Trouble> byKind(SQLException e) {
    return e instanceof SQLNonTransientException
            && !(e instanceof SQLNonTransientConnectionException)
        ? Optional.of(never(Where.SQL, e.getClass().getName(), "its driver says so"))
        : Optional.empty();
  }

  private static Optional<Trouble> java(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return TABLE.stream()
        .filter(row -> row.where == Where.JAVA && !row.isTheRest())
        .filter(row -> isA(e.getClass(), row) || message.contains(row.codes))
        .findFirst();
  }

  private static boolean isA(Class<?> type, Trouble row) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (row.lists(at.getName())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Trouble> find(Where where, String code) {
    return TABLE.stream().filter(row -> row.where == where && row.lists(code)).findFirst();
  }

  /** The table as the README shows it. */
  static String markdown() {
    StringBuilder text = new StringBuilder("| of | says | means | the job |\n|---|---|---|---|\n");
    for (Trouble row : TABLE) {
      boolean words = row.codes.contains(" ") && row.codes.matches("[A-Z][a-z].*");
      String codes = words ? row.codes : row.codes.replace(" ", "` `");
      text.append("| " + row.where.title + " | " + (codes.equals("*") ? "" : "`" + codes + "`"))
          .append(" | " + row.what + " | " + (row.permanent ? "fails" : "is tried again") + " |\n");
    }
    return text.toString();
  }
}
