package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.queue.LogOf;
import dev.pressroom.queue.QueueException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A queue behind a pooler that gives each transaction another session. */
class PgBouncerTransactionTest extends TransactionContract {
  @Override
  TestDatabase create() {
    return TestDatabase.pgBouncer();
  }

  @Test
  void newJobsAreFoundByLookingAndTheLogSaysWhyOnce() throws Exception {
    try (LogOf log = new LogOf()) {
      store.awaitWork(DEFAULT, Duration.ofMillis(1));
      // Ten times a second, though the worker would wait for longer.
      Awaitility.await().until(() -> store.awaitWork(DEFAULT, Duration.ofMinutes(1)));
      submitted(request());
      assertThat(store.awaitWork(DEFAULT, Duration.ofMinutes(1))).isTrue();
      assertThat(store.claim(store.register("w1"), DEFAULT, 1)).hasSize(1);

      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("a pooler", "only found by looking, ten times a second", "session");
    }
  }

  @Test
  void preparedStatementsOfOtherSessionsAreToldWithTheirCure() {
    String bare = database.url().replace("&prepareThreshold=0", "");
    try (JdbcStore one = JdbcStore.open(new KeptConnections(DatabaseAccess.to(bare), 1));
        JdbcStore other = JdbcStore.open(new KeptConnections(DatabaseAccess.to(bare), 1))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 20; i++) {
                  one.counts();
                  other.counts();
                }
              })
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("add prepareThreshold=0 to the URL");
    }
  }
}
