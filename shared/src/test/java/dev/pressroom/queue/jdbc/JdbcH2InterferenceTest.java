package dev.pressroom.queue.jdbc;

class JdbcH2InterferenceTest extends InterferenceContract {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }
}
