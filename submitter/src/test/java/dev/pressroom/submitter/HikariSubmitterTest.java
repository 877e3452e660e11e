package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host with a pool: HikariCP, before each database and before PgBouncer. */
class HikariSubmitterTest {
  @TempDir Path folder;

  @Nested
  class OnPostgres extends Contract {
    @Override
    TestDatabase create() {
      return TestDatabase.postgres();
    }
  }

  @Nested
  class ThroughPgBouncer extends Contract {
    @Override
    TestDatabase create() {
      return TestDatabase.pgBouncer();
    }
  }

  @Nested
  class OnH2 extends Contract {
    @Override
    TestDatabase create() {
      return TestDatabase.h2(folder.resolve("h2-" + System.nanoTime()));
    }
  }

  abstract static class Contract {
    private static final JobRequest REQUEST = JobRequest.of("finance.invoice").build();

    abstract TestDatabase create();

    private static HikariDataSource pool(TestDatabase database, boolean autoCommit) {
      HikariConfig settings = new HikariConfig();
      settings.setJdbcUrl(database.url());
      settings.setMaximumPoolSize(2);
      settings.setConnectionTimeout(250);
      settings.setAutoCommit(autoCommit);
      return new HikariDataSource(settings);
    }

    private static JobRequest keyed(String key) {
      return JobRequest.of("finance.invoice").key(UniqueKey.whileUnfinished(key)).build();
    }

    @Test
    void inTheHostsTransactionAndTheConnectionIsAsItWas() throws SQLException {
      for (boolean autoCommit : new boolean[] {true, false}) {
        try (TestDatabase database = create();
            HikariDataSource pool = pool(database, autoCommit);
            Submitter submitter = Submitter.open(pool, "shop")) {
          SubmittedJob kept;
          SubmittedJob undone;
          try (Connection host = pool.getConnection()) {
            host.setAutoCommit(false);
            host.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            kept = submitter.submitAll(host, List.of(keyed("b"), keyed("a"), REQUEST)).get(0);
            assertThat(host.getAutoCommit()).isFalse();
            assertThat(host.getTransactionIsolation())
                .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(host.isReadOnly()).isFalse();
            host.commit();
            submitter.committed();
            undone = submitter.submit(host, keyed("c"));
            host.rollback();
          }
          try (Connection host = pool.getConnection()) {
            assertThat(host.getAutoCommit()).isEqualTo(autoCommit);
          }
          assertThat(kept.state()).isEqualTo(JobState.QUEUED);
          assertThat(submitter.find(undone.id())).isEmpty();
          assertThat(submitter.submit(keyed("a")).existed()).isTrue();
          assertThat(submitter.submit(keyed("c")).existed()).isFalse();
          assertThat(submitter.list(JobFilter.newest(9))).hasSize(4);
          assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
      }
    }

    @Test
    void manyThreadsThroughASmallPool() throws Exception {
      try (TestDatabase database = create();
          HikariDataSource pool = pool(database, true);
          Submitter submitter = Submitter.open(pool)) {
        pool.setConnectionTimeout(30_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (var each :
            threads.invokeAll(
                IntStream.range(0, 100)
                    .<java.util.concurrent.Callable<SubmittedJob>>mapToObj(
                        i -> () -> submitter.submit(keyed("order " + i % 50)))
                    .toList())) {
          each.get();
        }
        threads.shutdown();
        assertThat(submitter.list(JobFilter.newest(99))).hasSize(50);
      }
    }

    @Test
    void anExhaustedPoolIsToldAndThePoolServesAgainAfterwards() throws SQLException {
      try (TestDatabase database = create();
          HikariDataSource pool = pool(database, true);
          Submitter submitter = Submitter.open(pool)) {
        try (Connection one = pool.getConnection();
            Connection other = pool.getConnection()) {
          assertThat(one.isValid(1) && other.isValid(1)).isTrue();
          assertThatThrownBy(() -> submitter.submit(REQUEST))
              .isInstanceOf(QueueException.class)
              .hasMessageContaining("exhausted or too small");
          submitter.committed();
        }
        assertThat(submitter.submit(REQUEST).await(Duration.ZERO)).isEqualTo(JobState.QUEUED);
        submitter.close();
        try (Connection still = pool.getConnection();
            Statement statement = still.createStatement();
            ResultSet row = statement.executeQuery("select count(*) from pressroom_queued")) {
          row.next();
          assertThat(row.getInt(1)).as("the pool is the host's").isEqualTo(1);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
