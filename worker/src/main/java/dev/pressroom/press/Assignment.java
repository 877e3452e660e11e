package dev.pressroom.press;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.JobDirectory;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One attempt of one job, to be run.
 *
 * @param id the job
 * @param attempt whose directory {@code attempts/<n>/} is there and empty
 * @param directory the job's, by its full path
 * @param route the line that the job stood in
 * @param worker who claimed it; null by hand
 * @param claimedAt by the store's clock; null by hand
 */
public record Assignment(
    JobId id,
    Attempt attempt,
    Path directory,
    Outcome.Route route,
    String worker,
    Instant claimedAt) {

  /** Where things lie. */
  public JobDirectory files() {
    return new JobDirectory(directory);
  }

  /** The line that hands it to a press. */
  public Line line() {
    return Line.say("run")
        .with("job", id)
        .with("attempt", attempt.number())
        .with("allowed", attempt.allowed())
        .with("directory", directory)
        .with("queue", route.queue())
        .with("priority", route.priority())
        .with("worker", worker)
        .with("claimedAt", claimedAt);
  }

  static Assignment of(Line line) {
    String claimedAt = line.textOrNull("claimedAt");
    return new Assignment(
        new JobId(line.text("job")),
        new Attempt(line.integer("attempt"), line.integer("allowed")),
        Path.of(line.text("directory")),
        new Outcome.Route(line.text("queue"), line.integer("priority")),
        line.textOrNull("worker"),
        claimedAt == null ? null : Instant.parse(claimedAt));
  }

  /** Begins a line about this attempt. */
  Line about(String what) {
    return Line.say(what).with("job", id).with("attempt", attempt.number());
  }

  /** Whether a line is about this attempt. */
  public boolean isMeantBy(Line line) {
    return id.text().equals(line.textOrNull("job")) && line.is("attempt", attempt.number());
  }
}
