package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore.Settle;
import dev.pressroom.queue.DispatchStore.Settled;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How claims end for good: each attempt's files are made durable where they are; then the rows of
 * all move to the history, each if and only if its attempt still runs; then the directories follow.
 * What moved no row was perhaps settled by a try whose reply was lost: the history knows. Safe for
 * use by several threads.
 */
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  private final Database database;
  private final Ending ending;
  private final Directories directories;
  private final ArtifactStore artifacts;

  /**
   * @param artifacts null if they are kept nowhere but here
   */
  Settling(Database database, Ending ending, Directories directories, ArtifactStore artifacts) {
    this.database = database;
    this.ending = ending;
    this.directories = directories;
    this.artifacts = artifacts;
  }

  /**
   * An attempt whose files are ready.
   *
   * @param log the last lines that the press wrote, or null
   */
  private record Ready(Claim claim, Outcome outcome, String log) {
    String id() {
      return claim.id().text();
    }
  }

  List<Settled> settleAll(List<Settle> jobs) {
    Settled[] done = new Settled[jobs.size()];
    // By id: two transactions that lock the same rows lock them in the same order.
    Map<String, Ready> ready = new TreeMap<>();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < done.length; i++) {
      Settle job = jobs.get(i);
      check(job.outcome());
      String id = job.claim().id().text();
      if (ready.containsKey(id)) {
        // Another attempt of the same job; at most one of them stands.
        done[i] = settleAll(List.of(job)).get(0);
        continue;
      }
      try {
        if (directories.ready(job.claim(), job.outcome())) {
          copy(job);
          ready.put(id, new Ready(job.claim(), job.outcome(), Tail.of(job.claim())));
          places.put(id, i);
        } else {
          done[i] = withoutFiles(job);
        }
      } catch (IOException e) {
        done[i] = new Settled(false, inTheWay(job.claim(), e));
      } catch (QueueException e) {
        done[i] = new Settled(false, e);
      }
    }
    record(new ArrayList<>(ready.values()), places, done);
    return List.of(done);
  }

  /** For machines that have not this disk; before the row, which names the attempt that counts. */
  private void copy(Settle job) throws IOException {
    if (artifacts == null || job.outcome().produced() == null) {
      return;
    }
    Path output = new JobDirectory(job.claim().directory()).output();
    for (Artifact artifact : job.outcome().produced().artifacts()) {
      artifacts.put(
          job.claim().id(),
          job.claim().attempt().number(),
          artifact.file(),
          output.resolve(artifact.file()));
    }
  }

  /** What other attempts copied lost. What cannot be removed now goes when the job is purged. */
  private void dropLost(Claim claim) {
    if (artifacts != null && claim.attempt().number() > 1) {
      try {
        artifacts.keepOnly(claim.id(), claim.attempt().number());
      } catch (IOException | QueueException e) {
        LOG.warn("artifacts of earlier attempts of job {} stay: {}", claim.id(), e.toString());
      }
    }
  }

  private static void check(Outcome outcome) {
    if (!JobState.RUNNING.mayBecome(outcome.state()) || !outcome.state().finished()) {
      throw new IllegalArgumentException("a running job cannot be settled as " + outcome.state());
    }
  }

  private static QueueException inTheWay(Claim claim, IOException e) {
    return new QueueException(
        "settling job "
            + claim.id()
            + " failed: its files in "
            + claim.directory()
            + " cannot be made durable: "
            + e
            + "; it is tried again, see that the disk is there, writable and not full",
        e);
  }

  private Settled withoutFiles(Settle job) {
    if (settledBefore(job.claim(), job.outcome())) {
      return new Settled(true, null);
    }
    boolean stands =
        database.alone(
            "settling job " + job.claim().id(),
            tx ->
                tx.list(
                        Sql.HELD,
                        row -> row.getString("id") + row.getInt("number"),
                        job.claim().lease().id())
                    .contains(job.claim().id().text() + job.claim().attempt().number()));
    return new Settled(
        false,
        stands
            ? new QueueException(
                "the files of job "
                    + job.claim().id()
                    + " are no longer in "
                    + job.claim().directory()
                    + "; nothing is published")
            : null);
  }

  private void record(List<Ready> all, Map<String, Integer> places, Settled[] done) {
    if (all.isEmpty()) {
      return;
    }
    Set<String> gone;
    try {
      gone = run(all);
    } catch (QueueException e) {
      if (all.size() == 1 || isNobodysFault(e)) {
        all.forEach(each -> done[places.get(each.id())] = new Settled(false, e));
      } else {
        // One that the database refuses must not keep the others from being settled.
        all.forEach(each -> record(List.of(each), places, done));
      }
      return;
    }
    for (Ready each : all) {
      Settled settled;
      try {
        boolean stood = gone.contains(each.id()) || settledBefore(each.claim(), each.outcome());
        if (stood) {
          directories.finish(
              each.claim().directory(),
              each.outcome().state(),
              Ending.day(ending.finishedAt(each.outcome())),
              each.claim().id());
          dropLost(each.claim());
        }
        settled = new Settled(stood, null);
      } catch (QueueException e) {
        settled = new Settled(false, e);
      }
      done[places.get(each.id())] = settled;
    }
  }

  private static boolean isNobodysFault(QueueException e) {
    return !(e.getCause() instanceof SQLException sql)
        || Trouble.unknown(sql)
        || sql instanceof Database.NotConnectedException;
  }

  private Set<String> run(List<Ready> all) {
    String what =
        all.size() == 1
            ? "settling job " + all.get(0).claim().id()
            : "settling " + all.size() + " jobs";
    return database.dialect() == Dialect.POSTGRESQL
        ? database.alone(what, tx -> atOnce(tx, all))
        : database.transact(what, tx -> inSteps(tx, all));
  }

  private Set<String> atOnce(Tx tx, List<Ready> all) throws SQLException {
    String[][] columns = new String[7][all.size()];
    for (int i = 0; i < all.size(); i++) {
      Ready each = all.get(i);
      columns[0][i] = each.id();
      columns[1][i] = Integer.toString(each.claim().attempt().number());
      columns[2][i] = each.outcome().state().text();
      columns[3][i] = Ending.day(ending.finishedAt(each.outcome())).toString();
      columns[4][i] = ending.finishedAt(each.outcome()).toString();
      columns[5][i] = Ending.text(each.outcome());
      columns[6][i] = each.log();
    }
    return new HashSet<>(
        tx.list(
            Sql.SETTLE,
            row -> row.getString("id"),
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            columns[4],
            columns[5],
            columns[6],
            directories.host(),
            directories.host()));
  }

  private Set<String> inSteps(Tx tx, List<Ready> all) throws SQLException {
    String[] ids = all.stream().map(Ready::id).toArray(String[]::new);
    Map<String, Row> running = new HashMap<>();
    tx.list(Sql.SETTLE_LOCK, Row::read, (Object) ids)
        .forEach(row -> running.put(row.id().text(), row));
    List<Ending.Ended> ended = new ArrayList<>();
    for (Ready each : all) {
      Row row = running.get(each.id());
      if (row != null && row.attempt().number() == each.claim().attempt().number()) {
        ended.add(
            new Ending.Ended(
                row, each.outcome(), new Ending.Remains(directories.host(), each.log())));
      }
    }
    String[] gone = ended.stream().map(each -> each.row().id().text()).toArray(String[]::new);
    tx.update(Sql.SETTLE_REMOVE, (Object) gone);
    ending.endAll(tx, ended);
    return Set.of(gone);
  }

  private boolean settledBefore(Claim claim, Outcome outcome) {
    return database
        .alone(
            "settling job " + claim.id(),
            tx ->
                tx.one(
                    Sql.SETTLED,
                    row -> row.getString("id"),
                    claim.id().text(),
                    claim.attempt().number(),
                    outcome.state().text()))
        .isPresent();
  }
}
