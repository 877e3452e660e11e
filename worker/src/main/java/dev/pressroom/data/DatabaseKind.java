package dev.pressroom.data;

import dev.pressroom.report.ReportException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What differs between databases: the session, the snapshot. Told apart by the URL. */
enum DatabaseKind {
  /**
   * {@code REPEATABLE READ} takes its snapshot at the first statement of the transaction. That one
   * also makes principal and zone known, until the transaction's end.
   */
  POSTGRESQL("jdbc:postgresql:") {
    @Override
    void prepare(Properties properties, ReportSession session, SessionRules rules) {
      properties.setProperty("ApplicationName", session.applicationName());
      properties.putIfAbsent("tcpKeepAlive", "true");
      properties.putIfAbsent("socketFactory", KeepAliveSockets.class.getName());
      // Its own ten seconds would come first. Of what follows the time is taken by Connecting.
      properties.putIfAbsent("connectTimeout", String.valueOf(seconds(rules.connectTimeout())));
    }

    @Override
    int isolation(Connection connection) {
      return Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    Instant begin(Connection connection, ReportSession session, Map<String, String> variables)
        throws SQLException {
      String sql =
          "SELECT now(), set_config('pressroom.tenant', ?, true),"
              + " set_config('pressroom.user', ?, true), set_config('TimeZone', ?, true)"
              + ", set_config(?, ?, true)".repeat(variables.size());
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        // Empty, not null: current_setting() fails for a setting that was never made.
        statement.setString(1, session.tenant() == null ? "" : session.tenant());
        statement.setString(2, session.user() == null ? "" : session.user());
        statement.setString(3, posixZone(session.zone()));
        int at = 4;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
          statement.setString(at++, variable.getKey());
          statement.setString(at++, variable.getValue());
        }
        return time(statement.executeQuery());
      } catch (SQLException e) {
        // The setting's name stands in the message in every language.
        if ("22023".equals(e.getSQLState()) && e.getMessage().contains("\"TimeZone\"")) {
          throw unknownZone(session, e);
        }
        throw e;
      }
    }
  },

  /**
   * {@code SNAPSHOT} (a level of H2's own) takes the snapshot of all tables at the first statement,
   * which need not touch a table; {@code REPEATABLE READ} would take it table by table. Reads that
   * are not sorted by H2 are streamed by {@code LAZY_QUERY_EXECUTION}: without it H2 makes the
   * whole result first, in its server's memory and temporary files.
   */
  H2("jdbc:h2:") {
    @Override
    void prepare(Properties properties, ReportSession session, SessionRules rules) {
      // Or a mistyped path would quietly become a new, empty database.
      properties.putIfAbsent("IFEXISTS", "TRUE");
      if (!rules.readTimeout().isZero()) {
        // What JDBC has for it is accepted by this driver, and does nothing.
        properties.putIfAbsent("NETWORK_TIMEOUT", String.valueOf(rules.readTimeout().toMillis()));
      }
    }

    @Override
    int isolation(Connection connection) {
      return H2_SNAPSHOT;
    }

    @Override
    Instant begin(Connection connection, ReportSession session, Map<String, String> variables)
        throws SQLException {
      List<String> values = new ArrayList<>();
      StringBuilder sql = new StringBuilder();
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        // Names are checked when the configuration is read.
        sql.append("SET @").append(variable.getKey().replace('.', '_')).append(" = ?; ");
        values.add(variable.getValue());
      }
      sql.append("SET @pressroom_tenant = ?; SET @pressroom_user = ?; SET TIME ZONE ?; ");
      sql.append("SET LAZY_QUERY_EXECUTION 1");
      values.addAll(Arrays.asList(session.tenant(), session.user(), zone(session.zone())));
      // All at once: each statement is a trip to the server and back, or two.
      try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
        for (int i = 0; i < values.size(); i++) {
          statement.setString(i + 1, values.get(i));
        }
        statement.execute();
      }
      // Some settings of H2 commit. None may come after the snapshot.
      connection.commit();
      try (Statement statement = connection.createStatement()) {
        return time(statement.executeQuery("SELECT CURRENT_TIMESTAMP"));
      }
    }
  },

  /**
   * Any other database that knows {@code REPEATABLE READ}. When it takes its snapshot, and whether
   * of all tables, is as its manual says; principal and zone stay unknown to it.
   */
  OTHER("jdbc:") {
    @Override
    void prepare(Properties properties, ReportSession session, SessionRules rules) {}

    @Override
    int isolation(Connection connection) throws SQLException {
      int level = Connection.TRANSACTION_REPEATABLE_READ;
      if (!connection.getMetaData().supportsTransactionIsolationLevel(level)) {
        throw new SQLFeatureNotSupportedException(
            connection.getMetaData().getDatabaseProductName()
                + " has no REPEATABLE READ, without which the queries of one report would not see"
                + " the same data",
            "0A000");
      }
      return level;
    }

    @Override
    Instant begin(Connection connection, ReportSession session, Map<String, String> variables) {
      return Instant.now();
    }
  };

  /** {@code org.h2.engine.Constants.TRANSACTION_SNAPSHOT}. */
  private static final int H2_SNAPSHOT = 6;

  private final String prefix;

  DatabaseKind(String prefix) {
    this.prefix = prefix;
  }

  static DatabaseKind of(String url) {
    for (DatabaseKind kind : values()) {
      if (url.startsWith(kind.prefix)) {
        return kind;
      }
    }
    return OTHER;
  }

  /**
   * Adds what the driver must know before it connects.
   *
   * @param rules the data source's
   */
  abstract void prepare(Properties properties, ReportSession session, SessionRules rules);

  /** Whether {@link Connection#abort} ends a connection; H2's does nothing. */
  boolean abortEnds() {
    return this != H2;
  }

  /** The isolation level that gives one snapshot to all queries. */
  abstract int isolation(Connection connection) throws SQLException;

  /**
   * Tells the session whom it serves, and takes the snapshot.
   *
   * @param variables further settings, in this order
   * @return when that was: by the database's clock where it is known to say
   */
  abstract Instant begin(
      Connection connection, ReportSession session, Map<String, String> variables)
      throws SQLException;

  /** Rounded up: zero would mean no limit. */
  static int seconds(Duration limit) {
    return (int) Math.min(Integer.MAX_VALUE, (limit.toMillis() + 999) / 1000);
  }

  private static ReportException unknownZone(ReportSession session, SQLException e) {
    return ReportException.permanent(
        "the database does not know the job's time zone "
            + session.zone()
            + "; name it by region, as in Europe/Berlin. Nothing was run.",
        e);
  }

  private static Instant time(ResultSet oneRow) throws SQLException {
    try (oneRow) {
      oneRow.next();
      return oneRow.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /** An offset instead of names such as {@code UTC+2} and {@code Z}, which not everybody reads. */
  private static String zone(ZoneId zone) {
    if (!zone.getRules().isFixedOffset()) {
      return zone.getId();
    }
    ZoneOffset offset = zone.getRules().getOffset(Instant.EPOCH);
    return offset.getTotalSeconds() == 0 ? "UTC" : offset.getId();
  }

  /** PostgreSQL counts offsets westwards: two hours east of Greenwich is {@code <+02:00>-02:00}. */
  private static String posixZone(ZoneId zone) {
    String iso = zone(zone);
    return switch (iso.charAt(0)) {
      case '+' -> "<" + iso + ">-" + iso.substring(1);
      case '-' -> "<" + iso + ">+" + iso.substring(1);
      default -> iso;
    };
  }
}
