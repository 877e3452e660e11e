package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.jobdir.RefusedFileException;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.Outcomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claiming: rename from the queue into the own lease's folder with the next attempt's number, and
 * force that folder once for all. Losing a race for a name is normal and costs nothing.
 *
 * <p>For use by one thread.
 */
final class Claiming {
  private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

  /** A disk that is full is not tried again at once. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);

  private final Spool spool;
  private final WorkWatch watch;

  /** Jobs in a newer form or unreadable for now, left where they are and said once. */
  private final Set<String> skipped = new HashSet<>();

  Claiming(Spool spool, WorkWatch watch) {
    this.spool = spool;
    this.watch = watch;
  }

  private record Candidate(JobName name, Path directory, Job job) {}

  List<Claim> claim(Lease lease, List<String> queues, int most) throws IOException {
    List<Claim> claims = new ArrayList<>();
    for (String queue : queues) {
      if (claims.size() < most) {
        try {
          claimFrom(queue, lease, most, claims);
        } catch (IOException e) {
          if (claims.isEmpty()) {
            throw e;
          }
          LOG.warn("claiming from {} stopped, what was claimed goes on: {}", queue, e.toString());
          break;
        }
      }
    }
    if (!claims.isEmpty()) {
      forceLease(lease);
    }
    List<Claim> ready = new ArrayList<>(claims.size());
    IOException failed = null;
    for (Claim claim : claims) {
      try {
        if (prepare(claim)) {
          ready.add(claim);
        }
      } catch (IOException e) {
        failed = e;
        giveBack(claim, e);
      }
    }
    if (failed != null && ready.isEmpty()) {
      throw failed;
    }
    return ready;
  }

  /** A claim whose attempt has no room to begin in; its batch mates go on. */
  private void giveBack(Claim claim, IOException why) {
    LOG.warn("released {}: its attempt could not be prepared: {}", claim.id(), why.toString());
    JobName name = JobName.parse(claim.directory().getFileName().toString()).orElseThrow();
    try {
      spool.moveToWaiting(
          claim.directory(),
          name.with(claim.attempt().released())
              .waitingUntil(spool.clock().instant().plus(AFTER_TROUBLE)));
    } catch (IOException e) {
      // The heartbeat's listing finds what nobody here knows of.
      LOG.debug("{} stays with its lease for now", claim.id(), e);
    }
  }

  private void claimFrom(String queue, Lease lease, int most, List<Claim> claims)
      throws IOException {
    if (spool.disk().exists(spool.queue(queue).resolve(Spool.PAUSED))) {
      return;
    }
    Head head = watch.head(queue);
    Set<String> tried = new HashSet<>();
    IOException trouble = null;
    while (claims.size() < most) {
      String name = head.next();
      if (name == null || !tried.add(name)) {
        // What a second listing shows again stays where it is, whatever the reason.
        break;
      }
      try {
        look(queue, name).flatMap(candidate -> take(candidate, lease)).ifPresent(claims::add);
      } catch (UncheckedIOException e) {
        trouble = e.getCause();
        leave(name, trouble);
      }
    }
    if (claims.isEmpty() && trouble != null && !(trouble instanceof AccessDeniedException)) {
      // Not one job's modes but the disk, as far as can be seen: the caller waits a while.
      throw trouble;
    }
  }

  /** Reads the job before it is claimed: what cannot be read is put aside and costs no attempt. */
  private Optional<Candidate> look(String queue, String text) {
    try {
      return examine(queue, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Candidate> examine(String queue, String text) throws IOException {
    Path directory = spool.queue(queue).resolve(text);
    if (!spool.disk().exists(directory)) {
      return Optional.empty(); // Somebody else claimed it.
    }
    Optional<JobName> name = JobName.parse(text).filter(n -> n.dueAt() == null);
    if (name.isEmpty() || !name.get().queue().equals(queue)) {
      setAside(
          directory,
          Corrupt.quoted(text)
              + " is not the name of a job that waits in the queue \""
              + queue
              + "\"; such a name is queue.priority.id.0of3.");
      return Optional.empty();
    }
    try {
      Job job = new JobDirectory(directory).readJob(spool.disk());
      if (!job.id().equals(name.get().id())) {
        setAside(directory, "job.json holds job " + job.id() + ", not the one that is named here.");
        return Optional.empty();
      }
      if (isStranger(directory)) {
        setAside(
            directory, "It is a link and not the directory of a job; move the directory here.");
        return Optional.empty();
      }
      if (job.request().expiresAt().orElse(Instant.MAX).isBefore(spool.clock().instant())) {
        expire(name.get(), directory, job);
        return Optional.empty();
      }
      return Optional.of(new Candidate(name.get(), directory, job));
    } catch (JobFormatException e) {
      if (e.newerForm()) {
        if (skipped.add(text)) {
          LOG.warn("left {} in its queue: {}", text, e.getMessage());
        }
      } else {
        setAside(directory, "job.json " + e.getMessage());
      }
      return Optional.empty();
    } catch (RefusedFileException e) {
      setAside(directory, "job.json cannot be read: " + e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      unreadable(text, directory, e);
      return Optional.empty();
    }
  }

  private void unreadable(String text, Path directory, IOException e) {
    if (!spool.disk().exists(directory)) {
      return; // Somebody else claimed it.
    }
    if (isStranger(directory)) {
      setAside(directory, "It is not a directory, and so no job.");
    } else if (e instanceof NoSuchFileException) {
      setAside(directory, "It holds no job.json.");
    } else {
      // Perhaps the machine's trouble and not the job's: it stays, and the others go on.
      leave(text, e);
    }
  }

  /**
   * There, and no directory: in this order, or a job that goes meanwhile would be taken for one.
   */
  private boolean isStranger(Path directory) {
    return !spool.disk().isDirectory(directory) && spool.disk().exists(directory);
  }

  /** One job that cannot be claimed must not keep the others from it; said once. */
  private void leave(String text, IOException e) {
    if (skipped.add(text)) {
      LOG.warn(
          "skipped {} in its queue, the others go on: {}; see that it belongs to this worker's user"
              + " or group, who must read and write it",
          Corrupt.quoted(text),
          e.toString());
    }
  }

  private void setAside(Path directory, String why) {
    String name = directory.getFileName().toString();
    try {
      spool.setAside(directory, why);
      LOG.warn("corrupt {}: {}", Corrupt.quoted(name), why);
    } catch (IOException e) {
      leave(name, e);
    }
  }

  private void expire(JobName name, Path directory, Job job) throws IOException {
    Outcome outcome =
        Outcomes.unrun(name, JobState.CANCELLED, Reason.EXPIRED, spool.clock().instant());
    if (spool.finish(directory, job, outcome)) {
      LOG.info(
          "cancelled {}: it expired at {}", name.id(), job.request().expiresAt().orElseThrow());
    }
  }

  private Optional<Claim> take(Candidate candidate, Lease lease) {
    JobName name = candidate.name().with(candidate.name().attempt().next());
    Path target = spool.lease(lease.id()).resolve(name.text());
    try {
      spool.disk().rename(candidate.directory(), target);
    } catch (NoSuchFileException e) {
      if (spool.disk().exists(candidate.directory())) {
        throw new LeaseLostException(lease.id(), "its folder is gone");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new Claim(
            lease,
            candidate.job(),
            name.attempt(),
            new Outcome.Route(name.queue(), name.priority()),
            spool.clock().instant(),
            target));
  }

  private void forceLease(Lease lease) throws IOException {
    try {
      spool.disk().force(spool.lease(lease.id()));
    } catch (NoSuchFileException e) {
      throw new LeaseLostException(lease.id(), "its folder is gone");
    }
  }

  /**
   * Clears what an earlier attempt's unfinished settling left, and makes the attempt's folder.
   *
   * @return false if the job is gone from the lease, or was ended because somebody asked for it
   */
  private boolean prepare(Claim claim) throws IOException {
    JobDirectory files = new JobDirectory(claim.directory());
    try {
      if (spool.disk().exists(files.cancelMark())) {
        spool.finish(claim.directory(), claim.job(), Outcomes.cancelled(claim, spool.clock()));
        return false;
      }
      spool.tree().begin(files, claim.attempt().number());
      return true;
    } catch (NoSuchFileException e) {
      if (spool.disk().exists(claim.directory())) {
        throw e;
      }
      return false;
    }
  }
}
