package dev.pressroom.data;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt's own connection to one data source, and the transaction on it.
 *
 * <p>Guarantees: a new physical connection, so that nothing an earlier job did to its session can
 * be noticed; read-only, but for reports that declare that they write; one snapshot of all tables,
 * taken before {@link #open} returns, which every query sees; ended by rollback and close, whatever
 * was not committed. (H2 ignores read-only: give reports a user that may only SELECT.)
 *
 * <p>For use by one thread, except {@link #cancel}, which any thread may call.
 */
public final class ReportConnection implements AutoCloseable {
  /** Rows per round trip: enough to hide the network, few enough for wide rows. */
  private static final int FETCH_SIZE = 500;

  /** How long rollback and close may take: there is nothing to undo. */
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ReportConnection.class);

  static {
    // Java looks for drivers once, where the context class loader of that moment looks; a plug-in's
    // sees none.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ReportConnection.class.getClassLoader());
    try {
      DriverManager.getDrivers();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private final DataSourceSettings settings;
  private final ReportSession session;
  private final DatabaseKind database;
  private final Connection connection;
  private final Instant snapshotTime;
  private final Set<PreparedStatement> open = ConcurrentHashMap.newKeySet();
  private final SnapshotAge age;
  private volatile boolean cancelled;
  private volatile boolean expired;

  private ReportConnection(
      DataSourceSettings settings,
      ReportSession session,
      Map<String, String> variables,
      Connection opened,
      boolean writes)
      throws SQLException {
    this.settings = settings;
    this.session = session;
    this.database = DatabaseKind.of(settings.url());
    this.connection = opened;
    if (!settings.session().readTimeout().isZero()
        && !listenFor(connection, settings.session().readTimeout())) {
      LOG.warn("{} knows no readTimeout: its driver does not support it", settings);
    }
    connection.setReadOnly(!writes);
    connection.setTransactionIsolation(database.isolation(connection));
    connection.setAutoCommit(false);
    this.snapshotTime = database.begin(connection, session, variables);
    this.age = SnapshotAge.of(settings.session().maxSnapshotAge(), this::expire);
  }

  /**
   * Connects, and takes the snapshot: what was committed before is seen, what is committed after
   * this returns is not.
   *
   * @throws ReportException temporary, wrong password and missing driver included: none of it is
   *     the job's fault, and the operator's cure must find the job still there. A caller that gives
   *     attempts back does so for what this method throws. Permanent only for what the job itself
   *     brings along, such as its time zone
   */
  public static ReportConnection open(DataSourceSettings settings, ReportSession session) {
    return open(settings, session, false);
  }

  /** The same for a report that also writes: nothing counts before {@link #commit}. */
  public static ReportConnection openForWriting(
      DataSourceSettings settings, ReportSession session) {
    return open(settings, session, true);
  }

  private static ReportConnection open(
      DataSourceSettings settings, ReportSession session, boolean writes) {
    Credentials.Login login =
        settings.credentials().of(session.tenant(), session.user(), settings.name());
    Map<String, String> variables = SessionVariables.of(settings, session);
    Duration limit = settings.session().connectTimeout();
    Properties properties = new Properties();
    properties.putAll(settings.settings());
    DataSourceSettings.addLogin(properties, login);
    DatabaseKind.of(settings.url()).prepare(properties, session, settings.session());
    try {
      return Connecting.within(limit, () -> open(settings, session, variables, properties, writes));
    } catch (SQLException | RuntimeException e) {
      throw e instanceof ReportException known && known.permanent()
          ? known
          : SqlFailures.connecting(settings, e);
    }
  }

  private static ReportConnection open(
      DataSourceSettings settings,
      ReportSession session,
      Map<String, String> variables,
      Properties properties,
      boolean writes)
      throws SQLException {
    Connection connection = DriverManager.getConnection(settings.url(), properties);
    try {
      return new ReportConnection(settings, session, variables, connection, writes);
    } catch (SQLException | RuntimeException e) {
      end(connection, settings, session);
      throw e;
    }
  }

  /** False if the driver cannot. */
  private static boolean listenFor(Connection connection, Duration longest) {
    try {
      connection.setNetworkTimeout(
          Runnable::run, (int) Math.min(Integer.MAX_VALUE, longest.toMillis()));
      return true;
    } catch (SQLException | AbstractMethodError e) {
      return false;
    }
  }

  /** When the snapshot was taken, by the database's clock (by ours, where it cannot say). */
  public Instant snapshotTime() {
    return snapshotTime;
  }

  /**
   * Runs one statement on the snapshot. Rows are fetched as they are asked for; several results may
   * be open at a time.
   *
   * @param sql with {@code :name} wherever a value is bound
   * @param parameters by name; see {@link dev.pressroom.report.ReportContext#query}. {@code
   *     x_given} is bound by itself where {@code x} is among them
   * @return close them
   * @throws ReportException with the place in {@code sql}
   */
  public Rows query(String sql, Map<String, ?> parameters) {
    BoundSql bound = BoundSql.bind(NamedSql.parse(sql), parameters, database);
    SqlFailures failures = new SqlFailures(settings.name(), bound);
    PreparedStatement statement = null;
    try {
      statement =
          connection.prepareStatement(
              bound.text(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
      open.add(statement);
      refuseIfEnded();
      statement.setFetchSize(FETCH_SIZE);
      statement.setQueryTimeout(DatabaseKind.seconds(settings.session().statementTimeout()));
      Binds.set(statement, bound.binds(), database);
      return new CursorRows(this, statement, statement.executeQuery(), failures);
    } catch (SQLException e) {
      release(statement);
      throw failure(failures, e, 0);
    } catch (RuntimeException e) {
      release(statement);
      throw e;
    }
  }

  /**
   * Runs one statement that writes, in the same transaction.
   *
   * @return how many rows it wrote
   * @throws ReportException with the place in {@code sql}
   */
  public long update(String sql, Map<String, ?> parameters) {
    BoundSql bound = BoundSql.bind(NamedSql.parse(sql), parameters, database);
    PreparedStatement statement = null;
    try {
      statement = connection.prepareStatement(bound.text());
      open.add(statement);
      refuseIfEnded();
      statement.setQueryTimeout(DatabaseKind.seconds(settings.session().statementTimeout()));
      Binds.set(statement, bound.binds(), database);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(new SqlFailures(settings.name(), bound), e, 0);
    } finally {
      release(statement);
    }
  }

  /**
   * Commits what was written.
   *
   * @throws ReportException temporary; if the connection was lost in the middle, nobody can say
   *     whether it is committed
   */
  public void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (expired) {
        throw tooOld();
      }
      throw ReportException.temporary(
          "data source "
              + settings.name()
              + (saysNothing(e)
                  ? ": the connection was lost while what the report wrote was committed, and"
                      + " nobody can say whether it is; look before the job is retried: "
                  : ": what the report wrote could not be committed: ")
              + e.getMessage()
              + " [SQL state "
              + e.getSQLState()
              + "]",
          e);
    }
  }

  /** Whether a failed commit may have been one nevertheless: the database has not said no. */
  private static boolean saysNothing(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.startsWith("08") || state.equals("40003");
  }

  /**
   * Stops the statements that are running, and refuses further ones and further rows. Best effort
   * and may take a round trip to the database: whoever must be certain kills the process. From any
   * thread; never throws.
   */
  public void cancel() {
    cancelled = true;
    for (PreparedStatement statement : open) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        LOG.debug("a statement on data source {} could not be cancelled", settings.name(), e);
      }
    }
  }

  /** The snapshot is too old: the database must not keep what others deleted for any longer. */
  private void expire() {
    expired = true;
    cancel();
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      LOG.warn("{} could not be ended for job {}", settings, session.jobId(), e);
    }
    if (!database.abortEnds()) {
      // On this thread, which does nothing else and holds up nobody: a statement that does not
      // heed its cancelling may hold the connection's lock until it ends.
      try {
        connection.close();
      } catch (SQLException | RuntimeException e) {
        LOG.warn("{} could not be closed for job {}", settings, session.jobId(), e);
      }
    }
  }

  /** What became of a statement; that it was ended from here explains whatever the driver says. */
  ReportException failure(SqlFailures failures, SQLException e, long row) {
    return expired ? tooOld() : failures.at(e, row);
  }

  private ReportException tooOld() {
    return ReportException.permanent(
        "the job's snapshot of data source "
            + settings.name()
            + " got older than it may; the connection was ended. Let the report read less, or raise"
            + " dataSources."
            + settings.name()
            + ".maxSnapshotAge, and retry the job.");
  }

  void refuseIfEnded() {
    if (expired) {
      throw tooOld();
    }
    if (cancelled) {
      throw ReportException.temporary(
          "job " + session.jobId() + " was asked to stop; no more rows are read", null);
    }
  }

  void release(PreparedStatement statement) {
    if (statement == null) {
      return;
    }
    open.remove(statement);
    try {
      statement.close();
    } catch (SQLException e) {
      LOG.debug("a statement on data source {} could not be closed", settings.name(), e);
    }
  }

  /** Rolls back and closes. Never throws: what a report has read is not less true. */
  @Override
  public void close() {
    age.over();
    open.forEach(this::release);
    if (expired) {
      // Aborted already; but not every driver ends the connection then.
      closeOnly(connection, settings, session);
    } else {
      end(connection, settings, session);
    }
  }

  private static void end(
      Connection connection, DataSourceSettings settings, ReportSession session) {
    // A network that went silent must not hold up a report that is complete.
    boolean bounded = listenFor(connection, LONGEST_GOODBYE);
    LOG.debug("the end of {} is waited for {}", settings, bounded ? LONGEST_GOODBYE : "");
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("no rollback on {} for job {}; closing it", settings, session.jobId(), e);
    } finally {
      closeOnly(connection, settings, session);
    }
  }

  private static void closeOnly(
      Connection connection, DataSourceSettings settings, ReportSession session) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("{} could not be closed after job {}", settings, session.jobId(), e);
    }
  }
}
