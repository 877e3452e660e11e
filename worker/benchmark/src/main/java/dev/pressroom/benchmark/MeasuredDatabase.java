package dev.pressroom.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.queue.jdbc.Migrations;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A database with an empty place for whoever is measured. For one thread. */
interface MeasuredDatabase extends AutoCloseable {
  /** More than slots, claiming, settling, listening and housekeeping need. */
  int CONNECTIONS = 16;

  /** Name, version, and what makes a commit durable, as the server itself says it. */
  String settings() throws SQLException;

  boolean isPostgres();

  List<Migrations.Migration> migrations();

  /** Connections to a new and empty schema or file. */
  DataSource empty() throws SQLException;

  @Override
  void close() throws IOException;

  /** Such connections, pooled. */
  default HikariDataSource pool() throws SQLException {
    return pool(empty());
  }

  /** All are open when this returns: a pool goes on in the background, in the measured time. */
  static HikariDataSource pool(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    HikariDataSource pool = new HikariDataSource(config);
    while (pool.getHikariPoolMXBean().getTotalConnections() < CONNECTIONS) {
      LockSupport.parkNanos(1_000_000);
    }
    return pool;
  }

  static void execute(DataSource source, String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
