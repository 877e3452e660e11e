package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.Ulid;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.Outcomes;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Rescued;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lease is a row in {@code pressroom_worker}. A claim locks it and a revocation locks it against
 * claims, so that after a revocation nothing is added to what the lease holds. Safe for use by
 * several threads.
 */
final class Leases {
  private final Database database;
  private final Taking taking;
  private final Ending ending;
  private final Directories directories;

  Leases(Database database, Taking taking, Ending ending, Directories directories) {
    this.database = database;
    this.taking = taking;
    this.ending = ending;
    this.directories = directories;
  }

  /**
   * @param queues that the worker serves; none if it does not say
   */
  Lease register(String worker, List<String> queues) throws IOException {
    Optional<String> evidence = new Restored(database, directories).evidence();
    if (evidence.isPresent()) {
      throw new QueueException(evidence.get());
    }
    Lease lease = new Lease(Ulid.next(database.clock().instant()), worker);
    directories.tree().makeInbox();
    // Before its folder: a sweep takes a folder without a row for one that was left.
    database.alone(
        "registering worker " + worker,
        tx ->
            tx.update(
                Sql.ADD_WORKER,
                lease.id(),
                worker,
                directories.host(),
                ProcessHandle.current().pid(),
                String.join("\n", queues),
                database.now()));
    try {
      directories.makeLease(lease.id());
    } catch (IOException e) {
      deregister(lease);
      throw e;
    }
    return lease;
  }

  boolean deregister(Lease lease) {
    boolean gone =
        database.transact(
            "ending lease " + lease.id(),
            tx -> {
              // Locked first: what a claim on its way adds is seen by the next statement only.
              tx.one(Sql.HOLD_WORKER, row -> row.getString("id"), lease.id());
              return tx.update(Sql.REMOVE_WORKER, lease.id(), lease.id()) > 0;
            });
    if (gone) {
      directories.removeLease(lease.id());
    }
    return gone;
  }

  List<Held> heartbeat(Lease lease) {
    return database.transact(
        "the heartbeat of lease " + lease.id(),
        tx -> {
          if (tx.update(Sql.BEAT, database.now(), lease.id()) == 0) {
            throw new LeaseLostException(lease.id(), "its row is gone or revoked");
          }
          return tx.list(
              Sql.HELD,
              row ->
                  new Held(
                      new JobId(row.getString("id")),
                      new Attempt(row.getInt("number"), row.getInt("allowed")),
                      row.getBoolean("cancel")),
              lease.id());
        });
  }

  List<LeaseBeat> all() {
    return database.alone(
        "looking at leases",
        tx ->
            tx.list(
                Sql.BEATS,
                row ->
                    new LeaseBeat(
                        row.getString("id"),
                        Long.toString(row.getLong("beat")),
                        row.getBoolean("revoked"))));
  }

  /** Whether a lease is there, revoked or not. */
  boolean stands(String lease) {
    return all().stream().anyMatch(each -> each.lease().equals(lease));
  }

  boolean disown(Lease lease, Held held) {
    Optional<Row> back =
        database.transact(
            "releasing job " + held.id(),
            tx -> {
              Optional<Row> found = held(tx, held.id(), lease.id());
              if (found.isEmpty() || found.get().attempt().number() != held.attempt().number()) {
                return Optional.empty();
              }
              Row row = found.get();
              if (row.hold().cancel()) {
                // Who asked was told that it would be cancelled.
                takeBack(tx, lease.id(), row, directories.host());
                return found;
              }
              Row waiting = row.as(row.name().with(row.attempt().released()));
              Place.RUNNING.remove(tx, row.id());
              Place.QUEUED.add(tx, waiting);
              return found;
            });
    if (back.isPresent() && !back.get().hold().cancel()) {
      taking.came(back.get().name());
      directories.putBack(directories.claimed(lease.id(), back.get().name()), held.id());
    }
    return back.isPresent();
  }

  private static Optional<Row> held(Tx tx, JobId id, String lease) throws SQLException {
    return Place.RUNNING.lock(tx, id).filter(row -> row.hold().lease().equals(lease));
  }

  /**
   * Revokes, and takes back one job after the other; who comes later goes on. A lease whose row
   * somebody has locked is left alone this time: its worker claims just now, or its heartbeat waits
   * for a stranger.
   */
  List<Rescued> rescue(String lease) {
    Optional<String> host = database.transact("revoking lease " + lease, tx -> revoke(tx, lease));
    if (host.isEmpty()) {
      return List.of();
    }
    List<Row> rows =
        database.alone("rescuing lease " + lease, tx -> tx.list(Sql.RUNNING_OF, Row::read, lease));
    List<Rescued> rescued = new ArrayList<>();
    for (Row row : rows) {
      takeBack(lease, row, host.get()).ifPresent(rescued::add);
    }
    database.transact("ending lease " + lease, tx -> tx.update(Sql.REMOVE_WORKER, lease, lease));
    taking.cameBack();
    if (host.get().equals(directories.host())) {
      directories.removeLease(lease);
    }
    return rescued;
  }

  private static Optional<String> revoke(Tx tx, String lease) throws SQLException {
    Optional<String> host = tx.one(Sql.LOCK_WORKER, row -> row.getString("host"), lease);
    if (host.isPresent()) {
      tx.update(Sql.REVOKE, lease);
    }
    return host;
  }

  private Optional<Rescued> takeBack(String lease, Row seen, String host) {
    Optional<Outcome> lost =
        database.transact(
            "taking back job " + seen.id(),
            tx -> {
              Optional<Row> row = held(tx, seen.id(), lease);
              return row.isEmpty()
                  ? Optional.empty()
                  : Optional.of(takeBack(tx, lease, row.get(), host));
            });
    if (lost.isPresent() && host.equals(directories.host())) {
      follow(lease, seen, lost.get());
    }
    return lost.map(outcome -> new Rescued(seen.id(), outcome.state()));
  }

  private Outcome takeBack(Tx tx, String lease, Row row, String host) throws SQLException {
    JobState state =
        row.hold().cancel()
            ? JobState.CANCELLED
            : row.attempt().last() ? JobState.FAILED : JobState.QUEUED;
    Outcome outcome = Outcomes.workerLost(row.name(), lease, state, database.clock().instant());
    if (state == JobState.CANCELLED) {
      outcome = outcome.as(state, Reason.CANCELLED, null);
    }
    Place.RUNNING.remove(tx, row.id());
    if (state.finished()) {
      ending.end(tx, row, outcome, new Ending.Remains(host, null));
    } else {
      Place.QUEUED.add(tx, row.as(row.name()));
      GoingOn.note(tx, row, outcome);
    }
    return outcome;
  }

  /** The lost worker ran on this machine: its directory follows here and now. */
  private void follow(String lease, Row row, Outcome outcome) {
    var directory = directories.claimed(lease, row.name());
    if (outcome.state().finished()) {
      directories.finish(
          directory, jobOrNull(row), outcome, Ending.day(ending.finishedAt(outcome)));
    } else {
      directories.note(directory, null, outcome);
      directories.putBack(directory, row.id());
    }
  }

  private static Job jobOrNull(Row row) {
    try {
      return row.job();
    } catch (JobFormatException e) {
      return null;
    }
  }
}
