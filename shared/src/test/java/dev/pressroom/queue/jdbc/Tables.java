package dev.pressroom.queue.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Makes the queue's tables in an empty database, as a worker's migration does. */
public final class Tables {
  private static final String[] MIGRATIONS = {"V1__create_the_queue.sql"};

  private Tables() {}

  /**
   * Applies every migration.
   *
   * @param dialect {@code postgresql} or {@code h2}
   */
  public static void create(DataSource source, String dialect) throws SQLException, IOException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String migration : MIGRATIONS) {
        try (InputStream in =
            JdbcStore.class.getResourceAsStream("migration/" + dialect + "/" + migration)) {
          statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }
}
