package dev.pressroom.queue.jdbc;

class JdbcPostgresDoctorTest extends DoctorContract {
  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }
}
