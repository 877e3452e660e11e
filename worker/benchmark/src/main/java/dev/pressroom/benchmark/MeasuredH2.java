package dev.pressroom.benchmark;

import dev.pressroom.queue.jdbc.Migrations;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.h2.engine.Constants;
import org.h2.jdbcx.JdbcDataSource;

/** Files that this process serves, as durable as H2 can be. */
final class MeasuredH2 implements MeasuredDatabase {
  private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1";

  private final Path folder;
  private JdbcDataSource last;
  private int files;

  MeasuredH2(Path folder) {
    this.folder = folder;
  }

  @Override
  public String settings() {
    return "H2 " + Constants.VERSION + ", file served by this process, WRITE_DELAY=0 for all";
  }

  @Override
  public boolean isPostgres() {
    return false;
  }

  @Override
  public List<Migrations.Migration> migrations() {
    return Migrations.h2();
  }

  @Override
  public DataSource empty() throws SQLException {
    shutDown();
    last = new JdbcDataSource();
    last.setURL("jdbc:h2:file:" + folder.resolve("h2-" + ++files).toAbsolutePath() + SETTINGS);
    return last;
  }

  private void shutDown() throws SQLException {
    if (last != null) {
      MeasuredDatabase.execute(last, "shutdown");
      last = null;
    }
  }

  @Override
  public void close() {
    try {
      shutDown();
    } catch (SQLException e) {
      throw new IllegalStateException("H2 cannot be shut down", e);
    }
  }
}
