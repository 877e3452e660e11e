package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.QueueException;
import java.sql.Connection;
import java.sql.SQLException;

/** The databases that have statements of their own. */
enum Dialect {
  POSTGRESQL("postgresql"),
  H2("h2");

  /** The oldest PostgreSQL that the statements were tried on. */
  private static final int OLDEST_POSTGRESQL = 15;

  private final String folder;

  Dialect(String folder) {
    this.folder = folder;
  }

  /** Where its statements lie. */
  String folder() {
    return folder;
  }

  /** The dialect of the database behind a connection. */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (product.equals("H2")) {
      return H2;
    }
    if (product.equals("PostgreSQL") && major >= OLDEST_POSTGRESQL) {
      return POSTGRESQL;
    }
    throw new QueueException(
        "the database is "
            + product
            + " "
            + major
            + ", which cannot hold a queue; take PostgreSQL "
            + OLDEST_POSTGRESQL
            + " or later, or H2 2");
  }
}
