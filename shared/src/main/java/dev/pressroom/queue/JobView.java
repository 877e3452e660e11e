package dev.pressroom.queue;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it was seen a moment ago.
 *
 * @param id the job
 * @param state where it was
 * @param queue null for finished jobs of a store that has it in their outcomes only
 * @param priority null likewise
 * @param attempt null likewise
 * @param due when it may run, for scheduled jobs; null otherwise
 * @param lease who holds it, for running jobs; null otherwise
 * @param directory its directory; by now it may have moved on. Null for a job of a database whose
 *     files are on another machine's disk, or nowhere yet
 */
public record JobView(
    JobId id,
    JobState state,
    String queue,
    Integer priority,
    Attempt attempt,
    Instant due,
    String lease,
    Path directory) {

  /** When it may run, for scheduled jobs. */
  public Optional<Instant> dueAt() {
    return Optional.ofNullable(due);
  }
}
