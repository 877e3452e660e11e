package dev.pressroom.queue.jdbc;

class JdbcH2TwoHostsTest extends TwoHostsContract {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }
}
