package dev.pressroom.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;

/** A real PostgreSQL for the tests of one class; close it, or it outlives them. */
final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;

  Postgres() throws IOException {
    server = EmbeddedPostgres.start();
  }

  DataSourceSettings settings() {
    return new DataSourceSettings(
        "warehouse",
        "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
        "postgres",
        "x",
        Map.of());
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
