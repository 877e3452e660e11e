package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.QueueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A submitter for hosts' own tests: it keeps jobs in memory, runs nothing, and lets the test say
 * what becomes of each. Requests are checked, keys hold and states follow one another as in a real
 * queue; what no real queue would do is an {@link IllegalStateException}.
 *
 * <pre>{@code
 * try (RecordingSubmitter recording = new RecordingSubmitter()) {
 *   String id = new Payroll(recording).close(YearMonth.of(2026, 10));
 *   SubmittedJob job = recording.find(id).orElseThrow();
 *   recording.succeed(job);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class RecordingSubmitter implements Submitter {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "pdf", "application/pdf",
          "csv", "text/csv",
          "html", "text/html",
          "json", "application/json",
          "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final MemoryQueue jobs;
  private final StoreSubmitter submitter;

  public RecordingSubmitter() {
    this(Clock.systemUTC());
  }

  /**
   * @param clock decides when scheduled jobs are due, and how long keys are kept
   */
  public RecordingSubmitter(Clock clock) {
    jobs = new MemoryQueue(clock);
    MemoryFiles files = new MemoryFiles(jobs);
    submitter =
        new StoreSubmitter(
            new Queue(jobs, jobs, jobs, files, new Waiting()),
            clock,
            new Job.SubmittedBy(null, null),
            files::close);
  }

  // What was recorded.

  /** Every job that was submitted or released, oldest first. */
  public List<SubmittedJob> jobs() {
    return jobs.submitted().stream().map(id -> find(id).orElseThrow()).toList();
  }

  /** What was asked for by those. */
  public List<JobRequest> requests() {
    return jobs().stream().map(SubmittedJob::request).toList();
  }

  // What a worker would do.

  /**
   * Lets a job run: its next attempt begins. What else ends a job does this by itself if it waits.
   * One that has expired is cancelled instead.
   *
   * @throws IllegalStateException if it is only prepared, runs already, or has ended
   */
  public void start(SubmittedJob job) {
    jobs.start(job.id());
  }

  /**
   * Lets a running job say how far it is.
   *
   * @param total 0 if it does not know
   * @param message may be null
   */
  public void progress(SubmittedJob job, long done, long total, String message) {
    jobs.progress(job.id(), new JobProgress(done, total, message, null));
  }

  /** Lets a job succeed with a line of text in each of the files that were asked for. */
  public void succeed(SubmittedJob job) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String name : names(job)) {
      contents.put(name, ("recorded " + name + "\n").getBytes(StandardCharsets.UTF_8));
    }
    succeed(job, contents);
  }

  /**
   * Lets a job succeed.
   *
   * @param contents by file name; exactly the files that were asked for
   * @throws IllegalArgumentException if they are not those
   */
  public void succeed(SubmittedJob job, Map<String, byte[]> contents) {
    List<String> names = names(job);
    if (contents.size() != names.size() || !contents.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "job " + job + " asked for " + names + " and is given " + contents.keySet());
    }
    List<Artifact> artifacts = new ArrayList<>();
    Map<String, byte[]> kept = new LinkedHashMap<>();
    for (OutputRequest output : job.request().outputs()) {
      String name = output.fileName(job.id());
      byte[] content = contents.get(name).clone();
      kept.put(name, content);
      artifacts.add(artifact(name, output.format(), content));
    }
    startIfWaiting(job);
    jobs.succeed(job.id(), artifacts, kept);
  }

  private static List<String> names(SubmittedJob job) {
    return job.request().outputs().stream().map(output -> output.fileName(job.id())).toList();
  }

  private static Artifact artifact(String name, String format, byte[] content) {
    return new Artifact(
        name,
        format,
        MEDIA_TYPES.getOrDefault(format, "application/octet-stream"),
        content.length,
        format.equals("pdf") ? 1 : null,
        sha256(content));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Lets a job fail for good, as one with a bad parameter does. */
  public void fail(SubmittedJob job, String message) {
    startIfWaiting(job);
    jobs.fail(job.id(), message);
  }

  /**
   * Lets an attempt fail, as one that lost its connection does: the job is tried again after its
   * back-off, or has failed if that was its last attempt.
   */
  public void failAttempt(SubmittedJob job, String message) {
    startIfWaiting(job);
    jobs.failAttempt(job.id(), message);
  }

  private void startIfWaiting(SubmittedJob job) {
    JobState state = job.state();
    if (state == JobState.QUEUED || state == JobState.SCHEDULED) {
      jobs.start(job.id());
    }
  }

  /**
   * Stops a running job that the host asked to cancel.
   *
   * @throws IllegalStateException if nobody asked
   */
  public void obeyCancel(SubmittedJob job) {
    jobs.obeyCancel(job.id());
  }

  /** Removes a job that has ended, as an operator does after a while. */
  public void purge(SubmittedJob job) {
    jobs.purge(job.id());
  }

  /**
   * From now on the queue cannot be reached: every call throws a {@link QueueException}.
   *
   * @param why its message
   */
  public void breakDown(String why) {
    jobs.breakDown(why);
  }

  /** Ends what {@link #breakDown} began. */
  public void recover() {
    jobs.breakDown(null);
  }

  // What a host does.

  @Override
  public SubmittedJob submit(JobRequest request) {
    return submitter.submit(request);
  }

  @Override
  public List<SubmittedJob> submitAll(List<JobRequest> requests) {
    return submitter.submitAll(requests);
  }

  /**
   * Submits at once: what the transaction comes to is not seen here. The connection may be null,
   * and is refused in autocommit mode.
   */
  @Override
  public SubmittedJob submit(Connection connection, JobRequest request) {
    return submitter.submit(connection, request);
  }

  /** As {@link #submit(Connection, JobRequest)}. */
  @Override
  public List<SubmittedJob> submitAll(Connection connection, List<JobRequest> requests) {
    return submitter.submitAll(connection, requests);
  }

  @Override
  public void committed() {
    submitter.committed();
  }

  @Override
  public PreparedJob prepare(JobRequest request) {
    return submitter.prepare(request);
  }

  @Override
  public List<PreparedJob> prepared() {
    return submitter.prepared();
  }

  @Override
  public Optional<SubmittedJob> find(JobId id) {
    return submitter.find(id);
  }

  @Override
  public Optional<SubmittedJob> find(UniqueKey key) {
    return submitter.find(key);
  }

  @Override
  public List<SubmittedJob> list(JobFilter filter) {
    return submitter.list(filter);
  }

  @Override
  public void close() {
    submitter.close();
  }
}
