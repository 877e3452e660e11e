package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.InspectStore;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.SubmitStore;
import dev.pressroom.queue.TransactionStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queue of a {@link RecordingSubmitter}: the rules of the real ones, without their disk. Every
 * change of state asks {@link JobState#mayBecome}. Its monitor guards everything.
 */
final class MemoryQueue implements SubmitStore, InspectStore, TransactionStore {
  private static final String WORKER = "recording";

  private final Map<JobId, Entry> jobs = new LinkedHashMap<>();
  private final Clock clock;
  private String broken;

  MemoryQueue(Clock clock) {
    this.clock = clock;
  }

  /** A job and what became of it. */
  private static final class Entry {
    final Job job;
    JobState state;
    Attempt attempt;
    Instant due;
    boolean cancelAsked;
    Instant claimedAt;
    JobProgress progress;
    Outcome outcome;
    Map<String, byte[]> contents = Map.of();

    Entry(Job job, JobState state) {
      this.job = job;
      this.state = state;
      this.attempt = new Attempt(0, job.request().attempts());
      this.due = state == JobState.SCHEDULED ? job.request().runAt().orElseThrow() : null;
    }

    void become(JobState next) {
      if (!state.mayBecome(next)) {
        throw new IllegalStateException(
            "job " + job.id() + " is " + state + " and cannot become " + next);
      }
      state = next;
      if (next != JobState.SCHEDULED) {
        due = null;
      }
    }

    JobView view() {
      boolean finished = state.finished();
      return new JobView(
          job.id(),
          state,
          finished ? null : job.request().queue(),
          finished ? null : (Integer) job.request().priority(),
          finished ? null : attempt,
          due,
          state == JobState.RUNNING ? WORKER : null,
          null);
    }
  }

  // What a host does.

  @Override
  public synchronized JobId submit(Job job) {
    return add(job, waitingState(job));
  }

  @Override
  public synchronized JobId submitAgain(Job job) {
    return add(job, waitingState(job));
  }

  @Override
  public synchronized List<JobId> submitAll(List<Job> all) {
    return all.stream().map(this::submit).toList();
  }

  /** At once: nothing here sees how the transaction ends. */
  @Override
  public synchronized List<JobId> submit(Connection connection, List<Job> all) {
    try {
      if (connection != null && connection.getAutoCommit()) {
        throw new IllegalStateException(
            "the connection is in autocommit mode, so there is no transaction to join; call"
                + " setAutoCommit(false) first. Nothing was submitted");
      }
    } catch (SQLException e) {
      throw new QueueException("the connection cannot be used: " + e.getMessage(), e);
    }
    return submitAll(all);
  }

  @Override
  public void committed() {}

  @Override
  public synchronized JobId prepare(Job job) {
    return add(job, JobState.PREPARED);
  }

  private JobId add(Job job, JobState state) {
    checkWorking();
    Optional<JobId> holder = job.request().key().flatMap(this::holder);
    if (holder.isPresent()) {
      return holder.get();
    }
    jobs.putIfAbsent(job.id(), new Entry(job, state));
    return job.id();
  }

  private JobState waitingState(Job job) {
    return job.request().runAt().filter(at -> at.isAfter(clock.instant())).isPresent()
        ? JobState.SCHEDULED
        : JobState.QUEUED;
  }

  private Optional<JobId> holder(UniqueKey key) {
    return jobs.values().stream()
        .filter(entry -> entry.job.request().key().filter(own -> same(own, key)).isPresent())
        .filter(entry -> !entry.state.finished() || kept(entry, key))
        .map(entry -> entry.job.id())
        .findFirst();
  }

  private static boolean same(UniqueKey one, UniqueKey other) {
    return one.kind() == other.kind() && one.value().equals(other.value());
  }

  private boolean kept(Entry entry, UniqueKey key) {
    return key.kind() == UniqueKey.Kind.ONCE
        && entry.outcome.run().finishedAt().plus(key.keep()).isAfter(clock.instant());
  }

  @Override
  public synchronized boolean release(JobId id) {
    checkWorking();
    Entry entry = jobs.get(id);
    if (entry == null) {
      return false;
    }
    if (entry.state == JobState.PREPARED) {
      entry.become(waitingState(entry.job));
      entry.due =
          entry.state == JobState.SCHEDULED ? entry.job.request().runAt().orElseThrow() : null;
    }
    return true;
  }

  @Override
  public synchronized boolean discard(JobId id) {
    checkWorking();
    Entry entry = jobs.get(id);
    return entry != null && entry.state == JobState.PREPARED && jobs.remove(id) != null;
  }

  @Override
  public synchronized Optional<JobView> find(JobId id) {
    checkWorking();
    promoteDue();
    return Optional.ofNullable(jobs.get(id)).map(Entry::view);
  }

  @Override
  public synchronized Optional<JobView> findByKey(UniqueKey key) {
    checkWorking();
    return holder(key).flatMap(this::find);
  }

  @Override
  public synchronized List<JobView> list(JobFilter filter) {
    checkWorking();
    promoteDue();
    List<Entry> newest = new ArrayList<>(jobs.values());
    Collections.reverse(newest);
    return newest.stream()
        .filter(entry -> fits(entry, filter))
        .limit(filter.most())
        .map(Entry::view)
        .toList();
  }

  private static boolean fits(Entry entry, JobFilter filter) {
    return filter.states().contains(entry.state)
        && (filter.queue() == null || filter.queue().equals(entry.job.request().queue()))
        && (filter.report() == null || filter.report().equals(entry.job.id().report()))
        && entry.job.request().labels().entrySet().containsAll(filter.labels().entrySet());
  }

  @Override
  public synchronized Optional<JobView> cancel(JobId id) {
    checkWorking();
    Entry entry = jobs.get(id);
    if (entry != null && entry.state == JobState.RUNNING) {
      entry.cancelAsked = true;
    } else if (entry != null && !entry.state.finished()) {
      end(entry, JobState.CANCELLED, Reason.CANCELLED, null);
    }
    return Optional.ofNullable(entry).map(Entry::view);
  }

  private void promoteDue() {
    for (Entry entry : jobs.values()) {
      if (entry.state == JobState.SCHEDULED && !entry.due.isAfter(clock.instant())) {
        entry.become(JobState.QUEUED);
      }
    }
  }

  private void checkWorking() {
    if (broken != null) {
      throw new QueueException(broken);
    }
  }

  // What a worker does.

  /** A later time is not waited for. An expired job is cancelled instead. */
  synchronized void start(JobId id) {
    Entry entry = entry(id);
    if (entry.state == JobState.SCHEDULED) {
      entry.become(JobState.QUEUED);
    }
    if (entry.job.request().expiresAt().filter(at -> at.isBefore(clock.instant())).isPresent()) {
      end(entry, JobState.CANCELLED, Reason.EXPIRED, null);
      return;
    }
    entry.become(JobState.RUNNING);
    entry.attempt = entry.attempt.next();
    entry.claimedAt = clock.instant();
    entry.progress = null;
  }

  synchronized void progress(JobId id, JobProgress progress) {
    running(id).progress = progress;
  }

  synchronized void succeed(JobId id, List<Artifact> artifacts, Map<String, byte[]> contents) {
    Entry entry = running(id);
    end(entry, JobState.SUCCEEDED, Reason.SUCCEEDED, null);
    entry.outcome =
        entry.outcome.producing(new Outcome.Produced(artifacts.size(), artifacts, List.of()));
    entry.contents = contents;
  }

  synchronized void fail(JobId id, String message) {
    end(running(id), JobState.FAILED, Reason.REPORT_FAILED, Failure.of(message, true));
  }

  synchronized void failAttempt(JobId id, String message) {
    Entry entry = running(id);
    if (entry.cancelAsked) {
      end(entry, JobState.CANCELLED, Reason.CANCELLED, null);
    } else if (entry.attempt.last()) {
      end(entry, JobState.FAILED, Reason.TEMPORARY_FAILURE, Failure.of(message, false));
    } else {
      entry.become(JobState.SCHEDULED);
      entry.due =
          clock.instant().plus(entry.job.request().backoff().after(entry.attempt.number(), 0));
    }
  }

  synchronized void obeyCancel(JobId id) {
    Entry entry = entry(id);
    if (!entry.cancelAsked) {
      throw new IllegalStateException("nobody asked to cancel job " + id);
    }
    end(entry, JobState.CANCELLED, Reason.CANCELLED, null);
  }

  synchronized void purge(JobId id) {
    if (!entry(id).state.finished()) {
      throw new IllegalStateException("job " + id + " has not ended; only such are purged");
    }
    jobs.remove(id);
  }

  synchronized void breakDown(String why) {
    broken = why;
  }

  private void end(Entry entry, JobState state, Reason reason, Failure failure) {
    Instant now = clock.instant();
    Instant claimedAt = entry.claimedAt == null ? now : entry.claimedAt;
    entry.become(state);
    entry.outcome =
        new Outcome(
            entry.job.id(),
            state,
            reason,
            entry.attempt,
            new Outcome.Route(entry.job.request().queue(), entry.job.request().priority()),
            new Outcome.Run(WORKER, claimedAt, null, now, null, null),
            null,
            failure,
            null);
  }

  private Entry entry(JobId id) {
    Entry entry = jobs.get(id);
    if (entry == null) {
      throw new IllegalStateException("job " + id + " was not submitted here");
    }
    return entry;
  }

  private Entry running(JobId id) {
    Entry entry = entry(id);
    if (entry.state != JobState.RUNNING) {
      throw new IllegalStateException("job " + id + " is " + entry.state + ", not running");
    }
    return entry;
  }

  // What a job consists of.

  /** What was asked for, of every job that was submitted or released, the oldest first. */
  synchronized List<JobId> submitted() {
    return jobs.values().stream()
        .filter(entry -> entry.state != JobState.PREPARED)
        .map(entry -> entry.job.id())
        .toList();
  }

  synchronized Optional<Job> job(JobId id) {
    return Optional.ofNullable(jobs.get(id)).map(entry -> entry.job);
  }

  synchronized Optional<JobProgress> progress(JobId id) {
    return Optional.ofNullable(jobs.get(id)).map(entry -> entry.progress);
  }

  synchronized Optional<Outcome> outcome(JobId id) {
    return Optional.ofNullable(jobs.get(id)).map(entry -> entry.outcome);
  }

  synchronized Optional<byte[]> content(JobId id, String file) {
    return Optional.ofNullable(jobs.get(id)).map(entry -> entry.contents.get(file));
  }
}
