package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.RefusedFileException;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Removes finished jobs by the day on which they finished: each is renamed to {@code trash/} and
 * then deleted, so that nobody ever sees half of one.
 */
final class Purge {
  /** A job may still be settling into the folders of these days. */
  private static final int DAYS_THAT_STAY = 2;

  private static final List<JobState> FINISHED =
      List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED);

  private final Spool spool;
  private final Keys keys;
  private final SpoolLock lock;

  Purge(Spool spool, Keys keys, SpoolLock lock) {
    this.spool = spool;
    this.keys = keys;
    this.lock = lock;
  }

  /**
   * Those of days before that one.
   *
   * @param really false only looks
   * @param each is told of each, as they are found
   * @return how many there were
   */
  int before(LocalDate day, boolean really, Consumer<JobId> each) throws IOException {
    LocalDate latest = Spool.day(spool.clock().instant()).minusDays(DAYS_THAT_STAY - 1);
    LocalDate limit = day.isBefore(latest) ? day : latest;
    int count = 0;
    for (JobState state : FINISHED) {
      for (String name : spool.listOrNothing(spool.finished(state))) {
        if (isBefore(name, limit)) {
          count += purgeDay(state, spool.finished(state).resolve(name), really, each);
        }
      }
    }
    return count;
  }

  private static boolean isBefore(String name, LocalDate limit) {
    try {
      return LocalDate.parse(name).isBefore(limit);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private int purgeDay(JobState state, Path folder, boolean really, Consumer<JobId> each)
      throws IOException {
    int count = 0;
    for (String name : spool.listOrNothing(folder)) {
      Path directory = folder.resolve(name);
      JobId id;
      try {
        id = new JobId(name);
      } catch (IllegalArgumentException e) {
        continue;
      }
      JobView view = new JobView(id, state, null, null, null, null, null, directory);
      Optional<UniqueKey> key = keyOf(directory);
      if (key.isPresent() && kept(key.get(), view)) {
        continue;
      }
      if (really) {
        remove(directory, id, key);
      }
      each.accept(id);
      count++;
    }
    if (really) {
      try {
        spool.disk().remove(folder);
      } catch (DirectoryNotEmptyException e) {
        // What is kept for its key keeps its day.
      }
    }
    return count;
  }

  private void remove(Path directory, JobId id, Optional<UniqueKey> key) throws IOException {
    if (key.isPresent()) {
      lock.hold(
          () -> {
            keys.drop(key.get(), id);
            return null;
          });
    }
    spool.discard(directory);
  }

  private boolean kept(UniqueKey key, JobView view) {
    return key.kind() == UniqueKey.Kind.ONCE
        && keys.keptUntil(key, view).isAfter(spool.clock().instant());
  }

  private Optional<UniqueKey> keyOf(Path directory) throws IOException {
    try {
      Job job = new JobDirectory(directory).readJob(spool.disk());
      return job.request().key();
    } catch (JobFormatException | RefusedFileException | NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
