package dev.pressroom.queue.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A queue in an H2 file, which this process serves. */
record H2Queue(String url) implements TestDatabase {

  static H2Queue in(Path folder) {
    H2Queue queue =
        new H2Queue("jdbc:h2:file:" + folder.resolve("queue") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
    try {
      Tables.create(queue.source(), Migrations.h2());
    } catch (SQLException e) {
      throw new AssertionError("H2 cannot be used", e);
    }
    return queue;
  }

  @Override
  public DataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    return source;
  }

  @Override
  public void close() {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    } catch (SQLException e) {
      throw new AssertionError("H2 cannot be shut down", e);
    }
  }
}
