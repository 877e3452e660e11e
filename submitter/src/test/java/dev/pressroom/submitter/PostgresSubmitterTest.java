package dev.pressroom.submitter;

import dev.pressroom.queue.jdbc.TestDatabase;

class PostgresSubmitterTest extends DatabaseSubmitterContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }
}
