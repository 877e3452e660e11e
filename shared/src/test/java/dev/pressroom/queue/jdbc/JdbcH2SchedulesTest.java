package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.ScheduleStoreContract;
import dev.pressroom.queue.Store;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcH2SchedulesTest extends ScheduleStoreContract {
  @TempDir Path root;

  private TestDatabase database;

  @Override
  protected Store open(Clock with) {
    if (database == null) {
      database = TestDatabase.h2(root);
    }
    return JdbcStore.open(database.source(), root.resolve("work"), null, with);
  }

  @AfterEach
  void closeDatabase() {
    store.close();
    database.close();
  }
}
