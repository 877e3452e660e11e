package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.Outcomes;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claiming: rows go from the queues into the lease in one transaction, which holds the lease's row.
 * What has expired, or cannot be read, ends right after. For use by one thread, but for {@link
 * #layOut}.
 */
final class Claiming {
  private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

  private final Database database;
  private final Taking taking;
  private final Ending ending;
  private final Directories directories;

  Claiming(Database database, Taking taking, Ending ending, Directories directories) {
    this.database = database;
    this.taking = taking;
    this.ending = ending;
    this.directories = directories;
  }

  List<Claim> claim(Lease lease, List<String> queues, int most) {
    if (most < 1) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>(take(lease, queues, most));
    rows.sort(
        Comparator.comparingInt((Row row) -> queues.indexOf(row.name().queue()))
            .thenComparingInt(row -> row.name().priority())
            .thenComparing(Row::id));
    List<Claim> claims = new ArrayList<>(rows.size());
    for (Row row : rows) {
      claim(lease, row).ifPresent(claims::add);
    }
    return claims;
  }

  /** A row that waits although its job runs would stop every claim that comes to it. */
  private List<Row> take(Lease lease, List<String> queues, int most) {
    try {
      return taking.take(lease.id(), queues, most);
    } catch (QueueException e) {
      if (!(e.getCause() instanceof SQLException sql) || !Trouble.isDuplicate(sql)) {
        throw e;
      }
      List<JobId> doubled = database.transact("removing what runs from the queues", Claiming::tidy);
      if (doubled.isEmpty()) {
        throw e;
      }
      doubled.forEach(
          id -> LOG.warn("{} was among the waiting jobs while it runs; that row is removed", id));
      return taking.take(lease.id(), queues, most);
    }
  }

  private static List<JobId> tidy(Tx tx) throws SQLException {
    List<JobId> doubled = tx.list(Sql.DOUBLED, row -> new JobId(row.getString("id")));
    for (JobId id : doubled) {
      Place.QUEUED.remove(tx, id);
    }
    return doubled;
  }

  private Optional<Claim> claim(Lease lease, Row row) {
    if (row.expiresAt() != null && row.expiresAt().isBefore(row.hold().claimedAt())) {
      end(row, JobState.CANCELLED, Reason.EXPIRED, null);
      return Optional.empty();
    }
    Job job;
    try {
      job = row.job();
    } catch (JobFormatException e) {
      end(
          row,
          JobState.FAILED,
          Reason.REPORT_FAILED,
          Failure.of(
              "the job's document in the database cannot be read: "
                  + e.getMessage()
                  + ". Whatever wrote it into the tables must write form 1 of a job",
              true));
      return Optional.empty();
    }
    return Optional.of(
        new Claim(
            lease,
            job,
            row.attempt(),
            new Outcome.Route(row.name().queue(), row.name().priority()),
            row.hold().claimedAt(),
            directories.claimed(lease.id(), row.name())));
  }

  /** Ends what was claimed and is not to run: as if it had not been claimed. */
  private void end(Row row, JobState state, Reason reason, Failure failure) {
    Attempt before = new Attempt(row.attempt().number() - 1, row.attempt().allowed());
    Row unclaimed = row.as(row.name().with(before));
    Outcome outcome =
        Outcomes.unrun(unclaimed.name(), state, reason, row.hold().claimedAt())
            .as(state, reason, failure);
    try {
      database.transact(
          "ending job " + row.id(),
          tx -> {
            if (stands(tx, row)) {
              Place.RUNNING.remove(tx, row.id());
              ending.end(tx, unclaimed, outcome, Ending.Remains.NONE);
            }
            return null;
          });
      LOG.info("{} {}: {}", state, row.id(), reason);
    } catch (QueueException e) {
      // It stays claimed; the heartbeat's listing finds what nobody here knows of.
      LOG.warn("{} is not to run and cannot be ended now: {}", row.id(), e.getMessage());
    }
  }

  private static boolean stands(Tx tx, Row row) throws SQLException {
    return Place.RUNNING
        .lock(tx, row.id())
        .filter(found -> found.attempt().number() == row.attempt().number())
        .isPresent();
  }

  /** Makes a claim's directory, and gives it. */
  Path layOut(Claim claim) throws IOException {
    Map<Integer, String> earlier = new HashMap<>();
    if (claim.attempt().number() > 1) {
      database.alone(
          "reading the earlier attempts of job " + claim.id(),
          tx ->
              tx.list(
                  Sql.ATTEMPTS_OF,
                  row -> earlier.put(row.getInt("number"), row.getString("outcome")),
                  claim.id().text()));
    }
    directories.layOut(claim, earlier);
    return claim.directory();
  }
}
