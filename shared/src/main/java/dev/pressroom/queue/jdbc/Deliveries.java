package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is still to be delivered: by the host whose disk has the files, or, once no worker serves
 * that disk and some time has passed, by any host, with the copies that the store keeps. A delivery
 * becomes visible while the mark and the job's row in the history are locked: no other process
 * delivers it, and no operator's retry comes in between.
 */
final class Deliveries {
  /** Longer than a worker takes to be started anew: its machine is where its files belong. */
  static final Duration TAKEN_OVER_AFTER = Duration.ofMinutes(5);

  private final Database database;
  private final Directories directories;
  private final Ledger ledger;
  private final boolean copies;

  /**
   * @param copies whether artifacts are kept for other machines
   */
  Deliveries(Database database, Directories directories, boolean copies) {
    this.database = database;
    this.directories = directories;
    this.ledger = new Ledger(directories);
    this.copies = copies;
  }

  List<DeliveryMark> all() {
    return database
        .alone(
            "looking at deliveries",
            tx -> tx.list(Sql.DELIVERIES, this::mark, database.now(), directories.host()))
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }

  /** Null if it is not for this host, or not yet. */
  private DeliveryMark mark(ResultSet row) throws SQLException {
    Ledger.Entry entry = Ledger.Entry.read(row);
    Path directory = directories.tree().finished(entry.state(), entry.day(), entry.id());
    if (directories.host().equals(row.getString("host"))
        && directories.tree().disk().exists(directory)) {
      return new DeliveryMark(entry.id(), entry.attempt(), entry.state(), directory);
    }
    // Young ones of this host are between the row and the move.
    Instant finishedAt = Tx.instant(row, "finished_at");
    boolean old =
        finishedAt == null || finishedAt.plus(TAKEN_OVER_AFTER).isBefore(Tx.instant(row, "moment"));
    boolean readable = copies || entry.state() != JobState.SUCCEEDED || finishedAt == null;
    return old && readable
        ? new DeliveryMark(entry.id(), entry.attempt(), entry.state(), null)
        : null;
  }

  boolean deliver(DeliveryMark mark, DispatchStore.Reveal reveal) {
    String id = mark.id().text();
    String state = mark.state().text();
    boolean[] revealed = {false};
    return database.transact(
        "delivering job " + id,
        tx -> {
          Optional<Ledger.Entry> entry =
              tx.one(
                  Sql.LOCK_DELIVERY,
                  row ->
                      new Ledger.Entry(
                          mark.id(),
                          mark.attempt(),
                          mark.state(),
                          row.getObject("finished_on", java.time.LocalDate.class)),
                  id,
                  mark.attempt(),
                  state);
          if (entry.isEmpty()) {
            return revealed[0];
          }
          if (!ledger.has(entry.get())
              && tx.one(
                      Sql.DELIVERY_STANDS, row -> row.getString("state"), id, mark.attempt(), state)
                  .isPresent()) {
            run(mark, reveal, entry.get());
            revealed[0] = true;
          }
          tx.update(Sql.REMOVE_DELIVERY, id, mark.attempt(), state);
          return revealed[0];
        });
  }

  private void run(DeliveryMark mark, DispatchStore.Reveal reveal, Ledger.Entry entry) {
    try {
      reveal.run();
      ledger.add(entry);
    } catch (IOException e) {
      throw new QueueException(
          "delivering job " + mark.id() + " failed: " + e + "; it is tried again", e);
    }
  }
}
