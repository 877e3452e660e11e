package dev.pressroom.jobdir;

import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things lie in a job's directory. A job moves as its state changes: take a new one from the
 * store rather than keeping this.
 *
 * @param root the directory, by its full path
 */
public record JobDirectory(Path root) {
  /** What was asked; never changed. */
  public static final String JOB = "job.json";

  public static final String ATTEMPTS = "attempts";

  /** Counts only in a finished state. */
  public static final String OUTCOME = "outcome.json";

  public static final String OUTPUT = "output";

  /** Present when cancellation was asked for. */
  public static final String CANCEL = "cancel";

  /** What was asked. */
  public Path jobJson() {
    return root.resolve(JOB);
  }

  public Path attempts() {
    return root.resolve(ATTEMPTS);
  }

  /** One attempt's own files: the only place where a press writes. */
  public Path attempt(int number) {
    return attempts().resolve(Integer.toString(number));
  }

  /** The artifacts of an attempt while they grow, under the names that they are published with. */
  public Path attemptOutput(int number) {
    return attempt(number).resolve(OUTPUT);
  }

  /** What the report wrote to standard output and error. */
  public Path pressLog(int attempt) {
    return attempt(attempt).resolve("press.log");
  }

  /** How far the attempt is; replaced as it goes. */
  public Path progress(int attempt) {
    return attempt(attempt).resolve("progress.json");
  }

  /** What came of the attempt: first in the press's words, then in the worker's. */
  public Path attemptOutcome(int attempt) {
    return attempt(attempt).resolve(OUTCOME);
  }

  /** The error file of an attempt after which the job went on. */
  public Path attemptError(int attempt) {
    return attempt(attempt).resolve("error.txt");
  }

  /** The published files. */
  public Path output() {
    return root.resolve(OUTPUT);
  }

  public Path outcomeJson() {
    return root.resolve(OUTCOME);
  }

  public Path cancelMark() {
    return root.resolve(CANCEL);
  }

  /**
   * Reads what was asked.
   *
   * @throws JobFormatException if it is not a job
   * @throws IOException if it cannot be read
   */
  public Job readJob(Disk disk) throws IOException, JobFormatException {
    return JobJson.read(disk.read(jobJson(), JobJson.LARGEST));
  }

  /**
   * Reads the outcome; empty if there is none.
   *
   * @throws JobFormatException if it is not one
   * @throws IOException if it cannot be read
   */
  public Optional<Outcome> readOutcome(Disk disk) throws IOException, JobFormatException {
    return read(disk, outcomeJson());
  }

  /** Reads what came of one attempt; empty if nothing did yet. */
  public Optional<Outcome> readAttemptOutcome(Disk disk, int attempt)
      throws IOException, JobFormatException {
    return read(disk, attemptOutcome(attempt));
  }

  private static Optional<Outcome> read(Disk disk, Path file)
      throws IOException, JobFormatException {
    try {
      return Optional.of(OutcomeJson.read(disk.read(file, OutcomeJson.LARGEST)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
