package dev.pressroom.queue.jdbc;

class JdbcH2HousekeepingTest extends HousekeepingContract {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }
}
