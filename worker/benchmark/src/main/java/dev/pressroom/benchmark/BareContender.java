package dev.pressroom.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The best statements and nothing else: rows of a number and a payload go from a table of what
 * waits to one of what runs, and are deleted there. Nobody fences, heeds queues and priorities or
 * keeps what ended, unless with a history, which costs the rows that the store writes, too.
 */
final class BareContender implements Contender {
  /** What a bare loop does with what ended. */
  enum Ended {
    FORGOTTEN,
    KEPT
  }

  private static final String TEXT = "x".repeat(PAYLOAD);

  private final HikariDataSource source;
  private final boolean postgres;
  private final Ended ended;
  private final Completion completion;
  private final AtomicLong submitted = new AtomicLong();
  private long low;

  private BareContender(
      HikariDataSource source, boolean postgres, Ended ended, Completion completion) {
    this.source = source;
    this.postgres = postgres;
    this.ended = ended;
    this.completion = completion;
  }

  static BareContender in(MeasuredDatabase database, Ended ended, Completion completion)
      throws SQLException {
    HikariDataSource source = database.pool();
    for (String table : List.of("waiting", "running", "ended")) {
      String clause =
          database.isPostgres() && !table.equals("ended")
              ? " with (autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false)"
              : "";
      MeasuredDatabase.execute(
          source,
          "create table "
              + table
              + " (id bigint primary key, payload "
              + (database.isPostgres() ? "text" : "varchar")
              + " not null)"
              + clause);
    }
    return new BareContender(source, database.isPostgres(), ended, completion);
  }

  /** Work on one connection. */
  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  private void once(boolean alone, Work work) throws IOException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(alone);
      work.run(connection);
      if (!alone) {
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void fill(int jobs) throws IOException {
    for (int made = 0; made < jobs; made += FILL) {
      int some = Math.min(FILL, jobs - made);
      once(false, connection -> insert(connection, some));
    }
  }

  private void insert(Connection connection, int jobs) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into waiting (id, payload) values (?, ?)")) {
      for (int i = 0; i < jobs; i++) {
        statement.setLong(1, submitted.incrementAndGet());
        statement.setString(2, TEXT);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public void submit() throws IOException {
    once(true, connection -> insert(connection, 1));
  }

  @Override
  public double drain(int jobs) throws IOException {
    return new Pipeline<Long>(this::claim, this::complete, completion).perSecond(jobs);
  }

  private List<Long> claim(int most) throws IOException {
    List<Long> claimed = new ArrayList<>(most);
    once(
        postgres,
        connection -> {
          if (postgres) {
            claimAtOnce(connection, most, claimed);
          } else {
            claimInSteps(connection, most, claimed);
          }
        });
    claimed.forEach(id -> low = Math.max(low, id));
    return claimed;
  }

  private void claimAtOnce(Connection connection, int most, List<Long> claimed)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "with taken as (delete from waiting where id = any (array(select id from waiting where"
                + " id > ? order by id limit ? for update skip locked)) returning *) insert into"
                + " running select * from taken returning id, payload")) {
      statement.setLong(1, low);
      statement.setInt(2, most);
      read(statement, claimed);
    }
  }

  private void claimInSteps(Connection connection, int most, List<Long> claimed)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select id, payload from waiting where id > ? fetch first ? rows only for update skip"
                + " locked")) {
      statement.setLong(1, low);
      statement.setInt(2, most);
      read(statement, claimed);
    }
    ofAll(connection, "insert into running select * from waiting where id = any (?)", claimed);
    ofAll(connection, "delete from waiting where id = any (?)", claimed);
  }

  private static void read(PreparedStatement statement, List<Long> claimed) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        claimed.add(rows.getLong(1));
        if (rows.getString(2).length() != PAYLOAD) {
          throw new IllegalStateException("a payload was changed");
        }
      }
    }
  }

  private void complete(List<Long> jobs) throws IOException {
    boolean kept = ended == Ended.KEPT;
    once(
        postgres || !kept,
        connection -> {
          if (kept && postgres) {
            ofAll(
                connection,
                "with gone as (delete from running where id = any (?) returning *) insert into"
                    + " ended select * from gone",
                jobs);
          } else {
            if (kept) {
              ofAll(connection, "insert into ended select * from running where id = any (?)", jobs);
            }
            ofAll(connection, "delete from running where id = any (?)", jobs);
          }
        });
  }

  private static void ofAll(Connection connection, String sql, List<Long> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      if (statement.executeUpdate() != ids.size()) {
        throw new IllegalStateException("a row was taken away");
      }
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
