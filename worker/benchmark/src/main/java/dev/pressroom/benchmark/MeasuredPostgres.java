package dev.pressroom.benchmark;

import dev.pressroom.queue.jdbc.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real server, with the durability that PostgreSQL has by default: the tests' has none. */
final class MeasuredPostgres implements MeasuredDatabase {
  private static final List<String> SHOWN =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "shared_buffers",
          "max_wal_size");

  private final EmbeddedPostgres server;
  private int schemas;

  private MeasuredPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static MeasuredPostgres start(Path folder) throws IOException {
    return new MeasuredPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgresql"))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start());
  }

  @Override
  public String settings() throws SQLException {
    List<String> said = new ArrayList<>();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String name : SHOWN) {
        try (ResultSet row = statement.executeQuery("show " + name)) {
          row.next();
          said.add(name + "=" + row.getString(1));
        }
      }
    }
    return "PostgreSQL, " + String.join(", ", said);
  }

  @Override
  public boolean isPostgres() {
    return true;
  }

  @Override
  public List<Migrations.Migration> migrations() {
    return Migrations.postgresql();
  }

  @Override
  public DataSource empty() throws SQLException {
    String schema = "measured" + ++schemas;
    // What was measured before must leave the server nothing to do.
    MeasuredDatabase.execute(
        server.getPostgresDatabase(),
        schemas > 1 ? "drop schema if exists measured" + (schemas - 1) + " cascade" : "select 1",
        "create schema " + schema,
        "checkpoint");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setCurrentSchema(schema);
    return source;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
