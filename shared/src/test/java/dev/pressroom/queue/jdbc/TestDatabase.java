package dev.pressroom.queue.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;

/** An empty queue in a real database, for one test. */
public interface TestDatabase extends AutoCloseable {

  /** Connections to it, each a new one. */
  DataSource source();

  /** For whoever opens it by its URL, with all that is needed in it. */
  String url();

  @Override
  void close();

  /** On the PostgreSQL of this JVM's tests. */
  static TestDatabase postgres() {
    return Postgres.shared().queue();
  }

  /**
   * On that PostgreSQL, through a PgBouncer in transaction mode; the test is skipped without one.
   */
  static TestDatabase pgBouncer() {
    return PgBouncer.queue();
  }

  /** In a file of that folder. */
  static TestDatabase h2(Path folder) {
    return H2Queue.in(folder);
  }
}
