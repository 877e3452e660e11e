package dev.pressroom.submitter;

import dev.pressroom.queue.jdbc.TestDatabase;

/** Through a pooler in transaction mode, opened as the README says. */
class PgBouncerSubmitterTest extends DatabaseSubmitterContract {
  @Override
  TestDatabase create() {
    return TestDatabase.pgBouncer();
  }
}
