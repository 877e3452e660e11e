package dev.pressroom.queue;

import dev.pressroom.job.JobState;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which jobs to list.
 *
 * @param states never empty
 * @param queue null for all
 * @param report null for all
 * @param most how many, newest first
 */
public record JobFilter(Set<JobState> states, String queue, String report, int most) {

  /** Every job, up to that many. */
  public static JobFilter newest(int most) {
    return new JobFilter(EnumSet.allOf(JobState.class), null, null, most);
  }

  /** Whether a job fits. */
  public boolean matches(JobView job) {
    return states.contains(job.state())
        && (queue == null || queue.equals(job.queue()))
        && (report == null || report.equals(job.id().report()));
  }
}
