package dev.pressroom.job;

import java.time.Instant;

/**
 * A job as it stands in {@code job.json}: what was asked, and by whom. Never changed.
 *
 * @param submittedAt by the submitter's clock
 * @param submittedBy null if unknown
 */
public record Job(JobId id, JobRequest request, Instant submittedAt, SubmittedBy submittedBy) {

  public Job {
    if (!id.report().equals(request.report())) {
      throw new IllegalArgumentException(
          "id \"" + id + "\" names another report than \"" + request.report() + "\"");
    }
  }

  /** The moment that "now" and "today" mean: the request's, or else that of its submission. */
  public Instant asOf() {
    return request.asOf().orElse(submittedAt);
  }

  /**
   * Who handed the job over.
   *
   * @param application or null
   * @param host or null
   */
  public record SubmittedBy(String application, String host) {
    public SubmittedBy {
      if (application != null) {
        Texts.check("submittedBy.application", application, 200);
      }
      if (host != null) {
        Texts.check("submittedBy.host", host, 300);
      }
    }
  }
}
