package dev.pressroom.queue.spool;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueCount;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What operators do to jobs and queues. */
final class Operation {
  private final Spool spool;
  private final Inspection inspection;
  private final Keys keys;
  private final SpoolLock lock;

  Operation(Spool spool, Inspection inspection, Keys keys, SpoolLock lock) {
    this.spool = spool;
    this.inspection = inspection;
    this.keys = keys;
    this.lock = lock;
  }

  Optional<JobView> retry(JobId id, int budget) throws IOException {
    Optional<JobView> found = inspection.find(id);
    if (found.isEmpty()
        || !found.get().state().mayBecome(JobState.QUEUED)
        || !found.get().state().finished()) {
      return Optional.empty();
    }
    JobDirectory files = new JobDirectory(found.get().directory());
    try {
      Job job = files.readJob(spool.disk());
      JobName name = nameForRetry(files, job, budget);
      Optional<UniqueKey> key = job.request().key();
      // Under the lock also without a key: nothing is delivered between the look and the move.
      boolean moved =
          lock.hold(() -> (key.isEmpty() || takeKey(key.get(), id, name)) && putBack(files, name));
      return moved ? inspection.find(id) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JobFormatException e) {
      throw new QueueException(
          "job " + id + " cannot be tried again: its job.json " + e.getMessage(), e);
    }
  }

  /** In the line where it stood, with numbers above all that it has used. */
  private JobName nameForRetry(JobDirectory files, Job job, int budget) throws IOException {
    JobRequest request = job.request();
    Outcome.Route route = new Outcome.Route(request.queue(), request.priority());
    int highest = 0;
    try {
      Optional<Outcome> outcome = files.readOutcome(spool.disk());
      if (outcome.isPresent()) {
        route = outcome.get().route();
        highest = outcome.get().attempt().number();
      }
    } catch (JobFormatException e) {
      // The line that was asked for will do.
    }
    for (String attempt : spool.listOrNothing(files.attempts())) {
      if (attempt.matches("[0-9]{1,5}")) {
        highest = Math.max(highest, Integer.parseInt(attempt));
      }
    }
    return new JobName(
        null,
        JobRequest.checkQueue(route.queue()),
        route.priority(),
        job.id(),
        new Attempt(highest, highest + budget),
        request.principal().tenant());
  }

  private boolean putBack(JobDirectory files, JobName name) throws IOException {
    spool.disk().remove(files.cancelMark());
    return spool.moveToWaiting(files.root(), name);
  }

  private boolean takeKey(UniqueKey key, JobId id, JobName name) throws IOException {
    Optional<JobId> holder = keys.holder(key).filter(other -> !other.equals(id));
    if (holder.isPresent()) {
      throw new QueueException(
          "job "
              + id
              + " cannot be tried again: its key \""
              + key.value()
              + "\" is held by job "
              + holder.get()
              + "; wait until that has ended, or cancel it");
    }
    keys.write(key, spool.waiting(name).resolve(name.text()));
    return true;
  }

  Optional<JobView> move(JobId id, String queue, int priority) throws IOException {
    JobRequest.checkQueue(queue);
    while (true) {
      Optional<JobView> found = inspection.find(id);
      if (found.isEmpty()) {
        return found;
      }
      JobView job = found.get();
      if (job.state() == JobState.RUNNING || job.state().finished()) {
        return Optional.empty();
      }
      JobName name = JobName.parse(job.directory().getFileName().toString()).orElseThrow();
      JobName moved =
          new JobName(name.dueAt(), queue, priority, name.id(), name.attempt(), name.tenant());
      if (moved.equals(name)) {
        return found;
      }
      boolean done =
          job.state() == JobState.PREPARED
              ? spool.moveTo(job.directory(), spool.prepared().resolve(moved.text()))
              : spool.moveToWaiting(job.directory(), moved);
      if (done) {
        return inspection.find(id);
      }
    }
  }

  void pause(String queue) throws IOException {
    Path folder = spool.queue(JobRequest.checkQueue(queue));
    spool.makeFolder(folder);
    try {
      spool.disk().write(folder.resolve(Spool.PAUSED), new byte[0]);
      spool.disk().force(folder);
    } catch (FileAlreadyExistsException e) {
      // It was paused before.
    }
  }

  void resume(String queue) throws IOException {
    Path folder = spool.queue(JobRequest.checkQueue(queue));
    spool.disk().remove(folder.resolve(Spool.PAUSED));
    if (spool.disk().exists(folder)) {
      spool.disk().force(folder);
    }
  }

  Set<String> paused() throws IOException {
    Set<String> paused = new TreeSet<>();
    for (String queue : spool.listOrNothing(spool.queued())) {
      if (spool.disk().exists(spool.queue(queue).resolve(Spool.PAUSED))) {
        paused.add(queue);
      }
    }
    return paused;
  }

  Map<String, QueueCount> counts() throws IOException {
    Map<String, int[]> counts = new TreeMap<>();
    for (String queue : spool.listOrNothing(spool.queued())) {
      if (queue.startsWith(Spool.HIDDEN)) {
        continue;
      }
      List<String> names = spool.listOrNothing(spool.queue(queue));
      int[] of = counts.computeIfAbsent(queue, name -> new int[5]);
      of[4] = names.contains(Spool.PAUSED) ? 1 : 0;
      of[0] = (int) names.stream().filter(name -> JobName.parse(name).isPresent()).count();
    }
    count(counts, spool.scheduled(), 1);
    count(counts, spool.prepared(), 2);
    for (String lease : spool.listOrNothing(spool.running())) {
      count(counts, spool.lease(lease), 3);
    }
    Map<String, QueueCount> result = new TreeMap<>();
    counts.forEach(
        (queue, of) -> result.put(queue, new QueueCount(of[0], of[1], of[2], of[3], of[4] == 1)));
    return result;
  }

  private void count(Map<String, int[]> counts, Path folder, int which) throws IOException {
    for (String text : spool.listOrNothing(folder)) {
      JobName.parse(text)
          .ifPresent(name -> counts.computeIfAbsent(name.queue(), queue -> new int[5])[which]++);
    }
  }
}
