package dev.pressroom.queue;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;

/**
 * What the store says that a lease holds.
 *
 * @param id the job
 * @param attempt the attempt that the claim made
 * @param cancelRequested whether somebody asked to cancel it
 */
public record Held(JobId id, Attempt attempt, boolean cancelRequested) {}
