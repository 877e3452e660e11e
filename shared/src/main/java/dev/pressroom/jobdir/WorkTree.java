package dev.pressroom.jobdir;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.Ulid;
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
import java.util.stream.Collectors;

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

  /** A name that nothing else has. */
  public String unique() {
    return Ulid.next(clock.instant());
  }

  /** Makes a folder that is not there yet, and makes sure once that it stays. */
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
    Path growing = file.resolveSibling("." + unique() + ".tmp");
    disk.write(growing, content);
    disk.rename(growing, file);
  }

  /** Takes something out of the way, and then deletes it. */
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
   * Makes an attempt's artifacts the job's output, durably. Those that are not there any more were
   * moved by an earlier try.
   */
  public void moveUp(JobDirectory files, int attempt, List<Artifact> artifacts) throws IOException {
    disk.createDirectory(files.output());
    for (Artifact artifact : artifacts) {
      Path made = files.attemptOutput(attempt).resolve(artifact.file());
      Path published = files.output().resolve(artifact.file());
      try {
        disk.adopt(made);
        disk.force(made);
        disk.rename(made, published);
      } catch (NoSuchFileException e) {
        if (!disk.exists(published)) {
          throw e;
        }
      }
    }
    disk.force(files.output());
  }

  /** Writes the error file under the name of each output that was asked for. */
  public void writeErrorFiles(JobDirectory files, Job job, Outcome outcome) throws IOException {
    byte[] text = ErrorFile.render(job, outcome);
    disk.createDirectory(files.output());
    for (String name :
        job.request().outputs().stream()
            .map((OutputRequest output) -> output.baseName(job.id()))
            .collect(Collectors.toCollection(LinkedHashSet::new))) {
      replace(files.output().resolve(name + ".txt"), text);
    }
    disk.force(files.output());
  }
}
