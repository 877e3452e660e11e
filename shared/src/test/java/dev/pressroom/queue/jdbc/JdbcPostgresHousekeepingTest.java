package dev.pressroom.queue.jdbc;

class JdbcPostgresHousekeepingTest extends HousekeepingContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }
}
