package dev.pressroom.queue;

import dev.pressroom.job.JobState;
import java.util.EnumSet;
import java.util.HashMap;
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

  public JobFilter {
    if (states.isEmpty() || most < 1) {
      throw new IllegalArgumentException(
          "a filter lets through at least one state and one job; it has states="
              + states
              + " most="
              + most);
    }
    states = Set.copyOf(states);
    labels = Map.copyOf(labels);
  }

  /** Every job, up to that many. */
  public static JobFilter newest(int most) {
    return new JobFilter(EnumSet.allOf(JobState.class), null, null, Map.of(), most);
  }

  /** The same, for jobs in one of these states. */
  public JobFilter inState(JobState first, JobState... more) {
    return new JobFilter(EnumSet.of(first, more), queue, report, labels, most);
  }

  /** The same, for one queue. */
  public JobFilter inQueue(String name) {
    return new JobFilter(states, name, report, labels, most);
  }

  /** The same, for one report. */
  public JobFilter ofReport(String name) {
    return new JobFilter(states, queue, name, labels, most);
  }

  /** The same, for jobs that also have this label with this value. */
  public JobFilter withLabel(String name, String value) {
    Map<String, String> more = new HashMap<>(labels);
    more.put(name, value);
    return new JobFilter(states, queue, report, more, most);
  }

  /** Whether a job fits, but for its labels, which stand in {@code job.json} only. */
  public boolean matches(JobView job) {
    return states.contains(job.state())
        && (queue == null || queue.equals(job.queue()))
        && (report == null || report.equals(job.id().report()));
  }
}
