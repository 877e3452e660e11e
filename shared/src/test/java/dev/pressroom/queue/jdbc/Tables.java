package dev.pressroom.queue.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Makes the queue's tables in an empty database, as a worker's migration does. */
public final class Tables {
  private Tables() {}

  /** Applies every migration. */
  public static void create(DataSource source, List<Migrations.Migration> migrations)
      throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (Migrations.Migration migration : migrations) {
        statement.execute(migration.sql());
      }
    }
  }
}
