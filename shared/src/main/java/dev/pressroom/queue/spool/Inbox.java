package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Ulid;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.RefusedFileException;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseLostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
final class Inbox {
  /** A file that is no JSON and was changed this recently may still be being written. */
  static final Duration BEING_WRITTEN = Duration.ofSeconds(10);

  /** Receipts are for programs that wait for them. */
  static final Duration RECEIPTS_KEPT = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final String SUFFIX = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,150}");
  private static final int RECEIPT_MODE = 0644;

  private final Spool spool;
  private final Submission submission;

  /** What cannot be taken and was said once. */
  private final Set<String> stuck = new HashSet<>();

  Inbox(Spool spool, Submission submission) {
    this.spool = spool;
    this.submission = submission;
  }

  List<JobId> takeIn(Lease own) throws IOException {
    List<JobId> ids = new ArrayList<>();
    Path folder = spool.lease(own.id());
    List<String> left;
    try {
      left = spool.disk().list(folder);
    } catch (NoSuchFileException e) {
      throw new LeaseLostException(own.id(), "its folder is gone");
    }
    for (String name : left) {
      if (name.endsWith(Spool.TAKING)) {
        submit(folder.resolve(name), true).ifPresent(ids::add);
      }
    }
    for (String name : spool.listOrNothing(spool.inbox()).stream().sorted().toList()) {
      boolean meant = name.endsWith(SUFFIX) && !name.startsWith(Spool.HIDDEN);
      if (meant && !stuck.contains(name) && !beingWritten(spool.inbox().resolve(name))) {
        Optional<Path> taken = take(name, own);
        if (taken.isPresent()) {
          submit(taken.get(), false).ifPresent(ids::add);
        }
      }
    }
    return ids;
  }

  /** Looked at where it lies: what does not read yet and is young is left for a later look. */
  private boolean beingWritten(Path file) throws IOException {
    try {
      JobJson.readRequest(spool.disk().read(file, JobJson.LARGEST));
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } catch (JobFormatException e) {
      return spool.disk().touched(file).plus(BEING_WRITTEN).isAfter(spool.clock().instant());
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Path> take(String name, Lease own) throws IOException {
    Path folder = spool.lease(own.id()).resolve(spool.unique() + Spool.TAKING);
    try {
      spool.disk().createDirectory(folder);
    } catch (NoSuchFileException e) {
      throw new LeaseLostException(own.id(), "its folder is gone");
    }
    try {
      spool.disk().rename(spool.inbox().resolve(name), folder.resolve(name));
      return Optional.of(folder);
    } catch (NoSuchFileException e) {
      // Another worker was faster.
    } catch (IOException e) {
      stuck.add(name);
      LOG.warn("inbox: {} cannot be taken and stays there: {}", name, e.toString());
      receipt(name, ".txt", "It cannot be taken: " + e + "\n");
    }
    spool.disk().remove(folder);
    return Optional.empty();
  }

  private Optional<JobId> submit(Path folder, boolean again) throws IOException {
    List<String> names = spool.listOrNothing(folder);
    if (names.isEmpty()) {
      // Taken and answered, or not taken after all.
      spool.disk().remove(folder);
      return Optional.empty();
    }
    String name = names.get(0);
    JobId id;
    try {
      Job job = job(folder, name);
      id = again ? submission.submitAgain(job) : submission.submit(job);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (RefusedFileException | JobFormatException | IllegalArgumentException e) {
      refuse(folder, name, e.getMessage());
      return Optional.empty();
    }
    LOG.info("taken-in {} from the inbox: {}", id, name);
    receipt(name, ".id", id + "\n");
    spool.disk().remove(folder.resolve(name));
    spool.disk().remove(folder);
    return Optional.of(id);
  }

  private Job job(Path folder, String name) throws IOException, JobFormatException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "its name is none for the inbox; use up to 150 of A-Z, a-z, 0-9 and ._- before .json");
    }
    JobRequest request =
        JobJson.readRequest(spool.disk().read(folder.resolve(name), JobJson.LARGEST));
    String folderName = folder.getFileName().toString();
    String ulid = folderName.substring(0, folderName.length() - Spool.TAKING.length());
    return new Job(
        new JobId(ulid + "-" + request.report()),
        request,
        Ulid.time(ulid),
        new Job.SubmittedBy("inbox", null));
  }

  private void refuse(Path folder, String name, String why) throws IOException {
    LOG.warn("inbox: {} is refused: {}", name, why);
    receipt(name, ".txt", name + " is refused: " + why + "\nNothing was submitted.\n");
    String readable = NAME.matcher(name).matches() ? name : "unnamed.json";
    spool.setAside(folder.resolve(name), "inbox-" + readable, why);
    spool.disk().remove(folder);
  }

  private void receipt(String name, String suffix, String text) throws IOException {
    String base = name.substring(0, name.length() - SUFFIX.length());
    if (!NAME.matcher(base).matches()) {
      return;
    }
    Path growing = spool.inbox().resolve(Spool.HIDDEN + spool.unique());
    spool.disk().write(growing, text.getBytes(StandardCharsets.UTF_8));
    spool.disk().allow(growing, RECEIPT_MODE);
    spool.disk().rename(growing, spool.inbox().resolve(base + suffix));
    spool.disk().force(spool.inbox());
  }

  /** Removes receipts that nobody fetched. */
  void sweep() throws IOException {
    Instant old = spool.clock().instant().minus(RECEIPTS_KEPT);
    for (String name : spool.listOrNothing(spool.inbox())) {
      boolean receipt = name.endsWith(".id") || name.endsWith(".txt");
      Path file = spool.inbox().resolve(name);
      if ((receipt || name.startsWith(Spool.HIDDEN)) && isOlder(file, old)) {
        spool.disk().remove(file);
      }
    }
  }

  private boolean isOlder(Path file, Instant than) throws IOException {
    try {
      return spool.disk().touched(file).isBefore(than);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
