package dev.pressroom.queue.spool;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.jobdir.RefusedFileException;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Outcomes;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looking at jobs while they move. One look can miss a job that goes from a place not yet looked at
 * to one already passed, so "nowhere" takes several.
 */
final class Inspection {
  private static final List<JobState> FINISHED =
      List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED);

  /**
   * A job that is claimed and put back again and again passes behind one look in twenty at the
   * worst that was seen, so that two were not enough.
   */
  private static final int WHOLE_LOOKS = 5;

  /** A job that moves this often while it is being cancelled is claimed and released in a loop. */
  private static final int MOST_LOOKS = 20;

  private final Spool spool;

  Inspection(Spool spool) {
    this.spool = spool;
  }

  Optional<JobView> find(JobId id) {
    try {
      Optional<JobView> found = look(id);
      for (int looks = 1; looks < WHOLE_LOOKS && found.isEmpty(); looks++) {
        found = look(id);
      }
      return found;
    } catch (IOException e) {
      throw new QueueException("the spool " + spool.root() + " cannot be read: " + e, e);
    }
  }

  private Optional<JobView> look(JobId id) throws IOException {
    for (String lease : spool.listOrNothing(spool.running())) {
      Optional<JobView> found = in(spool.lease(lease), JobState.RUNNING, lease, id);
      if (found.isPresent()) {
        return found;
      }
    }
    // A day earlier than the id's own: the clock may have been set back in between.
    String earliest = Spool.day(id.time()).minusDays(1).toString();
    for (JobState state : FINISHED) {
      for (String day : spool.listOrNothing(spool.finished(state))) {
        if (day.compareTo(earliest) >= 0) {
          Path directory = spool.finished(state).resolve(day).resolve(id.text());
          if (spool.disk().exists(directory)) {
            return Optional.of(finished(id, state, directory));
          }
        }
      }
    }
    Optional<JobView> found = in(spool.prepared(), JobState.PREPARED, null, id);
    if (found.isEmpty()) {
      found = in(spool.scheduled(), JobState.SCHEDULED, null, id);
    }
    for (String queue : spool.listOrNothing(spool.queued())) {
      if (found.isEmpty()) {
        found = in(spool.queue(queue), JobState.QUEUED, null, id);
      }
    }
    return found;
  }

  private Optional<JobView> in(Path folder, JobState state, String lease, JobId id)
      throws IOException {
    for (String name : spool.listOrNothing(folder)) {
      if (name.contains(id.text())) {
        Optional<JobView> view = view(folder, name, state, lease);
        if (view.isPresent() && view.get().id().equals(id)) {
          return view;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<JobView> view(Path folder, String text, JobState state, String lease) {
    return JobName.parse(text)
        .map(
            name ->
                new JobView(
                    name.id(),
                    state,
                    name.queue(),
                    name.priority(),
                    name.attempt(),
                    name.dueAt(),
                    lease,
                    folder.resolve(text)));
  }

  private static JobView finished(JobId id, JobState state, Path directory) {
    return new JobView(id, state, null, null, null, null, null, directory);
  }

  List<JobView> list(JobFilter filter) {
    try {
      List<JobView> jobs = new ArrayList<>();
      if (filter.states().contains(JobState.QUEUED)) {
        for (String queue : spool.listOrNothing(spool.queued())) {
          addWaiting(jobs, spool.queue(queue), JobState.QUEUED, null, filter);
        }
      }
      if (filter.states().contains(JobState.PREPARED)) {
        addWaiting(jobs, spool.prepared(), JobState.PREPARED, null, filter);
      }
      if (filter.states().contains(JobState.SCHEDULED)) {
        addWaiting(jobs, spool.scheduled(), JobState.SCHEDULED, null, filter);
      }
      if (filter.states().contains(JobState.RUNNING)) {
        for (String lease : spool.listOrNothing(spool.running())) {
          addWaiting(jobs, spool.lease(lease), JobState.RUNNING, lease, filter);
        }
      }
      for (JobState state : FINISHED) {
        if (filter.states().contains(state)) {
          addFinished(jobs, state, filter);
        }
      }
      return jobs.stream()
          .sorted(Comparator.comparing(JobView::id).reversed())
          .filter(job -> hasLabels(job, filter.labels()))
          .limit(filter.most())
          .toList();
    } catch (IOException e) {
      throw new QueueException("the spool " + spool.root() + " cannot be read: " + e, e);
    }
  }

  private void addWaiting(
      List<JobView> jobs, Path folder, JobState state, String lease, JobFilter filter)
      throws IOException {
    for (String name : spool.listOrNothing(folder)) {
      view(folder, name, state, lease).filter(filter::matches).ifPresent(jobs::add);
    }
  }

  /** By day, the newest first, until there are enough: days hold what finished then. */
  private void addFinished(List<JobView> jobs, JobState state, JobFilter filter)
      throws IOException {
    List<String> days = spool.listOrNothing(spool.finished(state));
    days.sort(Collections.reverseOrder());
    int found = 0;
    for (String day : days) {
      Path folder = spool.finished(state).resolve(day);
      for (String name : spool.listOrNothing(folder)) {
        Optional<JobView> view =
            finishedNamed(name, state, folder.resolve(name)).filter(job -> fits(job, filter));
        if (view.isPresent()) {
          jobs.add(view.get());
          found++;
        }
      }
      if (found >= filter.most() && filter.labels().isEmpty()) {
        return;
      }
    }
  }

  /** Labels stand in {@code job.json} only, which is read if they are asked for. */
  private boolean hasLabels(JobView job, Map<String, String> labels) {
    if (labels.isEmpty()) {
      return true;
    }
    try {
      return new JobDirectory(job.directory())
          .readJob(spool.disk())
          .request()
          .labels()
          .entrySet()
          .containsAll(labels.entrySet());
    } catch (IOException | JobFormatException e) {
      return false;
    }
  }

  /** A finished job's queue stands in its outcome only, which is read if it is asked for. */
  private boolean fits(JobView job, JobFilter filter) {
    if (filter.queue() == null) {
      return filter.matches(job);
    }
    try {
      return new JobDirectory(job.directory())
          .readOutcome(spool.disk())
          .filter(
              outcome ->
                  filter.matches(
                      new JobView(
                          job.id(),
                          job.state(),
                          outcome.route().queue(),
                          outcome.route().priority(),
                          outcome.attempt(),
                          null,
                          null,
                          job.directory())))
          .isPresent();
    } catch (IOException | JobFormatException e) {
      return false;
    }
  }

  private static Optional<JobView> finishedNamed(String name, JobState state, Path directory) {
    try {
      return Optional.of(finished(new JobId(name), state, directory));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<JobView> cancel(JobId id) {
    try {
      for (int looks = 0; looks < MOST_LOOKS; looks++) {
        Optional<JobView> found = find(id);
        if (found.isEmpty() || found.get().state().finished()) {
          return found;
        }
        JobView job = found.get();
        if (job.state() != JobState.RUNNING) {
          if (endWaiting(job)) {
            return find(id);
          }
        } else if (mark(job)) {
          // Looked at again: if it went back to wait before the mark was seen, it ends as waiting.
          Optional<JobView> again = find(id);
          if (again.isPresent() && (again.get().state() == JobState.RUNNING)) {
            return again;
          }
        }
      }
    } catch (IOException e) {
      throw new QueueException("job " + id + " could not be cancelled: " + e, e);
    }
    throw new QueueException("job " + id + " moved too often to be cancelled; ask again");
  }

  private boolean endWaiting(JobView job) throws IOException {
    JobName name = JobName.parse(job.directory().getFileName().toString()).orElseThrow();
    Outcome outcome =
        Outcomes.unrun(name, JobState.CANCELLED, Reason.CANCELLED, spool.clock().instant());
    Job asked;
    try {
      asked = new JobDirectory(job.directory()).readJob(spool.disk());
    } catch (JobFormatException | RefusedFileException e) {
      asked = null;
    } catch (NoSuchFileException e) {
      return false;
    }
    return spool.finish(job.directory(), asked, outcome);
  }

  private boolean mark(JobView job) throws IOException {
    try {
      spool.disk().write(new JobDirectory(job.directory()).cancelMark(), new byte[0]);
      spool.disk().force(job.directory());
      return true;
    } catch (FileAlreadyExistsException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The attempt that a running job is in, if it runs under that lease. */
  Optional<Attempt> runningAttempt(JobId id) {
    return find(id).filter(job -> job.state() == JobState.RUNNING).map(JobView::attempt);
  }
}
