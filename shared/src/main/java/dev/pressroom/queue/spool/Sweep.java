package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.jobdir.RefusedFileException;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what crashes left: submits that stopped between their key and their rename are
 * finished, what else is old in {@code tmp/} goes, {@code trash/} is emptied, keys whose job is
 * gone are freed. For use by one thread.
 */
final class Sweep {
  /** Must exceed any submitter's life, or a slow submit would be swept away. */
  static final Duration ABANDONED_AFTER = Duration.ofHours(36);

  /**
   * Must exceed a lease: a job on its way can hide behind one look, not behind two so far apart.
   */
  static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final Spool spool;
  private final Inspection inspection;
  private final Keys keys;
  private final SpoolLock lock;

  /** What could not be swept and was said once. */
  private final Set<Path> resisted = new HashSet<>();

  /** Keys whose job was nowhere, since when. */
  private final Map<Path, Instant> orphaned = new HashMap<>();

  /** The folder of keys that is looked at next: one in a sweep, for there may be very many. */
  private int nextKeys;

  Sweep(Spool spool, Inspection inspection, Keys keys, SpoolLock lock) {
    this.spool = spool;
    this.inspection = inspection;
    this.keys = keys;
    this.lock = lock;
  }

  void sweep() throws IOException {
    Instant old = spool.clock().instant().minus(ABANDONED_AFTER);
    for (String name : spool.disk().list(spool.tmp())) {
      Path path = spool.tmp().resolve(name);
      each(
          path,
          () -> {
            if (!finishKeyed(path, name) && spool.disk().touched(path).isBefore(old)) {
              spool.discard(path);
            }
          });
    }
    for (String name : spool.disk().list(spool.trash())) {
      Path path = spool.trash().resolve(name);
      each(path, () -> spool.disk().removeTree(path));
    }
    setStrangersAside();
    sweepKeys();
  }

  private interface Step {
    void run() throws IOException;
  }

  /** One that resists does not keep the others from being swept; it is said once. */
  private void each(Path path, Step step) {
    try {
      step.run();
    } catch (NoSuchFileException e) {
      // It was finished meanwhile.
    } catch (IOException | QueueException e) {
      if (resisted.add(path)) {
        LOG.warn(
            "{} cannot be swept and stays: {}",
            Corrupt.quoted(spool.root().relativize(path).toString()),
            e.toString());
      }
    }
  }

  /** What no listing shows, because its name is no text. */
  private void setStrangersAside() throws IOException {
    List<Path> folders =
        new ArrayList<>(List.of(spool.scheduled(), spool.prepared(), spool.inbox()));
    for (String queue : spool.listOrNothing(spool.queued())) {
      folders.add(spool.queue(queue));
    }
    for (Path folder : folders) {
      each(folder, () -> spool.corruption().setUnnamedAside(folder));
    }
  }

  /**
   * A keyed job in {@code tmp/} that its key names while the lock is free: its submitter is gone.
   */
  private boolean finishKeyed(Path path, String name) throws IOException {
    Optional<JobName> job = JobName.parse(name);
    Optional<UniqueKey> key = job.isPresent() ? keyOf(path) : Optional.empty();
    if (key.isEmpty()) {
      return false;
    }
    JobId id = job.get().id();
    return lock.hold(
        () -> {
          Optional<Keys.Entry> entry =
              keys.read(keys.file(key.get())).filter(found -> found.id().equals(id));
          return entry.isPresent() && keys.finishSubmit(entry.get());
        });
  }

  private Optional<UniqueKey> keyOf(Path directory) throws IOException {
    try {
      Job job = new JobDirectory(directory).readJob(spool.disk());
      return job.request().key();
    } catch (JobFormatException | RefusedFileException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void sweepKeys() throws IOException {
    List<String> folders = spool.listOrNothing(keys.folder()).stream().sorted().toList();
    if (folders.isEmpty()) {
      return;
    }
    Path folder = keys.folder().resolve(folders.get(nextKeys++ % folders.size()));
    for (String name : spool.listOrNothing(folder)) {
      if (!name.startsWith(Spool.HIDDEN)) {
        Path file = folder.resolve(name);
        each(file, () -> free(file));
      }
    }
    // Those that were gone at an earlier sweep are due for their second look, wherever they lie.
    for (Path file : List.copyOf(orphaned.keySet())) {
      each(file, () -> free(file));
    }
  }

  private void free(Path file) throws IOException {
    Optional<Keys.Entry> entry = keys.read(file);
    Optional<JobView> job = entry.flatMap(found -> inspection.find(found.id()));
    if (entry.isEmpty() || job.isPresent()) {
      orphaned.remove(file);
      return;
    }
    Instant now = spool.clock().instant();
    Instant since = orphaned.computeIfAbsent(file, path -> now);
    if (since.plus(BETWEEN_LOOKS).isAfter(now)) {
      return;
    }
    lock.hold(
        () -> {
          boolean unchanged = keys.read(file).equals(entry);
          if (unchanged && inspection.find(entry.get().id()).isEmpty()) {
            spool.disk().remove(file);
          }
          return null;
        });
    orphaned.remove(file);
  }
}
