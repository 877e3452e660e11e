package dev.pressroom.submitter;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.QueueException;
import java.util.List;

/**
 * Of several jobs that were submitted at once, some are in the queue and others are not. Submit
 * {@link #notSubmitted} again, and only those.
 */
public final class PartlySubmittedException extends QueueException {
  private final transient List<SubmittedJob> submitted;
  private final transient List<JobRequest> notSubmitted;
  private final transient List<JobId> unknown;

  PartlySubmittedException(
      List<SubmittedJob> submitted,
      List<JobRequest> notSubmitted,
      List<JobId> unknown,
      QueueException cause) {
    super(
        submitted.size()
            + " jobs were accepted, "
            + notSubmitted.size()
            + " were not, and of "
            + unknown.size()
            + " it is unknown; submit again those that were not. "
            + cause.getMessage(),
        cause);
    this.submitted = List.copyOf(submitted);
    this.notSubmitted = List.copyOf(notSubmitted);
    this.unknown = List.copyOf(unknown);
  }

  /** Those that are durable in the queue. */
  public List<SubmittedJob> submitted() {
    return submitted;
  }

  /** Those of which nothing is in the queue. */
  public List<JobRequest> notSubmitted() {
    return notSubmitted;
  }

  /** Those of which even that could not be seen; {@link Submitter#find} them later. */
  public List<JobId> unknown() {
    return unknown;
  }
}
