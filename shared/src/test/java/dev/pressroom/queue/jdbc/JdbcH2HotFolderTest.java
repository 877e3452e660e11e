package dev.pressroom.queue.jdbc;

class JdbcH2HotFolderTest extends HotFolderContract {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }
}
