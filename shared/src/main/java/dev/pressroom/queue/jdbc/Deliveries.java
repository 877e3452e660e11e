package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * What is still to be delivered, by the host whose disk has the files. A delivery becomes visible
 * while the mark and the job's row in the history are locked: no other process delivers it, and no
 * operator's retry comes in between.
 */
final class Deliveries {
  private final Database database;
  private final Directories directories;

  Deliveries(Database database, Directories directories) {
    this.database = database;
    this.directories = directories;
  }

  List<DeliveryMark> all() {
    return database
        .alone(
            "looking at deliveries",
            tx ->
                tx.list(
                    Sql.DELIVERIES,
                    row -> {
                      JobId id = new JobId(row.getString("id"));
                      JobState state = JobState.parse(row.getString("state"));
                      return new DeliveryMark(
                          id,
                          row.getInt("number"),
                          state,
                          directories
                              .tree()
                              .finished(state, row.getObject("finished_on", LocalDate.class), id));
                    },
                    directories.host()))
        .stream()
        // Between the row and the move there is nothing to be delivered from.
        .filter(mark -> directories.tree().disk().exists(mark.directory()))
        .toList();
  }

  boolean deliver(DeliveryMark mark, DispatchStore.Reveal reveal) {
    String id = mark.id().text();
    String state = mark.state().text();
    return database.transact(
        "delivering job " + id,
        tx -> {
          if (tx.one(Sql.LOCK_DELIVERY, row -> row.getString("id"), id, mark.attempt(), state)
              .isEmpty()) {
            return false;
          }
          boolean stands =
              tx.one(Sql.DELIVERY_STANDS, row -> row.getString("state"), id, mark.attempt(), state)
                  .isPresent();
          if (stands) {
            run(mark, reveal);
          }
          tx.update(Sql.REMOVE_DELIVERY, id, mark.attempt(), state);
          return stands;
        });
  }

  private static void run(DeliveryMark mark, DispatchStore.Reveal reveal) {
    try {
      reveal.run();
    } catch (IOException e) {
      throw new QueueException(
          "delivering job " + mark.id() + " failed: " + e + "; it is tried again", e);
    }
  }
}
