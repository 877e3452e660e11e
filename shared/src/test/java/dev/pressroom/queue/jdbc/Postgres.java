package dev.pressroom.queue.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, without durability. The shared one ends with this JVM; whoever starts one of
 * its own closes it.
 */
final class Postgres implements AutoCloseable {
  private static final AtomicInteger QUEUES = new AtomicInteger();

  private static Postgres shared;

  private final EmbeddedPostgres server;

  Postgres() {
    try {
      server = EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new AssertionError("PostgreSQL cannot be started", e);
    }
  }

  static synchronized Postgres shared() {
    if (shared == null) {
      shared = new Postgres();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shared.close()));
    }
    return shared;
  }

  int port() {
    return server.getPort();
  }

  /** A queue in a schema of its own. */
  Queue queue() {
    String schema = "queue" + QUEUES.incrementAndGet();
    Queue queue = new Queue(this, schema);
    try {
      execute("create schema " + schema);
      Tables.create(queue.source(), Migrations.postgresql());
    } catch (SQLException e) {
      throw new AssertionError("PostgreSQL cannot be used", e);
    }
    return queue;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {port()});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    return source;
  }

  /** One queue on the server. */
  record Queue(Postgres server, String schema) implements TestDatabase {
    @Override
    public PGSimpleDataSource source() {
      PGSimpleDataSource source = server.source();
      source.setCurrentSchema(schema);
      return source;
    }

    @Override
    public String url() {
      return "jdbc:postgresql://localhost:"
          + server.port()
          + "/postgres?user=postgres&currentSchema="
          + schema;
    }

    @Override
    public void close() {
      try {
        server.execute("drop schema " + schema + " cascade");
      } catch (SQLException e) {
        throw new AssertionError("the schema cannot be dropped", e);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError("PostgreSQL cannot be stopped", e);
    }
  }
}
