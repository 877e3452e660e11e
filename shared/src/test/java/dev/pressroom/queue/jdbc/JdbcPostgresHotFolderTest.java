package dev.pressroom.queue.jdbc;

class JdbcPostgresHotFolderTest extends HotFolderContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }
}
