package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.QueueException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * How to get a connection to the database that holds a queue.
 *
 * @param url {@code jdbc:postgresql:…} or {@code jdbc:h2:…}
 * @param user null if the URL says it, or the driver finds out
 * @param password null likewise; shown by nothing here
 * @param settings properties of the driver, by its own names
 * @param create whether an H2 file that is not there is made; a host's mistyped path makes none
 */
public record DatabaseAccess(
    String url, String user, String password, Map<String, String> settings, boolean create) {
  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** What H2 says to users who may not change its settings. */
  private static final int NOT_ADMINISTRATOR = 90040;

  private static final int ALREADY_OPEN = 90020;

  /** H2 itself waits a second or two until it believes that a file's server has died. */
  private static final long LONGEST_TAKEOVER_NANOS = 10_000_000_000L;

  private static final long PAUSE_MILLIS = 100;

  /**
   * @throws IllegalArgumentException if the URL is of no database that can hold a queue
   */
  public DatabaseAccess {
    if (!holdsQueue(url)) {
      throw new IllegalArgumentException(
          "queue \""
              + shown(url)
              + "\" is of no kind that this version knows; write jdbc:postgresql://host/database or"
              + " jdbc:h2:file:/path");
    }
    settings = Map.copyOf(settings);
  }

  /** With everything in the URL, as a host writes it. */
  public static DatabaseAccess to(String url) {
    return new DatabaseAccess(url, null, null, Map.of(), false);
  }

  /** Whether a URL is of a database that can hold a queue. */
  public static boolean holdsQueue(String url) {
    return url.startsWith(H2) || url.startsWith(POSTGRESQL);
  }

  /** The URL as messages and logs have it: without what may be a password. */
  public static String shown(String url) {
    return url.replaceFirst("//[^?;]*@", "//").replaceFirst("[?;].*", "");
  }

  private boolean isH2() {
    return url.startsWith(H2);
  }

  /** Opens a connection that commits each statement by itself. */
  Connection connect() throws SQLException {
    Driver driver = driver();
    long began = System.nanoTime();
    while (true) {
      try {
        return connect(driver, true);
      } catch (SQLException e) {
        if (isH2() && e.getErrorCode() == NOT_ADMINISTRATOR) {
          // H2 remembers WRITE_DELAY with the database: whoever made it has set it.
          return connect(driver, false);
        }
        if (!isTakenOver(e) || System.nanoTime() - began > LONGEST_TAKEOVER_NANOS) {
          throw e;
        }
        pause(e);
      }
    }
  }

  /** The process that served the file has died, and another is about to serve it. */
  private boolean isTakenOver(SQLException e) {
    return isH2()
        && e.getErrorCode() == ALREADY_OPEN
        && url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE");
  }

  private static void pause(SQLException why) throws SQLException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  private Connection connect(Driver driver, boolean durably) throws SQLException {
    Connection connection;
    try {
      connection = driver.connect(isH2() ? h2(durably) : url, properties());
    } catch (SQLException e) {
      throw told(e);
    }
    if (connection == null) {
      throw new QueueException(
          "the driver does not take the URL " + shown(url) + "; correct it. Nothing was opened");
    }
    return connection;
  }

  /** Names the URL; a driver that repeats it whole, passwords too, is not passed on. */
  private SQLException told(SQLException e) {
    String said = String.valueOf(e.getMessage());
    boolean repeats = said.contains(url) || (password != null && said.contains(password));
    return new SQLException(
        "at " + shown(url) + ": " + (repeats ? "the driver cannot read the URL; correct it" : said),
        e.getSQLState(),
        e.getErrorCode(),
        repeats ? null : e);
  }

  /** With what keeps acknowledged commits when the serving process is killed. */
  private String h2(boolean durably) {
    String upper = url.toUpperCase(Locale.ROOT);
    if (upper.startsWith("JDBC:H2:MEM:")) {
      return url;
    }
    boolean says = upper.contains(";WRITE_DELAY=");
    boolean mayMake = create || upper.contains(";IFEXISTS=");
    return unbroken(url)
        + (says || !durably ? "" : ";WRITE_DELAY=0")
        + (mayMake ? "" : ";IFEXISTS=TRUE");
  }

  /**
   * An interrupted thread closes an ordinary file under H2, which after a few of those takes the
   * database for empty: so H2 gets to its file by a channel that interrupts do not close. Only with
   * AUTO_SERVER may others in this process name the same file differently.
   */
  private static String unbroken(String url) {
    String path = url.substring(H2.length()).replaceFirst("^file:", "");
    boolean other = path.matches("(?s)[A-Za-z]{2,}:.*");
    return other || !url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE")
        ? url
        : H2 + "async:" + path;
  }

  private Properties properties() {
    Properties properties = new Properties();
    if (!isH2()) {
      // A network that swallows packets must not hold a thread for ever. The URL overrides it.
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("socketTimeout", "120");
      properties.setProperty("ApplicationName", "pressroom");
    }
    properties.putAll(settings);
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  private String driverClass() {
    return isH2() ? "org.h2.Driver" : "org.postgresql.Driver";
  }

  /**
   * Loaded by name: DriverManager knows only what the first class loader of a process saw. The
   * host's own loader comes first, because the driver is the host's to add.
   */
  private Driver driver() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(Thread.currentThread().getContextClassLoader());
    loaders.add(DatabaseAccess.class.getClassLoader());
    List<Throwable> failures = new ArrayList<>();
    for (ClassLoader loader : loaders) {
      try {
        return Class.forName(driverClass(), true, loader)
            .asSubclass(Driver.class)
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
        failures.add(e);
      }
    }
    QueueException missing =
        new QueueException(
            "the driver of "
                + shown(url)
                + " is not on the class path, or cannot be loaded ("
                + failures.get(0)
                + "); add "
                + (isH2() ? "com.h2database:h2" : "org.postgresql:postgresql")
                + " to the application. Nothing was opened",
            failures.get(0));
    failures.stream().skip(1).forEach(missing::addSuppressed);
    throw missing;
  }

  /** Never the password. */
  @Override
  public String toString() {
    return shown(url) + (user == null ? "" : " as " + user);
  }
}
