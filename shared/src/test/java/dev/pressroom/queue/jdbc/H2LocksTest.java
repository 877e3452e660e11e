package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That a claim on H2 locks what it takes and nothing else. */
class H2LocksTest extends JdbcFixture {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }

  private static final Map<Sql, String> STATEMENTS = Sql.load(Dialect.H2);

  @Test
  void theIndexGivesTheOrderAndNothingIsSorted() throws SQLException {
    try (Connection connection = database.source().getConnection();
        PreparedStatement explain =
            connection.prepareStatement("explain " + STATEMENTS.get(Sql.CLAIM_QUEUE))) {
      explain.setString(1, "default");
      explain.setInt(2, 1);
      explain.setInt(3, 10);
      try (ResultSet plan = explain.executeQuery()) {
        plan.next();
        assertThat(plan.getString(1))
            .contains("PRESSROOM_QUEUED_LINE: QUEUE = ?1")
            .doesNotContain("ORDER BY");
      }
    }
  }

  @Test
  void twoClaimersAtOnceGetDifferentJobs() throws SQLException {
    JobId first = submitted(request());
    JobId second = submitted(request());
    JobId third = submitted(request());
    Lease lease = store.register("w1");
    try (Connection claimer = database.source().getConnection()) {
      claimer.setAutoCommit(false);
      List<String> locked =
          new Tx(claimer, STATEMENTS)
              .list(Sql.CLAIM_QUEUE, row -> row.getString("id"), "default", 1, 1);
      assertThat(locked).containsExactly(first.text());

      assertThat(store.claim(lease, DEFAULT, 9))
          .extracting(Claim::id)
          .containsExactly(second, third);
      claimer.rollback();
    }
    assertThat(store.claim(lease, DEFAULT, 9)).extracting(Claim::id).containsExactly(first);
  }
}
