package dev.pressroom.queue;

import dev.pressroom.job.JobId;

/**
 * A submit failed at the very end: the job may be there or not. Submitting again with the same id
 * is safe and settles it: {@link SubmitStore#submitAgain}.
 */
public final class OutcomeUnknownException extends QueueException {
  private final transient JobId id;

  public OutcomeUnknownException(JobId id, Throwable cause) {
    super(
        "whether job " + id + " was accepted is unknown; submit it again with the same id", cause);
    this.id = id;
  }

  public JobId id() {
    return id;
  }
}
