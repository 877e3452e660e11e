package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresSubmitterTest extends DatabaseSubmitterContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }

  @Test
  void aRepeatableReadTransactionIsToldThatAKeyWasTakenSinceItsSnapshot() throws SQLException {
    JobRequest request =
        JobRequest.of("finance.invoice").key(UniqueKey.whileUnfinished("one")).build();
    try (Connection host = transaction();
        Statement statement = host.createStatement()) {
      host.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("select 1");
      SubmittedJob first = submitter().submit(request);

      assertThatThrownBy(() -> submitter().submit(host, request))
          .isInstanceOf(QueueException.class)
          .cause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
      host.rollback();
      SubmittedJob again = submitter().submit(host, request);
      host.commit();
      assertThat(again.id()).isEqualTo(first.id());
      assertThat(again.existed()).isTrue();
    }
  }
}
