package dev.pressroom.submitter;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A job in the queue's hands. Every method looks anew, beginning where the job was seen last; so a
 * state is never older than the call. Safe for use by several threads.
 *
 * <p>Every method throws {@link QueueException} if the job is nowhere any more (purged), or the
 * queue cannot be read.
 */
public final class SubmittedJob {
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  /** A job that is gone from where it was just seen as often as this lacks the file itself. */
  private static final int MOST_LOOKS = 5;

  private final JobId id;
  private final Queue queue;
  private final boolean existed;
  private final boolean uncommitted;
  private volatile JobView seen;

  SubmittedJob(JobId id, Queue queue, boolean existed) {
    this(id, queue, existed, false);
  }

  private SubmittedJob(JobId id, Queue queue, boolean existed, boolean uncommitted) {
    this.id = id;
    this.queue = queue;
    this.existed = existed;
    this.uncommitted = uncommitted;
  }

  /** A job of a transaction that has not ended yet. */
  static SubmittedJob uncommitted(JobId id, Queue queue, boolean existed) {
    return new SubmittedJob(id, queue, existed, true);
  }

  static SubmittedJob seen(JobView seen, Queue queue) {
    SubmittedJob job = new SubmittedJob(seen.id(), queue, true);
    job.seen = seen;
    return job;
  }

  /**
   * The job's id: keep it to {@link Submitter#find} the job again from another request or process.
   */
  public JobId id() {
    return id;
  }

  /**
   * Whether the job was there before the call that returned this: false only for a submit that
   * added a job, true for one whose unique key an earlier job holds, and for what was found or
   * listed.
   */
  public boolean existed() {
    return existed;
  }

  /** The state that the job is in. */
  public JobState state() {
    return look().state();
  }

  /** What was asked for. */
  public JobRequest request() {
    return reading("job.json", (files, job) -> files.job(job).request());
  }

  /**
   * How far the job is; empty unless it runs and its report said so. Always empty for a queue in a
   * database, which is not told.
   */
  public Optional<JobProgress> progress() {
    JobView job = look();
    return job.state() == JobState.RUNNING ? queue.files().progress(job) : Optional.empty();
  }

  /**
   * Waits until the job has ended, on the calling thread.
   *
   * @param most how long to wait
   * @return the state in the end: a finished one, which then survives any crash, or the one that it
   *     was in when the time was over
   * @throws InterruptedException if the thread was interrupted
   */
  public JobState await(Duration most) throws InterruptedException {
    long began = System.nanoTime();
    long longest = nanos(most);
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      JobState state = state();
      if (state.finished()) {
        return durableState();
      }
      long left = (longest - (System.nanoTime() - began)) / 1_000_000;
      if (left <= 0) {
        return state;
      }
      Thread.sleep(Math.min(pause, left));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private static long nanos(Duration most) {
    try {
      return most.toNanos();
    } catch (ArithmeticException e) {
      return most.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }

  /** What a caller is told to have ended must not run again after a crash of the machine. */
  JobState durableState() {
    return reading(
        "state",
        (files, job) -> {
          if (job.state().finished()) {
            files.makeDurable(job);
          }
          return job.state();
        });
  }

  /**
   * Completes with the finished state when the job has ended; exceptionally with a {@link
   * QueueException} if the job is nowhere any more or the queue cannot be read, and with a {@link
   * java.util.concurrent.CancellationException} if the submitter is closed first.
   *
   * <p>This alone starts a thread: one daemon for all stages of a submitter, which ends when
   * nothing waits any more. What is chained without {@code Async} runs on it: keep that short. To
   * stop waiting, cancel {@link CompletionStage#toCompletableFuture}; that leaves the job alone.
   */
  public CompletionStage<JobState> whenFinished() {
    return queue.waiting().whenFinished(this);
  }

  /**
   * Asks for the job's end. One that waits is cancelled at once; one that runs is stopped soon,
   * unless it succeeds first. For one that has ended nothing happens.
   *
   * @return the state afterwards; {@link JobState#RUNNING} means that the worker was asked
   */
  public JobState cancel() {
    JobView after = queue.inspecting().cancel(id).orElseThrow(this::nowhere);
    seen = after;
    return after.state();
  }

  /** The files that the job produced; empty unless it succeeded. */
  public List<FinishedFile> artifacts() {
    return outcome()
        .map(Outcome::produced)
        .map(
            produced ->
                produced.artifacts().stream()
                    .map(artifact -> new FinishedFile(this, artifact))
                    .toList())
        .orElse(List.of());
  }

  /** What went wrong; empty unless the job failed. */
  public Optional<JobError> error() {
    return outcome()
        .filter(outcome -> outcome.failure() != null)
        .map(
            outcome -> {
              Failure failure = outcome.failure();
              return new JobError(
                  outcome.reason(),
                  failure.message(),
                  failure.permanent(),
                  outcome.attempt().number(),
                  outcome.run() == null ? null : outcome.run().finishedAt());
            });
  }

  /**
   * The error file, with stack traces, SQL, the log's tail and the whole job: for developers and
   * operators, not for users. Empty unless the job failed.
   */
  public Optional<String> errorText() {
    return reading(
        "error file",
        (files, job) ->
            job.state() == JobState.FAILED ? files.errorText(job) : Optional.<String>empty());
  }

  /**
   * The end of what the last attempt wrote, up to 32 KiB: for developers and operators. Empty if it
   * wrote nothing. A queue in a database knows it once the job has ended.
   */
  public Optional<String> log() {
    return reading("log", JobFiles::log);
  }

  /** Why the job ended as it did, in one word: cancelled, expired; empty while it has not ended. */
  public Optional<Reason> reason() {
    return outcome().map(Outcome::reason);
  }

  private Optional<Outcome> outcome() {
    return reading(
        "outcome",
        (files, job) ->
            job.state().finished() ? Optional.of(files.outcome(job)) : Optional.<Outcome>empty());
  }

  /** Reads something of the job where it was seen. */
  interface Reading<T> {
    T from(JobFiles files, JobView job) throws IOException, JobFormatException;
  }

  /** Reads something of a job that may move meanwhile: then it is looked for and read again. */
  <T> T reading(String what, Reading<T> reading) {
    NoSuchFileException missing = null;
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      JobView job = look();
      try {
        return reading.from(queue.files(), job);
      } catch (NoSuchFileException e) {
        missing = e;
      } catch (IOException | JobFormatException e) {
        throw new QueueException(
            "the " + what + " of job " + id + " cannot be read: " + e.getMessage(), e);
      }
    }
    throw new QueueException(
        "the "
            + what
            + " of job "
            + id
            + " is not where it should be: "
            + missing.getMessage()
            + " is missing; somebody removed it",
        missing);
  }

  private JobView look() {
    JobView last = seen;
    if (last != null && queue.files().unmoved(last)) {
      return last;
    }
    JobView now = queue.inspecting().find(id).orElseThrow(this::nowhere);
    seen = now;
    return now;
  }

  private QueueException nowhere() {
    return new QueueException(
        "job "
            + id
            + " is nowhere in the queue: "
            + (uncommitted
                ? "the transaction that submitted it has not been committed, or was rolled back; or"
                    + " the job was purged"
                : "it was purged"));
  }

  @Override
  public String toString() {
    return id.text();
  }
}
