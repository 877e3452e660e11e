package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Job;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a claim walks its own line, whatever the planner knows of the queue. */
class PostgresPlanTest extends JdbcFixture {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }

  @Test
  void aClaimReadsItsLineAndNoOtherRow() throws SQLException {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      jobs.add(job(request().priority(i % 7 == 0 ? 3 : 5)));
    }
    store.submitAll(jobs);
    String lease = store.register("w1").id();
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(plan(connection, lease)).as("unknown").contains("using pressroom_queued_line");
      statement.execute("analyze");
      assertThat(plan(connection, lease))
          .as("known")
          .contains("using pressroom_queued_line")
          .doesNotContain("Sort");
    }
  }

  private static String plan(Connection connection, String lease) throws SQLException {
    String[] queues = new String[10];
    String[] priorities = new String[10];
    String[] lows = new String[10];
    for (int i = 0; i < 10; i++) {
      queues[i] = "default";
      priorities[i] = Integer.toString(i);
      lows[i] = "";
    }
    try (PreparedStatement explain =
        connection.prepareStatement("explain " + Sql.load(Dialect.POSTGRESQL).get(Sql.CLAIM))) {
      explain.setString(1, lease);
      explain.setArray(2, connection.createArrayOf("varchar", queues));
      explain.setArray(3, connection.createArrayOf("varchar", priorities));
      explain.setArray(4, connection.createArrayOf("varchar", lows));
      explain.setInt(5, Row.FORM);
      explain.setInt(6, 8);
      explain.setInt(7, 8);
      explain.setNull(8, Types.NULL);
      StringBuilder plan = new StringBuilder();
      try (ResultSet lines = explain.executeQuery()) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }
}
