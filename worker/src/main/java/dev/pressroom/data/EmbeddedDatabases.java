package dev.pressroom.data;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.h2.engine.SysProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor's hold on H2 files. The first process to open such a file becomes the server of
 * all others; this holds one connection to each from before the first press starts until after the
 * last has ended, so that no press is ever the server: a killed press would take the others'
 * connections with it.
 *
 * <p>Opened and closed by the supervisor's main thread.
 */
public final class EmbeddedDatabases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabases.class);

  private static final String BIND_ADDRESS = "h2.bindAddress";

  private final List<Connection> held = new ArrayList<>();

  private EmbeddedDatabases() {}

  /**
   * Makes H2 listen on the loopback address only, unless the system property {@code h2.bindAddress}
   * says otherwise. Without it the server of a file listens on all interfaces. H2 reads it once, so
   * every process that opens a database calls this before anything else.
   *
   * @throws IllegalStateException if H2 has read it before and will not listen there
   */
  public static void bindToLoopback() {
    if (System.getProperty(BIND_ADDRESS) == null) {
      System.setProperty(BIND_ADDRESS, "127.0.0.1");
    }
    String wanted = System.getProperty(BIND_ADDRESS);
    if (!wanted.equals(SysProperties.BIND_ADDRESS)) {
      throw new IllegalStateException(
          BIND_ADDRESS
              + "="
              + wanted
              + " came too late: H2 was loaded before and would listen on all interfaces; start"
              + " Java with -D"
              + BIND_ADDRESS
              + "="
              + wanted);
    }
  }

  /**
   * Opens those of the data sources that are H2 files; the others are nobody's to hold.
   *
   * @throws SQLException if one cannot be opened; none is held then. The message names it and the
   *     cure
   */
  public static EmbeddedDatabases open(Collection<DataSourceSettings> dataSources)
      throws SQLException {
    EmbeddedDatabases databases = new EmbeddedDatabases();
    for (DataSourceSettings settings : dataSources) {
      if (H2Url.of(settings.url()).filter(H2Url::isFile).isPresent()) {
        try {
          databases.held.add(connect(settings));
        } catch (SQLException e) {
          databases.close();
          throw new SQLException(
              settings
                  + " cannot be opened: "
                  + e.getMessage().lines().findFirst().orElse("")
                  + "; see that the file is there (it is not created) and that user and password"
                  + " are right. Without it no press may start",
              e.getSQLState(),
              e.getErrorCode(),
              e);
        }
      }
    }
    return databases;
  }

  private static Connection connect(DataSourceSettings settings) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(settings.settings());
    properties.putIfAbsent("IFEXISTS", "TRUE");
    DataSourceSettings.addLogin(properties, settings.credentials().any());
    return DriverManager.getConnection(settings.url(), properties);
  }

  /** Lets go of all. Presses that are still connected keep their database open until they end. */
  @Override
  public void close() {
    for (Connection connection : held) {
      try {
        connection.close();
      } catch (SQLException e) {
        // Whoever closes this ends; H2's own lock goes with the process.
        LOG.debug("an embedded database could not be closed", e);
      }
    }
    held.clear();
  }
}
