package dev.pressroom.queue.jdbc;

class JdbcPostgresTransactionTest extends TransactionContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }
}
