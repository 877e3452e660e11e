package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.ErrorFile;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.jobdir.WorkTree;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Inbox;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs' directories on this machine's disk, which follow the rows:
 *
 * <pre>
 * running/&lt;lease&gt;/&lt;name&gt;/        of a claim
 * waiting/&lt;id&gt;/                  of a job that waits again, with its earlier attempts
 * inbox/  corrupt/               the hot folder, and what could not be taken from it
 * succeeded/&lt;day&gt;/&lt;id&gt;/  failed/…  cancelled/…
 * host                           names this disk in the tables
 * </pre>
 *
 * <p>What must be durable is durable before the row says so; what moves afterwards can be moved
 * again by anybody. Safe for use by several threads.
 */
final class Directories {
  private static final Logger LOG = LoggerFactory.getLogger(Directories.class);

  private static final String HOST = "host";

  private static final List<JobState> FINISHED =
      List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED);

  private final WorkTree tree;
  private final String host;

  private Directories(WorkTree tree) throws IOException {
    this.tree = tree;
    for (String folder :
        List.of(
            "running",
            "waiting",
            "succeeded",
            "failed",
            "cancelled",
            Corrupt.FOLDER,
            "trash",
            "tmp")) {
      tree.makeFolder(tree.root().resolve(folder));
    }
    this.host = nameOfDisk();
  }

  /**
   * Opens a work directory; one that is not there is made.
   *
   * @throws QueueException if it cannot be used
   */
  static Directories open(Path root, Clock clock) {
    try {
      Files.createDirectories(root);
      if (Files.exists(root.resolve("queued"))) {
        throw new QueueException(
            "the work directory "
                + root.toAbsolutePath()
                + " is a spool, whose jobs a queue in a database would take for leftovers; name"
                + " another folder with queue.directory. Nothing was touched");
      }
      return new Directories(new WorkTree(root.toRealPath(), LocalDisk.forOwner(), clock));
    } catch (IOException e) {
      throw new QueueException(
          "the work directory "
              + root.toAbsolutePath()
              + " cannot be used: "
              + e
              + "; it must be a folder on a local disk that this user may write",
          e);
    }
  }

  /** Something on this disk. */
  interface Step<T> {
    T run() throws IOException;
  }

  /** Does it, and says where if it cannot be done. */
  <T> T doing(String what, Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new QueueException(
          what
              + " failed in the work directory "
              + tree.root()
              + ": "
              + e
              + "; it is tried again, see that the disk is there, writable and not full",
          e);
    }
  }

  /** Something on this disk that gives nothing back. */
  interface Act {
    void run() throws IOException;
  }

  void doing(String what, Act act) {
    Step<Boolean> step =
        () -> {
          act.run();
          return true;
        };
    doing(what, step);
  }

  private String nameOfDisk() throws IOException {
    Path file = tree.root().resolve(HOST);
    try {
      tree.disk().write(file, (tree.unique() + "\n").getBytes(StandardCharsets.UTF_8));
      tree.disk().force(tree.root());
    } catch (FileAlreadyExistsException e) {
      // It was named before.
    }
    return new String(tree.disk().read(file, 200), StandardCharsets.UTF_8).strip();
  }

  /** What this disk is called in the tables. */
  String host() {
    return host;
  }

  WorkTree tree() {
    return tree;
  }

  Path claimed(String lease, JobName name) {
    return tree.lease(lease).resolve(name.text());
  }

  Path waiting(JobId id) {
    return tree.root().resolve("waiting").resolve(id.text());
  }

  /** Where the files of a job are that was seen; null if they are on another disk. */
  Path locate(Seen seen) {
    JobId id = seen.name().id();
    boolean elsewhere = seen.host() != null && !seen.host().equals(host);
    if (seen.state() == JobState.RUNNING) {
      return elsewhere || seen.host() == null ? null : claimed(seen.lease(), seen.name());
    }
    if (!seen.state().finished()) {
      return waiting(id);
    }
    if (elsewhere) {
      return null;
    }
    Path finished = tree.finished(seen.state(), seen.day(), id);
    if (seen.lease() != null && !tree.disk().exists(finished)) {
      // Between the row and the move.
      Path before = claimed(seen.lease(), seen.name());
      return tree.disk().exists(before) ? before : finished;
    }
    return finished;
  }

  void makeLease(String lease) throws IOException {
    tree.makeFolder(tree.lease(lease));
  }

  /**
   * What leases that are gone were taking in from the hot folder becomes the own lease's.
   *
   * @param stands whether a lease is still there
   */
  void takeOver(String own, Predicate<String> stands) throws IOException {
    for (String lease : tree.listOrNothing(tree.running())) {
      for (String name : tree.listOrNothing(tree.lease(lease))) {
        if (name.endsWith(Inbox.TAKING) && !lease.equals(own) && !stands.test(lease)) {
          takeOver(tree.lease(lease).resolve(name), own);
        }
      }
    }
  }

  private void takeOver(Path taking, String own) throws IOException {
    try {
      tree.disk().rename(taking, tree.lease(own).resolve(taking.getFileName()));
    } catch (NoSuchFileException e) {
      if (tree.disk().exists(taking)) {
        throw new LeaseLostException(own, "its folder is gone");
      }
    }
  }

  void removeLease(String lease) {
    removeIfEmpty(tree.lease(lease));
  }

  /** By {@code rmdir} only: what is still in there is somebody's. */
  void removeIfEmpty(Path folder) {
    try {
      tree.disk().remove(folder);
    } catch (IOException e) {
      LOG.debug("{} stays: {}", folder, e.toString());
    }
  }

  /**
   * Makes a claim's directory: the one that an earlier attempt left on this disk, or a new one.
   *
   * @param earlier what came of earlier attempts, wherever they ran
   */
  void layOut(Claim claim, Map<Integer, String> earlier) throws IOException {
    JobDirectory files = new JobDirectory(claim.directory());
    try {
      Optional<Path> old =
          claim.attempt().number() > 1 ? left(claim.id(), claim.directory()) : Optional.empty();
      if (old.isPresent()) {
        tree.disk().rename(old.get(), claim.directory());
      } else {
        tree.disk().createDirectory(claim.directory());
      }
      if (!tree.disk().exists(files.jobJson())) {
        tree.replace(files.jobJson(), JobJson.write(claim.job()));
      }
      tree.begin(files, claim.attempt().number());
      for (Map.Entry<Integer, String> each : earlier.entrySet()) {
        Path outcome = files.attemptOutcome(each.getKey());
        if (!tree.disk().exists(outcome)) {
          tree.disk().createDirectory(files.attempt(each.getKey()));
          tree.replace(outcome, each.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (NoSuchFileException e) {
      if (!tree.disk().exists(tree.lease(claim.lease().id()))) {
        throw new LeaseLostException(claim.lease().id(), "its folder is gone");
      }
      throw e;
    }
  }

  /** What an earlier attempt of a job left on this disk. */
  private Optional<Path> left(JobId id, Path own) throws IOException {
    if (tree.disk().exists(waiting(id))) {
      return Optional.of(waiting(id));
    }
    for (String lease : tree.listOrNothing(tree.running())) {
      for (String name : tree.listOrNothing(tree.lease(lease))) {
        Path directory = tree.lease(lease).resolve(name);
        if (name.contains(id.text()) && !directory.equals(own)) {
          return Optional.of(directory);
        }
      }
    }
    String earliest = Ending.day(id.time()).minusDays(1).toString();
    for (JobState state : FINISHED) {
      for (String day : tree.listOrNothing(tree.finished(state))) {
        Path directory = tree.finished(state).resolve(day).resolve(id.text());
        if (day.compareTo(earliest) >= 0 && tree.disk().exists(directory)) {
          return Optional.of(directory);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Makes the files of an attempt what the outcome says, and durable, where they are.
   *
   * @return false if they are not there (any more)
   */
  boolean ready(Claim claim, Outcome outcome) throws IOException {
    boolean makes = outcome.produced() != null && !outcome.produced().artifacts().isEmpty();
    if (!tree.disk().exists(claim.directory())) {
      return !(outcome.state() == JobState.SUCCEEDED && makes);
    }
    try {
      write(claim.directory(), claim.job(), outcome);
      return true;
    } catch (NoSuchFileException e) {
      if (tree.disk().exists(claim.directory())) {
        throw e;
      }
      return false;
    }
  }

  private void write(Path directory, Job job, Outcome outcome) throws IOException {
    for (Path path : tree.end(directory, job, outcome)) {
      tree.disk().force(path);
    }
  }

  /** Tells the story of an attempt after which the job goes on; it goes on without, too. */
  void note(Path directory, Job job, Outcome outcome) {
    if (!tree.disk().exists(directory)) {
      return;
    }
    JobDirectory files = new JobDirectory(directory);
    int attempt = outcome.attempt().number();
    try {
      tree.disk().createDirectory(files.attempts());
      tree.disk().createDirectory(files.attempt(attempt));
      tree.replace(files.attemptOutcome(attempt), OutcomeJson.write(outcome));
      if (outcome.failure() != null && job != null) {
        tree.replace(files.attemptError(attempt), ErrorFile.render(job, outcome));
      }
      tree.disk().force(files.attempt(attempt));
    } catch (IOException e) {
      LOG.warn("what came of an attempt is not noted in {}: {}", directory, e.toString());
    }
  }

  /** The row says that the job ended: its directory follows, now or at the next sweep. */
  void finish(Path directory, JobState state, LocalDate day, JobId id) {
    if (directory == null || !tree.disk().exists(directory)) {
      return;
    }
    Path target = tree.finished(state, day, id);
    try {
      tree.makeFolder(target.getParent());
      tree.disk().rename(directory, target);
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      LOG.debug("{} was moved by somebody else", directory);
    } catch (IOException e) {
      LOG.warn("{} stays there until the next sweep: {}", directory, e.toString());
    }
  }

  /** The same for a job that nobody runs: what earlier attempts left gets its outcome first. */
  void finish(Path directory, Job job, Outcome outcome, LocalDate day) {
    if (!tree.disk().exists(directory)) {
      return;
    }
    try {
      write(directory, job, outcome);
    } catch (IOException e) {
      LOG.warn("the outcome is not written in {}: {}", directory, e.toString());
      return;
    }
    finish(directory, outcome.state(), day, outcome.id());
  }

  /** The row says that the job waits again: its directory follows. */
  void putBack(Path directory, JobId id) {
    if (directory == null || !tree.disk().exists(directory)) {
      return;
    }
    Path target = waiting(id);
    try {
      try {
        tree.disk().rename(directory, target);
      } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
        // Of an attempt before one that ran elsewhere.
        tree.discard(target);
        tree.disk().rename(directory, target);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} was moved by somebody else", directory);
    } catch (IOException e) {
      LOG.warn("{} stays there until it is claimed again: {}", directory, e.toString());
    }
  }
}
