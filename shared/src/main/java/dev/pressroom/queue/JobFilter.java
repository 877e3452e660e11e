package dev.pressroom.queue;

import dev.pressroom.job.JobState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs to list.
 *
 * @param states never empty
 * @param queue null for all
 * @param report null for all
 * @param labels those that a job must have, with their values; empty for all
 * @param most how many, newest first
 */
public record JobFilter(
    Set<JobState> states, String queue, String report, Map<String, String> labels, int most) {

  /** Every job, up to that many. */
  public static JobFilter newest(int most) {
    return new JobFilter(EnumSet.allOf(JobState.class), null, null, Map.of(), most);
  }

  /** Whether a job fits, but for its labels, which stand in {@code job.json} only. */
  public boolean matches(JobView job) {
    return states.contains(job.state())
        && (queue == null || queue.equals(job.queue()))
        && (report == null || report.equals(job.id().report()));
  }
}
