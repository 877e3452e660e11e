package dev.pressroom.jobdir;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Ulid;
import dev.pressroom.job.json.OutcomeJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where jobs' directories lie below a root, and the steps on them that need no store. Safe for use
 * by several threads.
 *
 * @param root by its real path
 * @param disk every access goes through it
 * @param clock for names
 * @param forced folders whose entry in their parent this process has forced
 */
public record WorkTree(Path root, Disk disk, Clock clock, Set<Path> forced) {
  /** What stays at a job's top level when an attempt begins. */
  private static final Set<String> KEPT =
      Set.of(JobDirectory.JOB, JobDirectory.ATTEMPTS, JobDirectory.CANCEL);

  private static final int INBOX_MODE = 01733;

  public WorkTree(Path root, Disk disk, Clock clock) {
    this(root, disk, clock, ConcurrentHashMap.newKeySet());
  }

  public Path running() {
    return root.resolve("running");
  }

  /** The folder of the jobs that a lease runs. */
  public Path lease(String lease) {
    return running().resolve(lease);
  }

  public Path trash() {
    return root.resolve("trash");
  }

  /** The folder of the finished jobs of a state. */
  public Path finished(JobState state) {
    return root.resolve(state.text());
  }

  public Path finished(JobState state, LocalDate day, JobId id) {
    return finished(state).resolve(day.toString()).resolve(id.text());
  }

  /** The hot folder. */
  public Path inbox() {
    return root.resolve("inbox");
  }

  /**
   * Makes the hot folder if it is missing: any user may move files in, only this process's user may
   * list it or take them out.
   */
  public void makeInbox() throws IOException {
    if (!disk.exists(inbox())) {
      disk.createDirectory(inbox());
      disk.allow(inbox(), INBOX_MODE);
      disk.force(root);
    }
  }

  /** A name that nothing else has. */
  public String unique() {
    return Ulid.next(clock.instant());
  }

  /**
   * Makes a folder that is not there yet, and makes sure once that it stays. One that another
   * process made is forced here too: its maker may not have come to it yet.
   */
  public void makeFolder(Path folder) throws IOException {
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
  public void replace(Path file, byte[] content) throws IOException {
    Path growing = growing(file);
    disk.write(growing, content);
    disk.rename(growing, file);
  }

  /** The same without forcing it, for what is forced by its final name before it counts. */
  public void place(Path file, byte[] content) throws IOException {
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
  public void discard(Path path) throws IOException {
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

  /** The names in a folder that may be gone. */
  public List<String> listOrNothing(Path folder) throws IOException {
    try {
      return disk.list(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /** Clears what an earlier attempt's unfinished settling left, and makes the attempt's folders. */
  public void begin(JobDirectory files, int attempt) throws IOException {
    for (String name : disk.list(files.root())) {
      if (!KEPT.contains(name)) {
        discard(files.root().resolve(name));
      }
    }
    disk.createDirectory(files.attempts());
    disk.createDirectory(files.attempt(attempt));
    disk.createDirectory(files.attemptOutput(attempt));
  }

  /**
   * Puts what an outcome says at a job's top level: artifacts or error files, and the outcome. What
   * is not there any more was moved by an earlier try of the same.
   *
   * @param job null if it cannot be read; there is no error file then
   * @return what is to be forced before it counts: files before the folders that they lie in
   */
  public Set<Path> end(Path directory, Job job, Outcome outcome) throws IOException {
    JobDirectory files = new JobDirectory(directory);
    Set<Path> unforced = new LinkedHashSet<>();
    if (outcome.state() == JobState.SUCCEEDED) {
      moveUp(files, outcome, unforced);
    } else if (disk.exists(files.output())) {
      // Of a settling that was cut off: a complete-looking artifact is never adopted.
      discard(files.output());
    }
    if (outcome.state() == JobState.FAILED && job != null) {
      writeErrorFiles(files, job, outcome, unforced);
    }
    place(files.outcomeJson(), OutcomeJson.write(outcome));
    unforced.add(files.outcomeJson());
    unforced.add(directory);
    return unforced;
  }

  private void moveUp(JobDirectory files, Outcome outcome, Set<Path> unforced) throws IOException {
    disk.createDirectory(files.output());
    for (Artifact artifact : outcome.produced().artifacts()) {
      Path made = files.attemptOutput(outcome.attempt().number()).resolve(artifact.file());
      Path published = files.output().resolve(artifact.file());
      try {
        disk.adopt(made);
        disk.rename(made, published);
      } catch (NoSuchFileException e) {
        if (!disk.exists(published)) {
          throw e;
        }
      }
      unforced.add(published);
    }
    unforced.add(files.output());
  }

  private void writeErrorFiles(JobDirectory files, Job job, Outcome outcome, Set<Path> unforced)
      throws IOException {
    byte[] text = ErrorFile.render(job, outcome);
    disk.createDirectory(files.output());
    Set<String> names = new LinkedHashSet<>();
    job.request().outputs().forEach(output -> names.add(output.baseName(job.id()) + ".txt"));
    for (String name : names) {
      place(files.output().resolve(name), text);
      unforced.add(files.output().resolve(name));
    }
    unforced.add(files.output());
  }
}
