package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was delivered from this disk, as empty files {@code delivered/<day>/<id>.<attempt>.<state>}.
 * A mark that comes back with a database's backup is known here, and nothing is delivered twice.
 * Entries go with the jobs' rows. Safe for use by several threads.
 */
final class Ledger {
  private final Directories directories;

  Ledger(Directories directories) {
    this.directories = directories;
  }

  /**
   * One verdict of a job that is or was to be delivered.
   *
   * @param day on which the job finished
   */
  record Entry(JobId id, int attempt, JobState state, LocalDate day) {
    static Entry read(ResultSet row) throws SQLException {
      return new Entry(
          new JobId(row.getString("id")),
          row.getInt("number"),
          JobState.parse(row.getString("state")),
          row.getObject("finished_on", LocalDate.class));
    }

    private String name() {
      return id + "." + attempt + "." + state;
    }
  }

  Path root() {
    return directories.tree().root().resolve("delivered");
  }

  private Path file(Entry entry) {
    return root().resolve(entry.day().toString()).resolve(entry.name());
  }

  boolean has(Entry entry) {
    return directories.tree().disk().exists(file(entry));
  }

  /** It is on the medium when this returns. */
  void add(Entry entry) throws IOException {
    Path file = file(entry);
    directories.tree().makeFolder(root());
    directories.tree().makeFolder(file.getParent());
    if (!directories.tree().disk().exists(file)) {
      directories.tree().disk().put(file, new byte[0]);
    }
    directories.tree().disk().force(file.getParent());
  }

  /** The marks that stand although what they ask for was done from here. */
  List<Entry> standing(Database database) {
    return database
        .alone("looking at deliveries", tx -> tx.list(Sql.ALL_DELIVERIES, Entry::read))
        .stream()
        .filter(this::has)
        .toList();
  }

  /** Takes those marks away. */
  List<Entry> settle(Database database) {
    List<Entry> standing = standing(database);
    for (Entry entry : standing) {
      database.alone(
          "removing the mark of a delivery that was made",
          tx ->
              tx.update(
                  Sql.REMOVE_DELIVERY, entry.id().text(), entry.attempt(), entry.state().text()));
    }
    return standing;
  }

  /** The job that a file in a day's folder is about; empty for a stranger's. */
  static Optional<JobId> job(String name) {
    List<String> parts = new ArrayList<>(List.of(name.split("\\.")));
    if (parts.size() < 3) {
      return Optional.empty();
    }
    // A report's name may have dots.
    String id = String.join(".", parts.subList(0, parts.size() - 2));
    try {
      return Optional.of(new JobId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
