package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Ulid;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.LeaseBeat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this disk's directories with the rows and lets them follow where a crash, or a rescue by
 * another machine, cut that off: moves are finished, leftovers go. For use by one thread.
 */
final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** The days that jobs may still be settling into. */
  private static final int YOUNG_DAYS = 2;

  /** Must exceed the life of whoever makes something in {@code tmp/}. */
  private static final Duration ABANDONED_AFTER = Duration.ofHours(36);

  private static final List<JobState> FINISHED =
      List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED);

  private final Database database;
  private final Directories directories;
  private final Leases leases;
  private final Reading reading;
  private final Restored restored;

  /** The day's folder that is compared next: one at a time, for there may be very many jobs. */
  private int nextDay;

  private int nextLedger;

  Reconciliation(Database database, Directories directories, Leases leases, Reading reading) {
    this.database = database;
    this.directories = directories;
    this.leases = leases;
    this.reading = reading;
    this.restored = new Restored(database, directories);
  }

  void run() throws IOException {
    // In this order: a lease that begins has its row before its folder.
    List<String> folders = directories.tree().listOrNothing(directories.tree().running());
    Set<String> standing = leases.all().stream().map(LeaseBeat::lease).collect(Collectors.toSet());
    for (String lease : folders) {
      if (Ulid.PATTERN.matcher(lease).matches()) {
        Path folder = directories.tree().lease(lease);
        for (String text : directories.tree().listOrNothing(folder)) {
          Optional<JobName> name = JobName.parse(text);
          if (name.isPresent()) {
            claimed(lease, name.get(), folder.resolve(text));
          }
        }
        if (!standing.contains(lease)) {
          directories.removeLease(lease);
        }
      }
    }
    waiting();
    finished();
    delivered();
    abandoned(directories.tree().root().resolve("tmp"));
    empty(directories.tree().trash());
  }

  private Optional<Seen> seen(JobId id) {
    return database
        .alone("comparing the directory of job " + id, tx -> Inspection.look(tx, id))
        .stream()
        .findFirst();
  }

  private void claimed(String lease, JobName name, Path directory) throws IOException {
    Optional<Seen> seen = seen(name.id());
    if (seen.isEmpty()) {
      discard(directory, "there is no such job any more");
    } else if (seen.get().state() == JobState.RUNNING) {
      LOG.trace("{} is of a job that runs", directory);
    } else if (!seen.get().state().finished()) {
      directories.putBack(directory, name.id());
    } else if (seen.get().name().attempt().number() == name.attempt().number()
        && lease.equals(seen.get().lease())) {
      finish(seen.get(), directory);
    } else {
      discard(directory, "the job ended by another attempt");
    }
  }

  /** With what the row says: whoever ended it may not have come to writing it here. */
  private void finish(Seen seen, Path directory) {
    JobId id = seen.name().id();
    LOG.info("finishing the move of {} job {} into its day", seen.state(), id);
    if (seen.state() == JobState.SUCCEEDED) {
      directories.finish(directory, seen.state(), seen.day(), id);
      return;
    }
    Job job = reading.job(id).orElse(null);
    reading
        .outcome(id)
        .ifPresent(outcome -> directories.finish(directory, job, outcome, seen.day()));
  }

  private void waiting() throws IOException {
    Path folder = directories.tree().root().resolve("waiting");
    for (String text : directories.tree().listOrNothing(folder)) {
      Optional<JobId> id = id(text);
      Optional<Seen> seen = id.flatMap(this::seen);
      if (id.isPresent() && (seen.isEmpty() || seen.get().state().finished())) {
        if (seen.isPresent() && isMissingHere(seen.get())) {
          finish(seen.get(), folder.resolve(text));
        } else {
          discard(folder.resolve(text), "the job ended elsewhere");
        }
      }
    }
  }

  private boolean isMissingHere(Seen seen) {
    return directories.host().equals(seen.host())
        && !directories
            .tree()
            .disk()
            .exists(directories.tree().finished(seen.state(), seen.day(), seen.name().id()));
  }

  private void finished() throws IOException {
    String young = young();
    List<Path> days = new java.util.ArrayList<>();
    for (JobState state : FINISHED) {
      for (String day : directories.tree().listOrNothing(directories.tree().finished(state))) {
        if (day.compareTo(young) < 0) {
          days.add(directories.tree().finished(state).resolve(day));
        }
      }
    }
    if (days.isEmpty()) {
      return;
    }
    Path folder = days.stream().sorted().toList().get(nextDay++ % days.size());
    for (String text : directories.tree().listOrNothing(folder)) {
      Optional<JobId> id = id(text);
      if (id.isPresent() && isLeft(id.get(), folder)) {
        discard(folder.resolve(text), "the job was purged, or ended elsewhere");
      }
    }
    directories.removeIfEmpty(folder);
  }

  /** What was delivered is of no interest once the job is gone. */
  private void delivered() throws IOException {
    restored.forgetMade();
    Path ledger = new Ledger(directories).root();
    String young = young();
    List<String> days =
        directories.tree().listOrNothing(ledger).stream()
            .filter(day -> day.compareTo(young) < 0)
            .sorted()
            .toList();
    if (days.isEmpty()) {
      return;
    }
    Path folder = ledger.resolve(days.get(nextLedger++ % days.size()));
    for (String text : directories.tree().listOrNothing(folder)) {
      Optional<JobId> id = Ledger.job(text);
      if (id.isPresent()
          && seen(id.get()).isEmpty()
          && restored.isPurged(LocalDate.parse(folder.getFileName().toString()))) {
        directories.tree().disk().remove(folder.resolve(text));
      }
    }
    directories.removeIfEmpty(folder);
  }

  private String young() {
    return Ending.day(database.clock().instant()).minusDays(YOUNG_DAYS).toString();
  }

  private boolean isLeft(JobId id, Path folder) {
    Optional<Seen> seen = seen(id);
    return seen.isEmpty()
        ? restored.isPurged(LocalDate.parse(folder.getFileName().toString()))
        : !isMeant(seen.get(), folder);
  }

  /** A job that waits again may come back here, and takes its earlier attempts along. */
  private boolean isMeant(Seen seen, Path folder) {
    return !seen.state().finished()
        || directories
            .tree()
            .finished(seen.state(), seen.day(), seen.name().id())
            .startsWith(folder);
  }

  private static Optional<JobId> id(String text) {
    try {
      return Optional.of(new JobId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void discard(Path directory, String why) throws IOException {
    LOG.info("removing {}: {}", directory, why);
    directories.tree().discard(directory);
  }

  /** What a crash left under construction. */
  private void abandoned(Path tmp) throws IOException {
    Instant old = database.clock().instant().minus(ABANDONED_AFTER);
    for (String name : directories.tree().listOrNothing(tmp)) {
      Path path = tmp.resolve(name);
      try {
        if (directories.tree().disk().touched(path).isBefore(old)) {
          discard(path, "nobody has finished it for more than a day");
        }
      } catch (NoSuchFileException e) {
        LOG.trace("{} was finished meanwhile", path);
      }
    }
  }

  private void empty(Path trash) throws IOException {
    for (String name : directories.tree().listOrNothing(trash)) {
      directories.tree().disk().removeTree(trash.resolve(name));
    }
  }
}
