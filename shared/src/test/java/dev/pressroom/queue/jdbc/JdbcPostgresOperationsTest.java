package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.StoreOperationsContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcPostgresOperationsTest extends StoreOperationsContract {
  @TempDir Path root;

  private TestDatabase database;

  @Override
  protected Store open(Clock with) {
    if (database == null) {
      database = TestDatabase.postgres();
    }
    return JdbcStore.open(database.source(), root.resolve("work"), null, with);
  }

  @Override
  protected Outcome outcomeOf(JobId id) {
    return ((JdbcStore) store).reading().outcome(id).orElseThrow();
  }

  @AfterEach
  void closeDatabase() {
    store.close();
    database.close();
  }
}
