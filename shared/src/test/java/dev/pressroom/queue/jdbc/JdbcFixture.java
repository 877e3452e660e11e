package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.queue.StoreFixture;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in tables with the test's clock, and its database. */
abstract class JdbcFixture extends StoreFixture {
  @TempDir Path root;

  TestDatabase database;

  abstract TestDatabase create();

  @Override
  protected JdbcStore open(Clock with) {
    if (database == null) {
      database = create();
    }
    return JdbcStore.open(database.source(), root.resolve("work"), null, with);
  }

  JdbcStore store() {
    return (JdbcStore) store;
  }

  @Override
  protected Outcome outcomeOf(JobId id) {
    return store().reading().outcome(id).orElseThrow();
  }

  @AfterEach
  void closeDatabase() {
    store.close();
    database.close();
  }
}
