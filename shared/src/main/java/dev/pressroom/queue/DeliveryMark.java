package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import java.nio.file.Path;

/**
 * That a settled job's files are still to be delivered.
 *
 * @param id the job
 * @param attempt the number of the attempt whose outcome is to be delivered
 * @param state the state that it settled in
 * @param directory where the job is then; null if its files are not here, and what {@link
 *     Store#reading()} gives is to be delivered
 */
public record DeliveryMark(JobId id, int attempt, JobState state, Path directory) {}
