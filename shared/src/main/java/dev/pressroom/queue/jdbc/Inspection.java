package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Outcomes;
import dev.pressroom.queue.QueueException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looking at jobs, and cancelling them. Safe for use by several threads. */
final class Inspection {
  /** Sorts behind every id. */
  private static final String BEHIND_ALL = "~";

  /** So many rows are read at a time when labels are asked for, which stand in the documents. */
  private static final int PAGE = 500;

  /** A job that moves this often while it is being cancelled is claimed and released in a loop. */
  private static final int MOST_LOOKS = 20;

  private static final Set<JobState> UNFINISHED =
      EnumSet.of(JobState.PREPARED, JobState.SCHEDULED, JobState.QUEUED, JobState.RUNNING);

  private final Database database;
  private final Keys keys;
  private final Ending ending;
  private final Directories directories;

  /**
   * @param directories null if this process has none
   */
  Inspection(Database database, Keys keys, Ending ending, Directories directories) {
    this.database = database;
    this.keys = keys;
    this.ending = ending;
    this.directories = directories;
  }

  Optional<JobView> find(JobId id) {
    return seen(id).map(this::view);
  }

  private Optional<Seen> seen(JobId id) {
    return database.alone("looking for job " + id, tx -> look(tx, id)).stream().findFirst();
  }

  /** Where a job is: one statement, which sees one moment. */
  static List<Seen> look(Tx tx, JobId id) throws SQLException {
    String text = id.text();
    return tx.list(Sql.FIND, Seen::read, text, text, text, text, text);
  }

  private JobView view(Seen seen) {
    return seen.view(directories == null ? null : directories.locate(seen));
  }

  Optional<JobView> find(UniqueKey key) {
    Optional<JobId> holder = database.alone("looking for a key", tx -> keys.holder(tx, key));
    return holder.flatMap(this::find);
  }

  List<JobView> list(JobFilter filter) {
    return database.transact(
        "listing jobs",
        tx -> {
          List<Seen> jobs = new ArrayList<>();
          Set<JobState> waiting = EnumSet.copyOf(filter.states());
          waiting.retainAll(UNFINISHED);
          Set<JobState> finished = EnumSet.copyOf(filter.states());
          finished.removeAll(UNFINISHED);
          if (!waiting.isEmpty()) {
            add(tx, jobs, Sql.LIST_WAITING, waiting, filter);
          }
          if (!finished.isEmpty()) {
            boolean troubled = !finished.contains(JobState.SUCCEEDED);
            add(tx, jobs, troubled ? Sql.LIST_TROUBLED : Sql.LIST_FINISHED, finished, filter);
          }
          return jobs.stream()
              .sorted(Comparator.comparing((Seen seen) -> seen.name().id()).reversed())
              .limit(filter.most())
              .map(this::view)
              .toList();
        });
  }

  private record Labelled(Seen seen, boolean fits) {}

  private static void add(Tx tx, List<Seen> jobs, Sql sql, Set<JobState> states, JobFilter filter)
      throws SQLException {
    String[] names = states.stream().map(JobState::text).toArray(String[]::new);
    int page = filter.labels().isEmpty() ? filter.most() : Math.min(PAGE, filter.most());
    int left = filter.most();
    String behind = BEHIND_ALL;
    while (left > 0) {
      List<Labelled> found =
          tx.list(
              sql,
              row -> new Labelled(Seen.read(row), hasLabels(row.getString("job"), filter.labels())),
              behind,
              names,
              filter.queue(),
              filter.queue(),
              filter.report(),
              filter.report(),
              page);
      for (Labelled each : found) {
        if (each.fits() && left > 0) {
          jobs.add(each.seen());
          left--;
        }
      }
      if (found.size() < page) {
        return;
      }
      behind = found.get(found.size() - 1).seen().name().id().text();
    }
  }

  private static boolean hasLabels(String json, Map<String, String> labels) {
    if (labels.isEmpty()) {
      return true;
    }
    try {
      Job job = JobJson.read(json.getBytes(StandardCharsets.UTF_8));
      return job.request().labels().entrySet().containsAll(labels.entrySet());
    } catch (JobFormatException e) {
      return false;
    }
  }

  Optional<JobView> cancel(JobId id) {
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      Optional<Seen> found = seen(id);
      if (found.isEmpty() || found.get().state().finished()) {
        return found.map(this::view);
      }
      if (found.get().state() == JobState.RUNNING) {
        int marked =
            database.alone(
                "cancelling job " + id,
                tx -> tx.update(Sql.CANCEL_RUNNING, database.now(), id.text()));
        if (marked > 0) {
          return find(id);
        }
      } else if (endWaiting(id, Place.of(found.get().state()))) {
        return find(id);
      }
    }
    throw new QueueException("job " + id + " moved too often to be cancelled; ask again");
  }

  private boolean endWaiting(JobId id, Place place) {
    Path files = directories == null ? null : directories.waiting(id);
    boolean here = files != null && directories.tree().disk().exists(files);
    Optional<Outcome> cancelled =
        database.transact(
            "cancelling job " + id,
            tx -> {
              Optional<Row> row = place.lock(tx, id);
              if (row.isEmpty()) {
                return Optional.empty();
              }
              Outcome outcome =
                  Outcomes.unrun(
                      row.get().name(),
                      JobState.CANCELLED,
                      Reason.CANCELLED,
                      database.clock().instant());
              place.remove(tx, id);
              ending.end(
                  tx,
                  row.get(),
                  outcome,
                  new Ending.Remains(here ? directories.host() : null, null));
              return Optional.of(outcome);
            });
    if (here && cancelled.isPresent()) {
      Outcome outcome = cancelled.get();
      directories.finish(files, null, outcome, Ending.day(ending.finishedAt(outcome)));
    }
    return cancelled.isPresent();
  }
}
