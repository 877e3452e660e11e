package dev.pressroom.queue.spool;

import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Unique keys: {@code keys/<2 hex>/<sha-256>}, each a small text that names the job which holds the
 * key, by the place that it was to be renamed to. Whether the key still holds is decided by looking
 * at that job; a key of an ended job is stale and is written over. All that changes a key happens
 * under the spool's lock.
 */
final class Keys {
  private static final String FORM = "pressroom/key/1";
  private static final int LARGEST = 4_096;

  private final Spool spool;
  private final Inspection inspection;

  Keys(Spool spool, Inspection inspection) {
    this.spool = spool;
    this.inspection = inspection;
  }

  /**
   * What a key's file says.
   *
   * @param id the job
   * @param target where it was to be renamed to, below the spool's root
   */
  record Entry(JobId id, String target) {}

  Path folder() {
    return spool.root().resolve("keys");
  }

  /** Where a key's file lies. */
  Path file(UniqueKey key) {
    String hash = hash(key.kind().text() + "\n" + key.value());
    return folder().resolve(hash.substring(0, 2)).resolve(hash);
  }

  /** Names the job that holds a key. Under the lock. */
  void write(UniqueKey key, Path target) throws IOException {
    Path file = file(key);
    spool.makeFolder(file.getParent());
    String text =
        FORM
            + "\n"
            + spool.root().relativize(target)
            + "\n"
            + key.kind().text()
            + "\n"
            + key.value()
            + "\n";
    spool.replace(file, text.getBytes(StandardCharsets.UTF_8));
    spool.disk().force(file.getParent());
  }

  /** What a key's file says; empty if there is none. */
  Optional<Entry> read(Path file) throws IOException {
    String text;
    try {
      text = new String(spool.disk().read(file, LARGEST), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String[] lines = text.split("\n");
    if (lines.length >= 2 && lines[0].equals(FORM)) {
      String target = lines[1];
      Optional<JobName> name = JobName.parse(target.substring(target.lastIndexOf('/') + 1));
      if (name.isPresent()) {
        return Optional.of(new Entry(name.get().id(), target));
      }
    }
    throw new QueueException(
        file + " is not a key's file of the form " + FORM + "; move it away and submit again");
  }

  /**
   * The job that holds a key, which nobody else may take then. If it was left half submitted, its
   * submit is finished here. Under the lock.
   *
   * @throws QueueException if the job that the key names is nowhere to be seen: it may be on its
   *     way
   */
  Optional<JobId> holder(UniqueKey key) throws IOException {
    Optional<Entry> entry = read(file(key));
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    JobId id = entry.get().id();
    Optional<JobView> seen = inspection.find(id);
    if (seen.isPresent()) {
      return holds(key, seen.get()) ? Optional.of(id) : Optional.empty();
    }
    if (finishSubmit(entry.get())) {
      return Optional.of(id);
    }
    throw new QueueException(
        "the key \""
            + key.value()
            + "\" is held by job "
            + id
            + ", which is nowhere to be seen now; submit again later: if it is really gone, the key is"
            + " freed by a worker's sweep");
  }

  /** The job that holds a key, as far as can be seen without the lock. */
  Optional<JobView> find(UniqueKey key) throws IOException {
    Optional<Entry> entry = read(file(key));
    return entry.flatMap(found -> inspection.find(found.id())).filter(view -> holds(key, view));
  }

  private boolean holds(UniqueKey key, JobView view) {
    if (!view.state().finished()) {
      return true;
    }
    return key.kind() == UniqueKey.Kind.ONCE
        && keptUntil(key, view).isAfter(spool.clock().instant());
  }

  /** Until when a finished job of a key of kind once holds it. */
  Instant keptUntil(UniqueKey key, JobView view) {
    try {
      return new JobDirectory(view.directory())
          .readOutcome(spool.disk())
          .map(Outcome::run)
          .map(run -> run.finishedAt().plus(key.keep()))
          .orElse(Instant.MAX);
    } catch (IOException | JobFormatException e) {
      // Better kept for too long than run twice.
      return Instant.MAX;
    }
  }

  /**
   * Finishes the submit of a job that a key names and that still lies in {@code tmp/}: it was built
   * and forced before the key was written.
   */
  boolean finishSubmit(Entry entry) throws IOException {
    Path target = spool.root().resolve(entry.target());
    Path growing = spool.tmp().resolve(target.getFileName());
    if (!spool.disk().exists(growing)) {
      return false;
    }
    if (target.getParent().getParent().equals(spool.queued())) {
      spool.makeFolder(target.getParent());
    }
    spool.disk().rename(growing, target);
    spool.disk().force(target.getParent());
    return true;
  }

  /** Frees a key if it names that job. Under the lock. */
  void drop(UniqueKey key, JobId id) throws IOException {
    Path file = file(key);
    if (read(file).filter(entry -> entry.id().equals(id)).isPresent()) {
      spool.disk().remove(file);
      spool.disk().force(file.getParent());
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
