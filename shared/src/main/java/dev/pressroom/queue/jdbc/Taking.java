package dev.pressroom.queue.jdbc;

import dev.pressroom.jobdir.JobName;
import java.util.List;

/**
 * How rows get from the queues into a lease: one statement on PostgreSQL, several in one
 * transaction on H2. For use by one thread, but for the hints.
 */
interface Taking {

  static Taking of(Database database) {
    return database.dialect() == Dialect.POSTGRESQL
        ? new PostgresTaking(database, System::nanoTime)
        : new H2Taking(database);
  }

  /**
   * Takes up to so many, in no order.
   *
   * @throws dev.pressroom.queue.LeaseLostException if the lease is gone
   */
  List<Row> take(String lease, List<String> queues, int most);

  /** A job came (back) into a queue, perhaps with an older id than those seen last. */
  void came(JobName name);

  /** Jobs came back of which nothing is known. */
  void cameBack();
}
