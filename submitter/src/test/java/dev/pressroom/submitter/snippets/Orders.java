package dev.pressroom.submitter.snippets;

import dev.pressroom.job.JobRequest;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A host that submits within its own transaction. */
final class Orders {
  private final DataSource dataSource;
  private final Submitter submitter;

  Orders(DataSource dataSource, Submitter submitter) {
    this.dataSource = dataSource;
    this.submitter = submitter;
  }

  String place(int order) throws SQLException {
    // README
    SubmittedJob invoice;
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, order);
      invoice =
          submitter.submit(
              connection, JobRequest.of("finance.invoice").parameter("order", order).build());
      connection.commit(); // both, or on the way here neither
    }
    submitter.committed(); // so that a worker looks at once
    return invoice.id().text();
    // end
  }

  private static void insert(Connection connection, int order) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into orders (number) values (?)")) {
      insert.setInt(1, order);
      insert.executeUpdate();
    }
  }
}
