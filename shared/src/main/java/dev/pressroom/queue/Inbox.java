package dev.pressroom.queue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Ulid;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.RefusedFileException;
import dev.pressroom.jobdir.WorkTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hot folder: any program moves {@code NAME.json} in, and finds {@code NAME.id} with the job's
 * id, or {@code NAME.txt} that says why it was refused.
 *
 * <p>A file is first renamed into a folder {@code <ulid>.new} of the own lease: whoever does that
 * owns it, and the number there makes the job's id, so that whoever goes on after a crash submits
 * the same job again, which is harmless. What was dropped is copied, never moved into the queue:
 * its writer may hold it open.
 *
 * <p>For use by one thread.
 */
public final class Inbox {
  /** Behind the name of what is being taken in, in a lease's folder. */
  public static final String TAKING = ".new";

  /** A file that is no job and was changed this recently may still be being written. */
  public static final Duration BEING_WRITTEN = Duration.ofSeconds(10);

  /** Receipts are for programs that wait for them. */
  public static final Duration RECEIPTS_KEPT = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final String SUFFIX = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,149}\\.json");
  private static final int RECEIPT_MODE = 0644;

  /** Before the name of what is nobody's business. */
  private static final String HIDDEN = ".";

  private final WorkTree tree;
  private final Submitting submitting;
  private final Corrupt corrupt;

  /** What cannot be taken and was said once, with its time: another of that name is another. */
  private final Map<String, Instant> stuck = new HashMap<>();

  public Inbox(WorkTree tree, Submitting submitting) {
    this.tree = tree;
    this.submitting = submitting;
    this.corrupt = new Corrupt(tree);
  }

  /** How the jobs get into the queue. */
  @FunctionalInterface
  public interface Submitting {
    /**
     * Submits.
     *
     * @param again whether an earlier try may have done it
     */
    JobId submit(Job job, boolean again) throws IOException;
  }

  /**
   * Takes what is there.
   *
   * @throws LeaseLostException if the lease is gone
   */
  public List<JobId> takeIn(Lease own) throws IOException {
    List<JobId> ids = new ArrayList<>();
    QueueException failed = null;
    for (Path folder : takenBefore(own)) {
      try {
        submit(folder, true).ifPresent(ids::add);
      } catch (QueueException e) {
        failed = e;
      }
    }
    for (String name : tree.listOrNothing(tree.inbox()).stream().sorted().toList()) {
      boolean meant = name.endsWith(SUFFIX) && !name.startsWith(HIDDEN);
      if (meant && !isStuck(name)) {
        try {
          Optional<Path> taken = take(name, own);
          if (taken.isPresent()) {
            submit(taken.get(), false).ifPresent(ids::add);
          }
        } catch (QueueException e) {
          failed = e;
        }
      }
    }
    if (failed != null && ids.isEmpty()) {
      throw failed;
    }
    return ids;
  }

  private List<Path> takenBefore(Lease own) throws IOException {
    Path folder = tree.lease(own.id());
    try {
      return tree.disk().list(folder).stream()
          .filter(name -> name.endsWith(TAKING))
          .sorted()
          .map(folder::resolve)
          .toList();
    } catch (NoSuchFileException e) {
      throw new LeaseLostException(own.id(), "its folder is gone");
    }
  }

  private boolean isStuck(String name) throws IOException {
    Instant since = stuck.get(name);
    try {
      return since != null && since.equals(tree.disk().touched(tree.inbox().resolve(name)));
    } catch (NoSuchFileException e) {
      stuck.remove(name);
      return true;
    }
  }

  private Optional<Path> take(String name, Lease own) throws IOException {
    Path file = tree.inbox().resolve(name);
    Path folder = tree.lease(own.id()).resolve(tree.unique() + TAKING);
    try {
      tree.disk().createDirectory(folder);
    } catch (NoSuchFileException e) {
      throw new LeaseLostException(own.id(), "its folder is gone");
    }
    try {
      tree.disk().rename(file, folder.resolve(name));
      return Optional.of(folder);
    } catch (NoSuchFileException e) {
      // Another worker was faster.
    } catch (IOException e) {
      stuck.put(name, tree.disk().touched(file));
      LOG.warn("inbox: {} cannot be taken and stays there: {}", Corrupt.quoted(name), e.toString());
      receipt(
          name,
          ".txt",
          name
              + " cannot be taken ("
              + e.getClass().getSimpleName()
              + "): write a plain file elsewhere on this file system and move it here; the inbox"
              + " must belong to the worker's user. Nothing was submitted.\n");
    }
    tree.disk().remove(folder);
    return Optional.empty();
  }

  /**
   * Looked at where nobody else can change what it is.
   *
   * @return empty if no job stands for it: it is refused, or left for a later look
   */
  private Optional<JobId> submit(Path folder, boolean again) throws IOException {
    List<String> names = tree.listOrNothing(folder);
    if (names.isEmpty()) {
      // Taken and answered, or not taken after all.
      corrupt.setUnnamedAside(folder);
      tree.disk().remove(folder);
      return Optional.empty();
    }
    String name = names.get(0);
    JobId id;
    try {
      Job job = job(folder, name);
      id = submitting.submit(job, again);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      refuse(folder, name, "this worker's user may not read it; chmod a+r it before it is moved");
      return Optional.empty();
    } catch (JobFormatException e) {
      if (!beingWritten(folder.resolve(name))) {
        refuse(folder, name, e.getMessage());
      }
      return Optional.empty();
    } catch (RefusedFileException | IllegalArgumentException e) {
      refuse(folder, name, e.getMessage().replace(folder.resolve(name).toString(), "it"));
      return Optional.empty();
    }
    LOG.info("taken-in {} from the inbox: {}", id, Corrupt.quoted(name));
    receipt(name, ".id", id + "\n");
    tree.disk().remove(folder.resolve(name));
    tree.disk().remove(folder);
    return Optional.of(id);
  }

  /** Who wrote it in place may not be done: its writer's handle followed it here. */
  private boolean beingWritten(Path file) throws IOException {
    Duration age = Duration.between(tree.disk().touched(file), tree.clock().instant());
    return age.abs().compareTo(BEING_WRITTEN) < 0;
  }

  private Job job(Path folder, String name) throws IOException, JobFormatException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          Corrupt.quoted(name)
              + " is not a name for the inbox; it is up to 150 of A-Z, a-z, 0-9 and ._-, not"
              + " beginning with a dot or dash, and .json");
    }
    JobRequest request =
        JobJson.readRequest(tree.disk().read(folder.resolve(name), JobJson.LARGEST));
    String folderName = folder.getFileName().toString();
    String ulid = folderName.substring(0, folderName.length() - TAKING.length());
    return new Job(
        new JobId(ulid + "-" + request.report()),
        request,
        Ulid.time(ulid),
        new Job.SubmittedBy("inbox", null));
  }

  private void refuse(Path folder, String name, String why) throws IOException {
    LOG.warn("inbox: {} is refused: {}", Corrupt.quoted(name), why);
    receipt(name, ".txt", name + " is refused: " + why + "\nNothing was submitted.\n");
    corrupt.setAside(folder.resolve(name), "inbox-" + name, Corrupt.quoted(name) + ": " + why);
    tree.disk().remove(folder);
  }

  /**
   * Where the program looks that moved the file in, whatever its name is: a name that a file has is
   * a name that a receipt can have.
   */
  private void receipt(String name, String suffix, String text) throws IOException {
    String base = name.substring(0, name.length() - SUFFIX.length());
    Path growing = tree.inbox().resolve(HIDDEN + tree.unique());
    Path receipt = tree.inbox().resolve(base + suffix);
    tree.disk().write(growing, text.getBytes(StandardCharsets.UTF_8));
    tree.disk().allow(growing, RECEIPT_MODE);
    try {
      tree.disk().rename(growing, receipt);
    } catch (FileSystemException e) {
      if (!tree.disk().isDirectory(receipt)) {
        throw e;
      }
      // Whoever made a directory of that name gets no receipt; the others' files go on.
      LOG.warn("inbox: no receipt for {}: a directory is in its place", Corrupt.quoted(name));
      tree.disk().remove(growing);
    }
    tree.disk().force(tree.inbox());
  }

  /** Removes receipts that nobody fetched. */
  public void sweep() throws IOException {
    Instant old = tree.clock().instant().minus(RECEIPTS_KEPT);
    for (String name : tree.listOrNothing(tree.inbox())) {
      boolean receipt = name.endsWith(".id") || name.endsWith(".txt");
      Path file = tree.inbox().resolve(name);
      if ((receipt || name.startsWith(HIDDEN)) && isOlder(file, old)) {
        tree.disk().remove(file);
      }
    }
  }

  private boolean isOlder(Path file, Instant than) throws IOException {
    try {
      return tree.disk().touched(file).isBefore(than);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
