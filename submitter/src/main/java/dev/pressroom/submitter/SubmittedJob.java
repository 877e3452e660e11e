package dev.pressroom.submitter;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.InspectStore;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job in the queue's hands. Every method looks anew; nothing is remembered. Safe for use by
 * several threads.
 */
public final class SubmittedJob {
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final JobId id;
  private final InspectStore store;
  private final Disk disk = new LocalDisk();

  SubmittedJob(JobId id, InspectStore store) {
    this.id = id;
    this.store = store;
  }

  /**
   * The job's id: keep it to {@link Submitter#find} the job again from another request or process.
   */
  public JobId id() {
    return id;
  }

  /**
   * The state that the job is in.
   *
   * @throws QueueException if the job is nowhere any more (purged), or the queue cannot be read
   */
  public JobState state() {
    return view().state();
  }

  /**
   * Waits until the job has ended, on the calling thread.
   *
   * @param most how long to wait
   * @return the state in the end: a finished one, or the one that it was in when the time was over
   * @throws InterruptedException if the thread was interrupted
   * @throws QueueException as {@link #state}
   */
  public JobState await(Duration most) throws InterruptedException {
    long began = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      JobState state = state();
      long left = most.toMillis() - (System.nanoTime() - began) / 1_000_000;
      if (state.finished() || left <= 0) {
        return state;
      }
      Thread.sleep(Math.min(pause, left));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /**
   * The files that the job produced; empty unless it succeeded.
   *
   * @throws QueueException as {@link #state}
   */
  public List<FinishedFile> artifacts() {
    return finished()
        .filter(job -> job.outcome().produced() != null)
        .map(
            job ->
                job.outcome().produced().artifacts().stream()
                    .map(
                        artifact ->
                            new FinishedFile(
                                artifact.file(),
                                artifact.mediaType(),
                                artifact.size(),
                                artifact.sha256(),
                                job.files().output().resolve(artifact.file())))
                    .toList())
        .orElse(List.of());
  }

  /**
   * What went wrong; empty unless the job failed.
   *
   * @throws QueueException as {@link #state}
   */
  public Optional<JobError> error() {
    return finished()
        .filter(job -> job.outcome().failure() != null)
        .map(
            job -> {
              Failure failure = job.outcome().failure();
              return new JobError(
                  job.outcome().reason(),
                  failure.message(),
                  failure.permanent(),
                  job.files().output());
            });
  }

  private record Finished(Outcome outcome, JobDirectory files) {}

  private Optional<Finished> finished() {
    JobView job = view();
    if (!job.state().finished()) {
      return Optional.empty();
    }
    JobDirectory files = new JobDirectory(job.directory());
    try {
      // The rename was seen; that it also survives a crash is what the force makes sure.
      disk.force(job.directory().getParent());
      return files.readOutcome(disk).map(outcome -> new Finished(outcome, files));
    } catch (IOException | JobFormatException e) {
      throw new QueueException(
          "the outcome of job " + id + " cannot be read: " + e.getMessage(), e);
    }
  }

  private JobView view() {
    return store
        .find(id)
        .orElseThrow(
            () -> new QueueException("job " + id + " is nowhere in the queue: it was purged"));
  }

  /**
   * A finished file.
   *
   * @param name with its extension
   * @param mediaType such as {@code application/pdf}
   * @param size in bytes
   * @param sha256 64 hexadecimal digits
   * @param path where it lies
   */
  public record FinishedFile(String name, String mediaType, long size, String sha256, Path path) {}

  /**
   * Why a job failed.
   *
   * @param reason one word for programs
   * @param message one sentence or more for people, without a stack trace
   * @param permanent whether trying again cannot help
   * @param directory where the error file lies
   */
  public record JobError(Reason reason, String message, boolean permanent, Path directory) {}

  @Override
  public String toString() {
    return id.text();
  }
}
