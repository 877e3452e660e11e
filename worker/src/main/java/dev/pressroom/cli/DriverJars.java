package dev.pressroom.cli;

import dev.pressroom.press.PluginFolder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDBC drivers in the plug-ins' folder, known to this process until this is closed. Presses are
 * started with them on their class path; a process that runs already has to ask for them. For one
 * thread.
 */
final class DriverJars implements AutoCloseable {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(DriverJars.class);

  private final URLClassLoader loader;
  private final List<Driver> known = new ArrayList<>();

  DriverJars(PluginFolder plugins) throws IOException {
    List<URL> jars = new ArrayList<>();
    for (Path jar : plugins.drivers()) {
      jars.add(jar.toUri().toURL());
    }
    loader = new URLClassLoader(jars.toArray(URL[]::new), DriverJars.class.getClassLoader());
    if (!jars.isEmpty()) {
      load();
    }
  }

  private void load() {
    // Java looks for those of the class path once, and would find none with another loader.
    DriverManager.getDrivers();
    Iterator<Driver> found = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return;
        }
        Driver driver = found.next();
        if (driver.getClass().getClassLoader() == loader) {
          Driver seen = new Seen(driver);
          DriverManager.registerDriver(seen);
          known.add(seen);
        }
      } catch (ServiceConfigurationError | SQLException e) {
        // As in presses: who needs it is told that there is no driver.
        LOG.debug("a driver cannot be loaded", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Driver driver : known) {
      try {
        DriverManager.deregisterDriver(driver);
      } catch (SQLException e) {
        LOG.debug("{} stays known", driver, e);
      }
    }
    loader.close();
  }

  /** {@link DriverManager} gives nobody a driver whose class the caller could not see. */
  private record Seen(Driver driver) implements Driver {
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
      return driver.connect(url, info);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
      return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
      return driver.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
      return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
      return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
      return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
      return driver.getParentLogger();
    }
  }
}
