package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.Diagnosis;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.FinishedCount;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether database and work directory are of one time. After a restore, one of them may be older:
 * rows that know less than the directories would have jobs run and published twice. For one thread.
 */
final class Restored {
  private static final Logger LOG = LoggerFactory.getLogger(Restored.class);
  private static final List<JobState> FINISHED =
      List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED);

  /** So many ids are asked for at once. */
  private static final int PAGE = 500;

  /** A worker that starts looks at so many of the last jobs that ended on its disk. */
  private static final int QUICK_LOOK = 1_000;

  private static final String CURE =
      "stop the workers; then, on each machine that has a work directory: pressroom doctor"
          + " --reconcile. It lets the database know what ended, and nothing is run or published"
          + " again";

  private final Database database;
  private final Directories directories;
  private final Ledger ledger;

  Restored(Database database, Directories directories) {
    this.database = database;
    this.directories = directories;
    this.ledger = new Ledger(directories);
  }

  /** A job that ended, by its directory. */
  private record Ended(JobId id, JobState state, LocalDate day, Path directory) {}

  private static final Comparator<Ended> NEWEST_FIRST =
      Comparator.comparing(Ended::day).thenComparing(Ended::id).reversed();

  /** What the row says of it. */
  private record Known(JobState state, LocalDate day) {}

  /**
   * What shows at a quick look that the database is older than this disk; empty if nothing does.
   */
  Optional<String> evidence() throws IOException {
    for (Ended ended : ahead(QUICK_LOOK)) {
      return Optional.of(
          "job "
              + ended.id()
              + " has "
              + ended.state().text()
              + " in "
              + ended.directory()
              + ", and the database does not know: it is older than the work directory, as after a"
              + " restore from a backup. Nothing is claimed here until that is mended: "
              + CURE);
    }
    return Optional.empty();
  }

  /** Tells how the two differ. */
  void tell(Diagnosis diagnosis) throws IOException {
    List<Ended> ahead = ahead(Integer.MAX_VALUE);
    if (!ahead.isEmpty()) {
      diagnosis.harmful(
          Finding.Kind.DAMAGED,
          "the database is older than the work directory: it does not know of "
              + jobs(ahead.size())
              + " that ended here, first "
              + ahead.get(ahead.size() - 1).id(),
          directories.tree().root(),
          ahead.get(ahead.size() - 1).id().time(),
          CURE);
    }
    List<Ended> missing = missing();
    if (!missing.isEmpty()) {
      diagnosis.harmful(
          Finding.Kind.DAMAGED,
          "the work directory is older than the database, or somebody removed from it: the files of "
              + jobs(missing.size())
              + " that ended here are gone, last "
              + missing.get(0).id(),
          directories.tree().root(),
          null,
          "restore the folders succeeded/, failed/ and cancelled/ from a later backup; what cannot"
              + " be restored is submitted anew, and nothing of it is published again by itself");
    }
    List<Ledger.Entry> made = ledger.standing(database);
    if (!made.isEmpty()) {
      diagnosis.harmful(
          Finding.Kind.DAMAGED,
          "the database is older than the work directory: it does not know that what "
              + jobs(made.size())
              + " made was delivered from here, first of "
              + made.get(0).id(),
          ledger.root(),
          made.get(0).id().time(),
          CURE);
    }
  }

  private static String jobs(int count) {
    return count == 1 ? "1 job" : count + " jobs";
  }

  /** Those, the newest days first, of which the rows know less. */
  private List<Ended> ahead(int most) throws IOException {
    List<Ended> ahead = new ArrayList<>();
    List<Ended> all = ended(most);
    for (int from = 0; from < all.size(); from += PAGE) {
      List<Ended> page = all.subList(from, Math.min(from + PAGE, all.size()));
      Map<String, Known> known = known(page);
      for (Ended ended : page) {
        Known row = known.get(ended.id().text());
        boolean same = row != null && row.state() == ended.state() && row.day().equals(ended.day());
        if (!same && isAhead(ended)) {
          ahead.add(ended);
        }
      }
    }
    return ahead;
  }

  private List<Ended> ended(int most) throws IOException {
    List<Ended> all = new ArrayList<>();
    List<Path> days = new ArrayList<>();
    for (JobState state : FINISHED) {
      Path folder = directories.tree().finished(state);
      directories.tree().listOrNothing(folder).forEach(day -> days.add(folder.resolve(day)));
    }
    days.sort((a, b) -> b.getFileName().compareTo(a.getFileName()));
    for (Path folder : days) {
      if (all.size() >= most) {
        break;
      }
      for (String text : directories.tree().listOrNothing(folder)) {
        ended(folder, text).ifPresent(all::add);
      }
      if (all.size() > most) {
        // A day may hold very many; a backup lacks those that came last.
        all.sort(NEWEST_FIRST);
        all.subList(most, all.size()).clear();
      }
    }
    return all;
  }

  private static Optional<Ended> ended(Path folder, String text) {
    try {
      return Optional.of(
          new Ended(
              new JobId(text),
              JobState.parse(folder.getParent().getFileName().toString()),
              LocalDate.parse(folder.getFileName().toString()),
              folder.resolve(text)));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      // A stranger's.
      return Optional.empty();
    }
  }

  private Map<String, Known> known(List<Ended> page) {
    String[] ids = page.stream().map(ended -> ended.id().text()).toArray(String[]::new);
    Map<String, Known> known = new HashMap<>();
    database.alone(
        "comparing directories with rows",
        tx ->
            tx.list(Sql.ENDED_OF, row -> known.put(row.getString("id"), read(row)), (Object) ids));
    return known;
  }

  private static Known read(ResultSet row) throws SQLException {
    return new Known(JobState.parse(row.getString("state")), day(row));
  }

  /** Whether the directory knows of a later attempt than the row, or the row was never there. */
  private boolean isAhead(Ended ended) {
    Optional<Seen> row =
        database
            .alone("comparing job " + ended.id(), tx -> Inspection.look(tx, ended.id()))
            .stream()
            .findFirst();
    if (row.isEmpty()) {
      return !isPurged(ended.day());
    }
    Optional<Outcome> outcome = outcome(ended);
    if (outcome.isEmpty()) {
      return false;
    }
    int here = outcome.get().attempt().number();
    int there = row.get().name().attempt().number();
    return row.get().state() == JobState.RUNNING ? here >= there : here > there;
  }

  private Optional<Outcome> outcome(Ended ended) {
    try {
      return new JobDirectory(ended.directory())
          .readOutcome(directories.tree().disk())
          .filter(outcome -> outcome.state() == ended.state());
    } catch (IOException | JobFormatException e) {
      LOG.warn("{} is not compared with its row: {}", ended.directory(), e.toString());
      return Optional.empty();
    }
  }

  /** A database that counted jobs of that day may have purged them. */
  boolean isPurged(LocalDate day) {
    return day.isBefore(Purge.latest(database.clock()))
        && database
            .alone("counting what ended", tx -> tx.list(Sql.TALLY, Restored::day, day))
            .contains(day);
  }

  private static LocalDate day(ResultSet row) throws SQLException {
    return row.getObject("finished_on", LocalDate.class);
  }

  /** Jobs of this disk whose directory is not where it should be, nor on its way. */
  private List<Ended> missing() {
    return database
        .alone(
            "comparing rows with directories",
            tx ->
                tx.list(
                    Sql.ENDED_HERE,
                    row -> {
                      JobId id = new JobId(row.getString("id"));
                      Known known = read(row);
                      return new Ended(
                          id,
                          known.state(),
                          known.day(),
                          directories.tree().finished(known.state(), known.day(), id));
                    },
                    directories.host(),
                    LocalDate.EPOCH,
                    QUICK_LOOK))
        .stream()
        .filter(ended -> !directories.tree().disk().exists(ended.directory()))
        .filter(ended -> isNowhere(ended.id()))
        .toList();
  }

  private boolean isNowhere(JobId id) {
    return database.alone("looking for job " + id, tx -> Inspection.look(tx, id)).stream()
        .map(directories::locate)
        .noneMatch(path -> path != null && directories.tree().disk().exists(path));
  }

  /**
   * Lets the rows know what ended here. What was to be delivered is not: nobody can tell whether it
   * was.
   *
   * @return the jobs that the database knows of now
   */
  List<JobId> reconcile(Keys keys, Ending ending) throws IOException {
    List<JobId> done = new ArrayList<>();
    forgetMade();
    for (Ended ended : ahead(Integer.MAX_VALUE)) {
      Optional<Outcome> outcome = outcome(ended);
      try {
        Job job = new JobDirectory(ended.directory()).readJob(directories.tree().disk());
        if (outcome.isPresent() && bringForward(job, outcome.get(), keys, ending)) {
          done.add(ended.id());
        }
      } catch (JobFormatException e) {
        LOG.warn("{} is not reconciled: {}", ended.directory(), e.getMessage());
      }
    }
    return done;
  }

  /** Marks that are back although this host delivered must not make another host deliver. */
  void forgetMade() {
    for (Ledger.Entry entry : ledger.settle(database)) {
      LOG.info("job {} was delivered before; its mark is taken away", entry.id());
    }
  }

  private boolean bringForward(Job job, Outcome outcome, Keys keys, Ending ending) {
    JobId id = job.id();
    return database.transact(
        "reconciling job " + id,
        tx -> {
          remove(tx, id);
          Row row = Row.of(job);
          JobName name =
              new JobName(
                  null,
                  outcome.route().queue(),
                  outcome.route().priority(),
                  id,
                  outcome.attempt(),
                  row.name().tenant());
          if (row.keyed()) {
            keys.take(tx, id, job.request().key().orElseThrow());
          }
          ending.end(
              tx,
              row.as(name).undelivered(),
              outcome,
              new Ending.Remains(directories.host(), null));
          return true;
        });
  }

  private static void remove(Tx tx, JobId id) throws SQLException {
    for (Place place : Place.values()) {
      place.remove(tx, id);
    }
    for (Seen seen :
        Inspection.look(tx, id).stream().filter(seen -> seen.state().finished()).toList()) {
      Tally.add(tx, List.of(new FinishedCount(seen.day(), seen.name().queue(), seen.state(), -1)));
      tx.update(Sql.REMOVE_HISTORY, id.text());
    }
  }
}
