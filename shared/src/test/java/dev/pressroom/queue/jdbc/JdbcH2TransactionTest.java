package dev.pressroom.queue.jdbc;

class JdbcH2TransactionTest extends TransactionContract {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }
}
