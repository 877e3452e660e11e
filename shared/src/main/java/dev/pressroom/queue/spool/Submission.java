package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Submitting: build and force the job in {@code tmp/}, rename it to where it waits, force that
 * parent. The rename is the commit; the job is acknowledged after the force. With a unique key,
 * what follows the building happens under the spool's lock, and the key is written before the
 * rename: whoever finds a key that names a job in {@code tmp/} finishes its submit.
 */
final class Submission {
  private final Spool spool;
  private final Inspection inspection;
  private final Keys keys;
  private final SpoolLock lock;

  Submission(Spool spool, Inspection inspection, Keys keys, SpoolLock lock) {
    this.spool = spool;
    this.inspection = inspection;
    this.keys = keys;
    this.lock = lock;
  }

  /**
   * A job on its way.
   *
   * @param growing where it is built
   * @param target where it is to wait
   */
  private record Draft(Job job, Path growing, Path target) {}

  JobId submit(Job job) {
    return submit(draft(job, waitingPlace(job, nameOf(job))));
  }

  JobId prepare(Job job) {
    return submit(draft(job, spool.prepared().resolve(JobName.of(job).text())));
  }

  private JobId submit(Draft draft) {
    build(draft);
    if (draft.job().request().key().isPresent()) {
      return commitKeyed(draft, draft.job().request().key().get());
    }
    commit(draft);
    force(draft);
    return draft.job().id();
  }

  List<JobId> submitAll(List<Job> jobs) {
    List<Draft> drafts = new ArrayList<>();
    List<JobId> ids = new ArrayList<>();
    for (Job job : jobs) {
      if (job.request().key().isEmpty()) {
        drafts.add(draft(job, waitingPlace(job, nameOf(job))));
      }
    }
    List<Draft> built = new ArrayList<>();
    Set<Path> parents = new LinkedHashSet<>();
    try {
      for (Draft draft : drafts) {
        build(draft);
        built.add(draft);
      }
      for (Draft draft : drafts) {
        commit(draft);
        built.remove(draft);
        parents.add(draft.target().getParent());
      }
    } catch (RuntimeException e) {
      built.forEach(draft -> discard(draft.growing()));
      throw e;
    } finally {
      // What was renamed before a failure is there: acknowledged or not, it is made durable.
      parents.forEach(parent -> forceAll(parent, jobs));
    }
    // One by one under the lock; each waits for no other, so their order cannot lock anybody out.
    for (Job job : jobs) {
      ids.add(job.request().key().isPresent() ? submit(job) : job.id());
    }
    return ids;
  }

  private void forceAll(Path parent, List<Job> jobs) {
    try {
      spool.disk().force(parent);
    } catch (IOException e) {
      throw new OutcomeUnknownException(jobs.get(0).id(), e);
    }
  }

  /** What a first try without a key left in {@code tmp/} is left to the sweep. */
  JobId submitAgain(Job job) {
    Optional<JobView> seen = inspection.find(job.id());
    if (seen.isPresent()) {
      // Seen, but perhaps not yet on the medium: the force is what the first try owes.
      try {
        spool.disk().force(seen.get().directory().getParent());
      } catch (NoSuchFileException e) {
        // It moved on, and who moved it forces its new place.
        return job.id();
      } catch (IOException e) {
        throw new OutcomeUnknownException(job.id(), e);
      }
      return job.id();
    }
    Optional<UniqueKey> key = job.request().key();
    try {
      if (key.isPresent()) {
        Optional<JobId> holder = lock.hold(() -> keys.holder(key.get()));
        if (holder.isPresent()) {
          return holder.get();
        }
      }
      Path half = spool.tmp().resolve(nameOf(job).text());
      if (key.isPresent() && spool.disk().exists(half)) {
        spool.discard(half);
      }
    } catch (IOException e) {
      throw notAccepted(job, e);
    }
    return submit(job);
  }

  boolean release(JobId id) {
    try {
      for (String text : spool.disk().list(spool.prepared())) {
        Optional<JobName> name = JobName.parse(text).filter(found -> found.id().equals(id));
        if (name.isPresent()) {
          Path directory = spool.prepared().resolve(text);
          Job job = new JobDirectory(directory).readJob(spool.disk());
          if (spool.moveToWaiting(directory, due(job, name.get()))) {
            return true;
          }
        }
      }
      return inspection.find(id).isPresent();
    } catch (NoSuchFileException e) {
      return inspection.find(id).isPresent();
    } catch (IOException | JobFormatException e) {
      throw new QueueException(
          "job " + id + " could not be released and stays prepared: " + e.getMessage(), e);
    }
  }

  /**
   * The rename into the trash is the commit, and it loses against a release. The key goes after it:
   * a crash in between leaves a key of a job that is nowhere, which the sweep frees.
   */
  boolean discard(JobId id) throws IOException {
    for (String text : spool.disk().list(spool.prepared())) {
      if (JobName.parse(text).filter(found -> found.id().equals(id)).isPresent()) {
        Path directory = spool.prepared().resolve(text);
        Optional<UniqueKey> key = keyOf(directory);
        return key.isEmpty()
            ? trash(directory)
            : lock.hold(
                () -> {
                  boolean gone = trash(directory);
                  if (gone) {
                    keys.drop(key.get(), id);
                  }
                  return gone;
                });
      }
    }
    return false;
  }

  private Optional<UniqueKey> keyOf(Path directory) throws IOException {
    try {
      return new JobDirectory(directory).readJob(spool.disk()).request().key();
    } catch (NoSuchFileException | JobFormatException e) {
      return Optional.empty();
    }
  }

  private boolean trash(Path directory) throws IOException {
    Path out = spool.trash().resolve(spool.unique());
    try {
      spool.disk().rename(directory, out);
    } catch (NoSuchFileException e) {
      if (spool.disk().exists(directory)) {
        throw e;
      }
      return false;
    }
    spool.disk().force(spool.prepared());
    spool.disk().removeTree(out);
    return true;
  }

  /**
   * A keyed job is built under its own name, so that whoever finds its key can finish its submit;
   * any other under a name that no other try has, so that nobody discards what another builds.
   */
  private Draft draft(Job job, Path target) {
    String name = target.getFileName().toString();
    boolean keyed = job.request().key().isPresent();
    return new Draft(job, spool.tmp().resolve(keyed ? name : spool.unique() + "." + name), target);
  }

  private JobName nameOf(Job job) {
    return due(job, JobName.of(job));
  }

  private JobName due(Job job, JobName name) {
    Instant runAt = job.request().runAt().orElse(Instant.MIN);
    return runAt.isAfter(spool.clock().instant()) ? name.waitingUntil(runAt) : name;
  }

  private Path waitingPlace(Job job, JobName name) {
    return spool.waiting(name).resolve(name.text());
  }

  private void build(Draft draft) {
    byte[] json = JobJson.write(draft.job());
    try {
      spool.disk().createDirectory(draft.growing());
      spool.disk().write(draft.growing().resolve(JobDirectory.JOB), json);
      spool.disk().force(draft.growing());
    } catch (IOException e) {
      discard(draft.growing());
      throw notAccepted(draft.job(), e);
    }
  }

  private void commit(Draft draft) {
    try {
      makeQueue(draft);
      spool.disk().rename(draft.growing(), draft.target());
    } catch (IOException e) {
      // Done, but the reply was lost? What is still in tmp was not.
      if (spool.disk().exists(draft.growing())) {
        discard(draft.growing());
        throw notAccepted(draft.job(), e);
      }
      // Done, but the reply was lost? Or taken away by whoever cleaned up or submits the same job
      // again? Only another look can tell.
      if (!isThere(draft.job().id())) {
        throw new OutcomeUnknownException(draft.job().id(), e);
      }
    }
  }

  private boolean isThere(JobId id) {
    try {
      return inspection.find(id).isPresent();
    } catch (QueueException e) {
      return false;
    }
  }

  private void makeQueue(Draft draft) throws IOException {
    Path parent = draft.target().getParent();
    if (parent.getParent().equals(spool.queued())) {
      spool.makeFolder(parent);
    }
  }

  private void force(Draft draft) {
    try {
      spool.disk().force(draft.target().getParent());
    } catch (IOException e) {
      throw new OutcomeUnknownException(draft.job().id(), e);
    }
  }

  /** From the moment that the key is written, only another look can tell what came of it. */
  private JobId commitKeyed(Draft draft, UniqueKey key) {
    boolean[] written = new boolean[1];
    try {
      return lock.hold(
          () -> {
            Optional<JobId> holder = keys.holder(key);
            if (holder.isPresent()) {
              discard(draft.growing());
              return holder.get();
            }
            written[0] = true;
            return commitHeld(draft, key);
          });
    } catch (IOException e) {
      if (written[0]) {
        throw new OutcomeUnknownException(draft.job().id(), e);
      }
      discard(draft.growing());
      throw notAccepted(draft.job(), e);
    } catch (QueueException e) {
      discard(draft.growing());
      throw e;
    }
  }

  /** Under the lock, when nobody holds the key. */
  private JobId commitHeld(Draft draft, UniqueKey key) throws IOException {
    makeQueue(draft);
    keys.write(key, draft.target());
    spool.disk().rename(draft.growing(), draft.target());
    spool.disk().force(draft.target().getParent());
    return draft.job().id();
  }

  /**
   * Submits a job with a key as part of a decision that holds the lock already. What a failure
   * leaves is finished by the next submit with that key, or swept.
   */
  JobId submitHeld(Job job) throws IOException {
    UniqueKey key = job.request().key().orElseThrow();
    Optional<JobId> holder = keys.holder(key);
    if (holder.isPresent()) {
      return holder.get();
    }
    Draft draft = draft(job, waitingPlace(job, nameOf(job)));
    build(draft);
    return commitHeld(draft, key);
  }

  private void discard(Path growing) {
    try {
      spool.discard(growing);
    } catch (IOException e) {
      // The sweep takes what is left in tmp/.
    }
  }

  private QueueException notAccepted(Job job, IOException e) {
    return new QueueException(
        "job "
            + job.id()
            + " was not accepted: "
            + e
            + ". Nothing of it is in the queue; see that "
            + spool.root()
            + " can be written and has room, and submit again",
        e);
  }
}
