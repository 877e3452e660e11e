package dev.pressroom.queue.jdbc;

class JdbcPostgresInterferenceTest extends InterferenceContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }
}
