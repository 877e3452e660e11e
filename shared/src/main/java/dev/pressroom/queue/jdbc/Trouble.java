package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Harmless;
import dev.pressroom.queue.QueueException;
import java.sql.SQLException;
import java.util.Map;

/**
 * What a database's refusal means for people: the thing, what the database said, the cure, and what
 * happens next. By SQL state, whose first two characters are its class.
 */
final class Trouble {
  private static final String SCHEMA =
      "the queue's tables are missing or of another version: run `pressroom schema` and apply what it"
          + " prints, or let a worker do it";
  private static final String REACH =
      "the database cannot be reached: see that it runs, and that host, port and network are right";
  private static final String LOCKED =
      "another session holds a lock on the queue's tables; find it in pg_locks or"
          + " information_schema.locks and end its transaction";
  private static final String FULL = "the database's disk is full: make room on it";
  private static final String POOLER =
      "a pooler lends each transaction another session, which does not know the statements that were"
          + " prepared: add prepareThreshold=0 to the URL, or set max_prepared_statements in"
          + " PgBouncer 1.21 or later";
  private static final String LOGIN = "user or password are wrong";

  private static final Map<String, String> CURES =
      Map.ofEntries(
          Map.entry("28000", LOGIN),
          Map.entry("28P01", LOGIN),
          Map.entry("3D000", "there is no database of that name; create it or correct the URL"),
          Map.entry("90146", "there is no database of that name; create it or correct the URL"),
          Map.entry(
              "42501",
              "the user lacks rights: grant select, insert, update and delete on all tables whose"
                  + " names begin with pressroom_"),
          Map.entry(
              "90096",
              "the user lacks rights: grant select, insert, update and delete on all tables whose"
                  + " names begin with pressroom_"),
          Map.entry("42P01", SCHEMA),
          Map.entry("42703", SCHEMA),
          Map.entry("42S02", SCHEMA),
          Map.entry("42S03", SCHEMA),
          Map.entry("42S04", SCHEMA),
          Map.entry("42S22", SCHEMA),
          Map.entry(
              "25006",
              "the database takes no writes, as a replica does: connect to the primary (with several"
                  + " hosts in the URL, targetServerType=primary)"),
          Map.entry(
              "90097", "the database was opened read-only: open it with write access to its file"),
          Map.entry(
              "53300",
              "the database has no connection left: raise max_connections, or let fewer processes or"
                  + " smaller pools connect"),
          Map.entry("53100", FULL),
          Map.entry("90035", FULL),
          Map.entry("26000", POOLER),
          Map.entry("42P05", POOLER),
          Map.entry("55P03", LOCKED),
          Map.entry("HYT00", LOCKED),
          Map.entry(
              "57P03", "the database is starting or stopping and takes no connections for now"),
          Map.entry("57P01", "the database was stopped or restarted"),
          Map.entry("57P02", "the database crashed and recovers"),
          Map.entry(
              "90020",
              "the H2 file is open in another process: add AUTO_SERVER=TRUE to the URL, in every"
                  + " process"));

  private Trouble() {}

  /** What could not be done, why, and what to do. */
  static QueueException with(String what, SQLException e) {
    return new QueueException(what + " failed: " + cure(e) + ". The database said: " + said(e), e);
  }

  /** The cure in words, whatever the database. */
  static String cure(SQLException e) {
    String state = state(e);
    String cure = CURES.get(state);
    if (cure != null) {
      return cure;
    }
    if (state.startsWith("08") || state.equals("90067") || state.equals("90121")) {
      return REACH;
    }
    if (passes(e)) {
      return "other transactions stood in the way again and again";
    }
    if (state.isEmpty()) {
      return "no connection could be had; if they come from a pool, it is exhausted or too small";
    }
    return "the database refused it with SQL state " + state;
  }

  /** Whether doing the same again from the beginning is likely to succeed. */
  static boolean passes(SQLException e) {
    return state(e).equals("40001") || state(e).equals("40P01");
  }

  /** Whether a row of that key is there already. */
  static boolean isDuplicate(SQLException e) {
    return state(e).equals("23505");
  }

  /**
   * Whether nobody can say if the statement or commit that failed with this took effect: the
   * connection went while the database worked.
   */
  static boolean unknown(SQLException e) {
    if (e instanceof Database.NotConnectedException) {
      return false;
    }
    String state = state(e);
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("90067")
        || state.equals("90121");
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  private static String said(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return Harmless.line(message.strip().replaceAll("\\s+", " "));
  }
}
