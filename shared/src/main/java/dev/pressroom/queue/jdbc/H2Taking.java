package dev.pressroom.queue.jdbc;

import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.LeaseLostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Taking on H2: lock the lease's row, then the first rows of each queue in the order of their
 * index, then move them. H2 keeps no dead rows, so nothing has to be remembered.
 */
final class H2Taking implements Taking {
  private final Database database;

  H2Taking(Database database) {
    this.database = database;
  }

  @Override
  public List<Row> take(String lease, List<String> queues, int most) {
    return database.transact("claiming", tx -> take(tx, lease, queues, most));
  }

  private List<Row> take(Tx tx, String lease, List<String> queues, int most) throws SQLException {
    if (tx.one(Sql.HOLD_WORKER, row -> row.getString("id"), lease).isEmpty()) {
      throw new LeaseLostException(lease, "its row is gone or revoked");
    }
    Set<String> paused = new HashSet<>(tx.list(Sql.PAUSED, row -> row.getString("queue")));
    List<String> ids = new ArrayList<>();
    for (String queue : queues) {
      if (ids.size() < most && !paused.contains(queue)) {
        ids.addAll(
            tx.list(
                Sql.CLAIM_QUEUE, row -> row.getString("id"), queue, Row.FORM, most - ids.size()));
      }
    }
    if (ids.isEmpty()) {
      return List.of();
    }
    String[] taken = ids.toArray(String[]::new);
    tx.update(Sql.CLAIM_ADD, lease, database.now(), taken);
    tx.update(Sql.CLAIM_REMOVE, (Object) taken);
    return tx.list(Sql.CLAIMED, Row::read, (Object) taken);
  }

  @Override
  public void came(JobName name) {
    // Every look is from the beginning.
  }

  @Override
  public void cameBack() {
    // Every look is from the beginning.
  }
}
