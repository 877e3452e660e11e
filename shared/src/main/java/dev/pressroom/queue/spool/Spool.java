package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.jobdir.WorkTree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The spool's folders and the steps that several operations share. Safe for use by several threads.
 *
 * @param tree its clock is for due times, days and names; never for leases
 */
record Spool(WorkTree tree) {
  /** A file in a queue's folder that stops claiming. */
  static final String PAUSED = "paused";

  /** The file in a lease's folder that its worker touches. */
  static final String LEASE = "lease";

  /** Behind the name of a lease's folder that was revoked. */
  static final String LAPSED = ".lapsed";

  /** Before the name of what is nobody's business: growing files, probes. */
  static final String HIDDEN = ".";

  /** The file that the spool's lock is on. */
  static final String LOCK = "lock";

  Spool(Path root, Disk disk, Clock clock) {
    this(new WorkTree(root, disk, clock));
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
      disk().createDirectory(root().resolve(folder));
    }
    Path lock = root().resolve(LOCK);
    if (!disk().exists(lock)) {
      try {
        disk().write(lock, new byte[0]);
      } catch (FileAlreadyExistsException e) {
        // Another process opens the spool as well.
      }
    }
    disk().force(root());
  }

  Path root() {
    return tree.root();
  }

  Disk disk() {
    return tree.disk();
  }

  Clock clock() {
    return tree.clock();
  }

  /** Every folder that only the spool's own processes may write to, as far as it is there. */
  List<Path> ownFolders() {
    return FOLDERS.stream().map(root()::resolve).toList();
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
    return root().resolve("tmp");
  }

  Path inbox() {
    return tree.inbox();
  }

  Path prepared() {
    return root().resolve("prepared");
  }

  Path scheduled() {
    return root().resolve("scheduled");
  }

  Path queued() {
    return root().resolve("queued");
  }

  Path queue(String queue) {
    return queued().resolve(queue);
  }

  Path running() {
    return tree.running();
  }

  Path lease(String lease) {
    return tree.lease(lease);
  }

  Path deliveries() {
    return root().resolve("deliveries");
  }

  Path schedules() {
    return root().resolve("schedules");
  }

  Path corrupt() {
    return root().resolve("corrupt");
  }

  Path trash() {
    return tree.trash();
  }

  /** The folder of the finished jobs of a state. */
  Path finished(JobState state) {
    return tree.finished(state);
  }

  Path finished(JobState state, LocalDate day, JobId id) {
    return tree.finished(state, day, id);
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
    return tree.unique();
  }

  /** Makes a queue's or day's folder: the only parents made on the way. */
  void makeFolder(Path folder) throws IOException {
    tree.makeFolder(folder);
  }

  /** Puts a file in place, whole or not at all, whether or not one of that name is there. */
  void replace(Path file, byte[] content) throws IOException {
    tree.replace(file, content);
  }

  /** Takes something out of the way, and then deletes it. */
  void discard(Path path) throws IOException {
    tree.discard(path);
  }

  /** Where goes what cannot be read. */
  Corrupt corruption() {
    return new Corrupt(tree);
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
      disk().rename(directory, target);
    } catch (NoSuchFileException e) {
      if (disk().exists(directory)) {
        throw e;
      }
      return false;
    }
    disk().force(target.getParent());
    return true;
  }

  /** The names in a folder that may be gone. */
  List<String> listOrNothing(Path folder) throws IOException {
    return tree.listOrNothing(folder);
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
    return day(outcome.run() == null ? clock().instant() : outcome.run().finishedAt());
  }
}
