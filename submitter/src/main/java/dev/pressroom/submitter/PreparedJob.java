package dev.pressroom.submitter;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.QueueException;
import java.time.Instant;

/**
 * A job that is durable and does not run before it is released. Safe for use by several threads.
 *
 * <p>It is deliberately not closeable: what a closing block would discard after a commit whose
 * reply was lost is a job that the host owes. One that is forgotten stays, and {@link
 * Submitter#prepared} lists it.
 */
public final class PreparedJob {
  private final JobId id;
  private final JobRequest request;
  private final boolean existed;
  private final StoreSubmitter submitter;

  PreparedJob(JobId id, JobRequest request, boolean existed, StoreSubmitter submitter) {
    this.id = id;
    this.request = request;
    this.existed = existed;
    this.submitter = submitter;
  }

  /**
   * The id that the job will have. Written into the host's own tables in the same transaction, it
   * tells after a crash whether that transaction committed.
   */
  public JobId id() {
    return id;
  }

  /** What was asked for. */
  public JobRequest request() {
    return request;
  }

  /** When it was prepared, by the clock of whoever did. */
  public Instant at() {
    return id.time();
  }

  /** Whether nothing was added, because an earlier job holds the request's unique key. */
  public boolean existed() {
    return existed;
  }

  /**
   * Lets the job go to its queue; to be called after the commit. Doing it again is harmless. If the
   * job of another transaction that held the key was discarded meanwhile, the request is submitted.
   *
   * @throws QueueException if it could not be done; the job stays prepared, and releasing it again
   *     later is right
   * @throws IllegalStateException if it was discarded
   */
  public SubmittedJob release() {
    return submitter.release(this);
  }

  /**
   * Takes the job away as if it had never been; to be called after a rollback. Does nothing to a
   * job that was released, by whomever, nor to an earlier one that holds the key.
   *
   * @return whether it was taken away
   * @throws QueueException if it could not be done; doing it again is harmless
   */
  public boolean discard() {
    return submitter.discard(this);
  }

  @Override
  public String toString() {
    return id.text();
  }
}
