package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;

/**
 * A job taken back from a lapsed lease.
 *
 * @param id the job
 * @param state where it went: queued, failed (no attempt left) or cancelled (asked for)
 */
public record Rescued(JobId id, JobState state) {}
