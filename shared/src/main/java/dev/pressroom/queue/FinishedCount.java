package dev.pressroom.queue;

import dev.pressroom.job.JobState;
import java.time.LocalDate;

/**
 * How many jobs ended alike.
 *
 * @param day on which they ended (UTC)
 * @param queue that they were claimed from, or waited in
 * @param state that they ended in
 * @param jobs how many, whether or not they were purged since
 */
public record FinishedCount(LocalDate day, String queue, JobState state, long jobs) {}
