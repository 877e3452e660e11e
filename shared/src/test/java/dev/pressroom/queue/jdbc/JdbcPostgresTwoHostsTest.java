package dev.pressroom.queue.jdbc;

class JdbcPostgresTwoHostsTest extends TwoHostsContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }
}
