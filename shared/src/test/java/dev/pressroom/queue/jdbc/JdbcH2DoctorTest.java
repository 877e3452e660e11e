package dev.pressroom.queue.jdbc;

class JdbcH2DoctorTest extends DoctorContract {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }
}
