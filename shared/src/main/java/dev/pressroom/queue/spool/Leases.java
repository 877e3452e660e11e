package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.Ulid;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.Inbox;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.Outcomes;
import dev.pressroom.queue.Rescued;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease is a folder in {@code running/} with a file {@code lease} that its worker touches. It is
 * made by one rename and revoked by another; nothing here ever makes it on the way, so that a
 * worker whose lease was revoked hears "no such file" from claim, settle and heartbeat alike.
 */
final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final Spool spool;

  /** What could not be taken back, said once. */
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Leases(Spool spool) {
    this.spool = spool;
  }

  /**
   * Whoever registers is to serve the hot folder, which must be its user's own.
   *
   * @param queues that it serves, for those who look; empty if it does not say
   */
  Lease register(String worker, List<String> queues) throws IOException {
    spool.tree().makeInbox();
    Lease lease = new Lease(spool.unique(), worker);
    Path growing = spool.tmp().resolve(lease.id());
    spool.disk().createDirectory(growing);
    String content =
        LeaseText.of(worker, ProcessHandle.current().pid(), spool.clock().instant(), queues).text();
    spool.disk().write(growing.resolve(Spool.LEASE), content.getBytes(StandardCharsets.UTF_8));
    spool.disk().force(growing);
    spool.disk().rename(growing, spool.lease(lease.id()));
    spool.disk().force(spool.running());
    return lease;
  }

  /**
   * By {@code rmdir} only: a claim still on its way may land in the folder after any look at it.
   */
  boolean deregister(Lease lease) throws IOException {
    Path folder = spool.lease(lease.id());
    if (spool.disk().list(folder).size() > 1) {
      return false;
    }
    spool.disk().remove(folder.resolve(Spool.LEASE));
    try {
      spool.disk().remove(folder);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  List<Held> heartbeat(Lease lease) throws IOException {
    Path folder = spool.lease(lease.id());
    Path file = folder.resolve(Spool.LEASE);
    try {
      // Always another time than before, whatever the clock says: others look for change only.
      Instant before = spool.disk().touched(file);
      Instant now = spool.clock().instant();
      spool.disk().touch(file, now.isAfter(before) ? now : before.plusMillis(1));
      List<Held> held = new ArrayList<>();
      for (String text : spool.disk().list(folder)) {
        Path mark = new JobDirectory(folder.resolve(text)).cancelMark();
        JobName.parse(text)
            .ifPresent(
                name -> held.add(new Held(name.id(), name.attempt(), spool.disk().exists(mark))));
      }
      return held;
    } catch (NoSuchFileException e) {
      throw new LeaseLostException(lease.id(), "its folder is gone");
    }
  }

  boolean disown(Lease lease, Held held) throws IOException {
    for (String text : spool.listOrNothing(spool.lease(lease.id()))) {
      Optional<JobName> name = JobName.parse(text);
      if (name.isPresent()
          && name.get().id().equals(held.id())
          && name.get().attempt().number() == held.attempt().number()) {
        return spool.moveToWaiting(
            spool.lease(lease.id()).resolve(text),
            name.get().with(name.get().attempt().released()));
      }
    }
    return false;
  }

  List<LeaseBeat> all() throws IOException {
    List<LeaseBeat> beats = new ArrayList<>();
    for (String name : spool.disk().list(spool.running())) {
      boolean revoked = name.endsWith(Spool.LAPSED);
      String id = revoked ? name.substring(0, name.length() - Spool.LAPSED.length()) : name;
      if (!Ulid.PATTERN.matcher(id).matches()) {
        continue; // A stranger here is nobody's lease.
      }
      beats.add(new LeaseBeat(id, revoked ? "revoked" : beat(id), revoked));
    }
    return beats;
  }

  /** A folder without its file was left by an orderly end that a late claim crossed; it lapses. */
  private String beat(String lease) {
    try {
      return spool.disk().touched(spool.lease(lease).resolve(Spool.LEASE)).toString();
    } catch (NoSuchFileException e) {
      return "none";
    } catch (IOException e) {
      // Seen differently each time, so that nobody believes that it stands still.
      return "unreadable " + spool.unique();
    }
  }

  /**
   * The rename of the folder revokes; after it, nothing can be added to what is listed, except by a
   * claim that was already on its way: so list again until {@code rmdir} says that it is empty.
   */
  List<Rescued> rescue(String lease, Lease own) throws IOException {
    Path revoked = spool.running().resolve(lease + Spool.LAPSED);
    try {
      spool.disk().rename(spool.lease(lease), revoked);
      spool.disk().force(spool.running());
    } catch (NoSuchFileException e) {
      // Somebody else revoked it: go on with what is left.
    }
    List<Rescued> rescued = new ArrayList<>();
    while (true) {
      boolean stuck = false;
      for (String text : spool.listOrNothing(revoked)) {
        try {
          if (text.endsWith(Inbox.TAKING)) {
            takeOver(revoked.resolve(text), own);
          } else if (!text.equals(Spool.LEASE)) {
            takeBack(lease, revoked.resolve(text)).ifPresent(rescued::add);
          }
        } catch (IOException e) {
          // One job that cannot be moved must not keep the others from being taken back.
          stuck = true;
          sayOnce(revoked.resolve(text), e);
        }
      }
      spool.corruption().setUnnamedAside(revoked);
      if (stuck) {
        // The revoked folder stays; everybody who looks at leases goes on with it.
        return rescued;
      }
      try {
        spool.disk().remove(revoked.resolve(Spool.LEASE));
        spool.disk().remove(revoked);
        return rescued;
      } catch (DirectoryNotEmptyException e) {
        // A late claim landed after the listing.
      } catch (NoSuchFileException e) {
        return rescued;
      }
    }
  }

  private void sayOnce(Path directory, IOException e) {
    if (said.add(directory.getFileName().toString())) {
      LOG.warn(
          "{} cannot be taken back from its lost lease now and stays there; it is tried again: {}",
          directory,
          e.toString());
    }
  }

  /** Something on its way from the hot folder: the own lease goes on with it. */
  private void takeOver(Path taking, Lease own) throws IOException {
    try {
      spool.disk().rename(taking, spool.lease(own.id()).resolve(taking.getFileName()));
    } catch (NoSuchFileException e) {
      if (spool.disk().exists(taking)) {
        throw new LeaseLostException(own.id(), "its folder is gone");
      }
    }
  }

  private Optional<Rescued> takeBack(String lease, Path directory) throws IOException {
    Optional<JobName> parsed = JobName.parse(directory.getFileName().toString());
    if (parsed.isEmpty()) {
      spool.setAside(directory, "It lay in the folder of lease " + lease + " and is no job.");
      return Optional.empty();
    }
    JobName name = parsed.get();
    JobDirectory files = new JobDirectory(directory);
    Instant now = spool.clock().instant();
    if (spool.disk().exists(files.cancelMark())) {
      Outcome cancelled =
          Outcomes.workerLost(name, lease, JobState.CANCELLED, now)
              .as(JobState.CANCELLED, Reason.CANCELLED, null);
      return moved(spool.finish(directory, jobOrNull(files), cancelled), name, JobState.CANCELLED);
    }
    if (name.attempt().last()) {
      Outcome failed = Outcomes.workerLost(name, lease, JobState.FAILED, now);
      return moved(spool.finish(directory, jobOrNull(files), failed), name, JobState.FAILED);
    }
    note(files, Outcomes.workerLost(name, lease, JobState.QUEUED, now));
    return moved(spool.moveToWaiting(directory, name), name, JobState.QUEUED);
  }

  private static Optional<Rescued> moved(boolean moved, JobName name, JobState state) {
    return moved ? Optional.of(new Rescued(name.id(), state)) : Optional.empty();
  }

  /** Tells the attempt's story; the job goes on without it if that cannot be written. */
  private void note(JobDirectory files, Outcome outcome) {
    try {
      spool.replace(files.attemptOutcome(outcome.attempt().number()), OutcomeJson.write(outcome));
    } catch (IOException e) {
      LOG.debug("the loss of attempt {} is not noted", outcome.attempt(), e);
    }
  }

  private Job jobOrNull(JobDirectory files) {
    try {
      return files.readJob(spool.disk());
    } catch (JobFormatException | IOException e) {
      return null;
    }
  }
}
