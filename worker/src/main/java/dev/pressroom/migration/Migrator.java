package dev.pressroom.migration;

import dev.pressroom.job.Harmless;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what is missing of the {@link Migrations}, each in a transaction of its own. Any number
 * of workers may do so at once: each migration is applied by one of them, and the others wait. A
 * database that somebody migrates by hand is left alone where nothing is missing. Safe for use by
 * several threads.
 */
public final class Migrator {
  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

  /** Where Flyway notes what it has done; beside a table of the host's own Flyway. */
  private static final String NOTES = "pressroom_migration";

  private static final String MAY_CREATE =
      "select coalesce(has_schema_privilege(current_schema(), 'create'), false)";

  /** Who loses a race for making that table finds it there afterwards. */
  private static final int MOST_TRIES = 5;

  private final DataSource source;
  private final String[] folders;
  private final int latest;

  /**
   * @param source its user may create tables, or nothing is missing
   */
  public Migrator(DataSource source) {
    this(source, Migrations.LATEST);
  }

  /**
   * For steps that this version does not have.
   *
   * @param more their folders among the resources
   */
  Migrator(DataSource source, int latest, String... more) {
    this.source = source;
    this.latest = latest;
    this.folders = more;
  }

  /**
   * Migrates. Tables of a newer version stay as they are; opening the queue says whether this
   * program may use them.
   *
   * @throws QueueException if the database cannot be reached, or the user may not migrate it
   */
  public void migrate() {
    for (int tries = 1; ; tries++) {
      int applied = applied();
      if (applied >= latest) {
        return;
      }
      mustBeAllowed(applied);
      try {
        run(applied);
        LOG.info("migrated the queue's tables from version {} to {}", applied, latest);
        return;
      } catch (FlywayException e) {
        if (tries == MOST_TRIES) {
          throw refused(applied, said(e), e);
        }
        LOG.debug("a migration failed; another worker's may have come in between", e);
      }
    }
  }

  private int applied() {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(true);
      return Migrations.applied(connection);
    } catch (SQLException e) {
      throw new QueueException(
          "the version of the queue's tables cannot be read: " + said(e) + ". Nothing was changed",
          e);
    }
  }

  /** Asked first: Flyway tries for ten seconds before it says so. */
  private void mustBeAllowed(int applied) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        try (ResultSet row = statement.executeQuery(MAY_CREATE)) {
          row.next();
          if (!row.getBoolean(1)) {
            throw refused(applied, "its user may not create tables", null);
          }
        }
      }
    } catch (SQLException e) {
      throw refused(applied, said(e), e);
    }
  }

  private void run(int applied) {
    Flyway.configure(Migrator.class.getClassLoader())
        .dataSource(source)
        .locations(locations())
        .table(NOTES)
        // The schema may hold a host's own tables, or ours as somebody made them by hand.
        .baselineOnMigrate(true)
        .baselineVersion(Integer.toString(applied))
        .createSchemas(false)
        .placeholderReplacement(false)
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .loggers("slf4j")
        .load()
        .migrate();
  }

  private String[] locations() {
    String[] locations = new String[folders.length + 1];
    try (Connection connection = source.getConnection()) {
      locations[0] = "classpath:" + Migrations.folder(connection);
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
    for (int i = 0; i < folders.length; i++) {
      locations[i + 1] = "classpath:" + folders[i];
    }
    return locations;
  }

  private QueueException refused(int applied, String why, Exception e) {
    return new QueueException(
        "the queue's tables cannot be brought from version "
            + applied
            + " to "
            + latest
            + ": "
            + why
            + ". Let a user start the worker who may create tables there, or apply what `pressroom"
            + " schema` prints. Each step was applied whole or not at all",
        e);
  }

  private static String said(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return Harmless.line(message.strip().replaceAll("\\s+", " "));
  }
}
