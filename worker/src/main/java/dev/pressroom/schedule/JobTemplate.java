package dev.pressroom.schedule;

import dev.pressroom.job.JobRequest;
import java.time.Instant;
import java.util.List;

/**
 * The job of a schedule, before it is known for which fire. Immutable.
 *
 * @param steps that each say something of the job; checked with a sample fire when they were read
 */
record JobTemplate(String report, List<Step> steps) {

  /** Says one thing of a job. */
  interface Step {
    void add(JobRequest.Builder to, Instant fire);
  }

  JobTemplate {
    steps = List.copyOf(steps);
  }

  /** All that the file says. */
  JobRequest.Builder request(Instant fire) {
    JobRequest.Builder to = JobRequest.of(report);
    steps.forEach(step -> step.add(to, fire));
    return to;
  }
}
