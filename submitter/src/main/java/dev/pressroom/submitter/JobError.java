package dev.pressroom.submitter;

import dev.pressroom.job.Reason;
import java.time.Instant;

/**
 * Why a job failed, fit to be shown to its user: no stack trace, no SQL, no parameters but those
 * that the message itself names.
 *
 * @param reason one word for programs
 * @param message one sentence or more for people
 * @param permanent whether trying again cannot help
 * @param attempt the number of the attempt that failed last; 0 if none began
 * @param at when, by the worker's clock, or null if that is not known
 */
public record JobError(Reason reason, String message, boolean permanent, int attempt, Instant at) {}
