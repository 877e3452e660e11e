package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Ulid;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The spool's folders and the steps that several operations share. Safe for use by several threads.
 *
 * @param root by its real path
 * @param disk every access goes through it
 * @param clock for due times, days and names; never for leases
 * @param forced folders whose entry in their parent this process has forced
 */
record Spool(Path root, Disk disk, Clock clock, Set<Path> forced) {
  /** A file in a queue's folder that stops claiming. */
  static final String PAUSED = "paused";

  /** The file in a lease's folder that its worker touches. */
  static final String LEASE = "lease";

  /** Behind the name of a lease's folder that was revoked. */
  static final String LAPSED = ".lapsed";

  /** Behind the name of what is being taken in from the hot folder, in a lease's folder. */
  static final String TAKING = ".new";

  /** Before the name of what is nobody's business: growing files, probes. */
  static final String HIDDEN = ".";

  /** The file that the spool's lock is on. */
  static final String LOCK = "lock";

  private static final int INBOX_MODE = 01733;

  Spool(Path root, Disk disk, Clock clock) {
    this(root, disk, clock, ConcurrentHashMap.newKeySet());
  }

  private static final List<String> FOLDERS =
      List.of(
          "tmp",
          "prepared",
          "scheduled",
          "queued",
          "running",
          "succeeded",
          "failed",
          "cancelled",
          "deliveries",
          "schedules",
          "keys",
          "definitions",
          "corrupt",
          "trash");

  /** Makes what is missing. What is there keeps its mode: an operator may have set it. */
  void makeFolders() throws IOException {
    for (String folder : FOLDERS) {
      disk.createDirectory(root.resolve(folder));
    }
    Path lock = root.resolve(LOCK);
    if (!disk.exists(lock)) {
      try {
        disk.write(lock, new byte[0]);
      } catch (FileAlreadyExistsException e) {
        // Another process opens the spool as well.
      }
    }
    disk.force(root);
  }

  /**
   * Makes the hot folder if it is missing: any user may move files in, only this process's user may
   * list it or take them out.
   */
  void makeInbox() throws IOException {
    if (!disk.exists(inbox())) {
      disk.createDirectory(inbox());
      disk.allow(inbox(), INBOX_MODE);
      disk.force(root);
    }
  }

  /** Every folder that only the spool's own processes may write to, as far as it is there. */
  List<Path> ownFolders() {
    return FOLDERS.stream().map(root::resolve).toList();
  }

  /** Every folder that a job's directory is renamed into. */
  List<Path> placesOfJobs() {
    return List.of(
        tmp(),
        inbox(),
        prepared(),
        scheduled(),
        queued(),
        running(),
        finished(JobState.SUCCEEDED),
        finished(JobState.FAILED),
        finished(JobState.CANCELLED),
        corrupt(),
        trash());
  }

  Path tmp() {
    return root.resolve("tmp");
  }

  Path inbox() {
    return root.resolve("inbox");
  }

  Path prepared() {
    return root.resolve("prepared");
  }

  Path scheduled() {
    return root.resolve("scheduled");
  }

  Path queued() {
    return root.resolve("queued");
  }

  Path queue(String queue) {
    return queued().resolve(queue);
  }

  Path running() {
    return root.resolve("running");
  }

  Path lease(String lease) {
    return running().resolve(lease);
  }

  Path deliveries() {
    return root.resolve("deliveries");
  }

  Path schedules() {
    return root.resolve("schedules");
  }

  Path corrupt() {
    return root.resolve("corrupt");
  }

  Path trash() {
    return root.resolve("trash");
  }

  /** The folder of the finished jobs of a state. */
  Path finished(JobState state) {
    return root.resolve(state.text());
  }

  Path finished(JobState state, LocalDate day, JobId id) {
    return finished(state).resolve(day.toString()).resolve(id.text());
  }

  /** The folder that an unfinished job of that name waits in. */
  Path waiting(JobName name) {
    return name.dueAt() == null ? queue(name.queue()) : scheduled();
  }

  static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  /** A name that nothing else has. */
  String unique() {
    return Ulid.next(clock.instant());
  }

  /**
   * Makes a queue's or day's folder that is not there yet: the only parents made on the way. One
   * that another process made is forced once here too: its maker may not have come to it yet.
   */
  void makeFolder(Path folder) throws IOException {
    boolean there = disk.exists(folder);
    if (!there) {
      disk.createDirectory(folder);
    }
    if (!there || !forced.contains(folder)) {
      disk.force(folder.getParent());
      forced.add(folder);
    }
  }

  /** Puts a file in place, whole or not at all, whether or not one of that name is there. */
  void replace(Path file, byte[] content) throws IOException {
    Path growing = growing(file);
    disk.write(growing, content);
    disk.rename(growing, file);
  }

  /** The same without forcing it, for what is forced by its final name before it counts. */
  void place(Path file, byte[] content) throws IOException {
    Path growing = growing(file);
    disk.put(growing, content);
    disk.rename(growing, file);
  }

  private Path growing(Path file) {
    return file.resolveSibling("." + unique() + ".tmp");
  }

  /**
   * Takes something out of the way, and then deletes it; in this order, because a cleaner that
   * walks a directory while its writer publishes it destroys what was acknowledged.
   */
  void discard(Path path) throws IOException {
    Path out = trash().resolve(unique());
    try {
      disk.rename(path, out);
    } catch (NoSuchFileException e) {
      if (disk.exists(path)) {
        throw e;
      }
      return;
    }
    disk.removeTree(out);
  }

  /** Where goes what cannot be read. */
  Corrupt corruption() {
    return new Corrupt(this);
  }

  /** Puts aside what cannot be read, with a text that says why. */
  void setAside(Path path, String why) throws IOException {
    corruption().setAside(path, path.getFileName().toString(), why);
  }

  /**
   * Moves an unfinished job to where it waits next, in one step, and makes that durable.
   *
   * @return false if it was no longer there
   */
  boolean moveToWaiting(Path directory, JobName name) throws IOException {
    Path parent = waiting(name);
    if (name.dueAt() == null) {
      makeFolder(parent);
    }
    return moveTo(directory, parent.resolve(name.text()));
  }

  /**
   * Moves a job in one step, and makes that durable.
   *
   * @return false if it was no longer there
   */
  boolean moveTo(Path directory, Path target) throws IOException {
    try {
      disk.rename(directory, target);
    } catch (NoSuchFileException e) {
      if (disk.exists(directory)) {
        throw e;
      }
      return false;
    }
    disk.force(target.getParent());
    return true;
  }

  /** The names in a folder that may be gone. */
  List<String> listOrNothing(Path folder) throws IOException {
    try {
      return disk.list(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /**
   * Writes a job's outcome, and its error file if it failed, and moves it to the finished ones.
   *
   * @param job null if it cannot be read; there is no error file then
   * @return false if it was no longer there
   */
  boolean finish(Path directory, Job job, Outcome outcome) throws IOException {
    return Finishing.one(this, new Finishing.Ending(directory, job, outcome));
  }

  /** The day that a job finished: of its outcome, so that trying again looks in the same folder. */
  LocalDate finishedOn(Outcome outcome) {
    return day(outcome.run() == null ? clock.instant() : outcome.run().finishedAt());
  }
}
