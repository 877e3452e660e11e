package dev.pressroom.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of an attempt, and with the last one, of the job.
 *
 * @param id the job
 * @param state the state that the job goes to
 * @param reason why
 * @param attempt the attempt that this is about; number 0 if the job was never claimed
 * @param route where an operator's retry puts the job again
 * @param run who ran it and when; null if nobody did
 * @param produced what was made; null unless it succeeded
 * @param failure what went wrong; null unless something did
 * @param report which report ran; null if nobody knows, because it never began or cannot be read
 * @param version of Pressroom
 */
public record Outcome(
    JobId id,
    JobState state,
    Reason reason,
    Attempt attempt,
    Route route,
    Run run,
    Produced produced,
    Failure failure,
    Report report,
    String version) {

  /** An outcome of a job whose report nobody knows. */
  public Outcome(
      JobId id,
      JobState state,
      Reason reason,
      Attempt attempt,
      Route route,
      Run run,
      Produced produced,
      Failure failure,
      String version) {
    this(id, state, reason, attempt, route, run, produced, failure, null, version);
  }

  /**
   * The line that the job stood in.
   *
   * @param queue the queue's name
   * @param priority 0 (first) to 9
   */
  public record Route(String queue, int priority) {}

  /**
   * Who ran the attempt and when.
   *
   * @param worker the worker's name
   * @param claimedAt by the store's clock
   * @param startedAt when the press began, or null
   * @param finishedAt when it ended
   * @param snapshotAt when the report's data was looked at, or null
   * @param snapshotLength how long that transaction was open, or null
   */
  public record Run(
      String worker,
      Instant claimedAt,
      Instant startedAt,
      Instant finishedAt,
      Instant snapshotAt,
      Duration snapshotLength) {}

  /**
   * What was made.
   *
   * @param rows written
   * @param artifacts in the order asked for
   * @param warnings for people, such as characters that no font has
   */
  public record Produced(long rows, List<Artifact> artifacts, List<String> warnings) {
    public Produced {
      artifacts = List.copyOf(artifacts);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The version of the report that an attempt ran.
   *
   * @param digest SHA-256 of the definition's files, or of a Java report's jars; null if it has
   *     neither
   * @param masked names of the parameters whose values are not to be shown
   */
  public record Report(String digest, List<String> masked) {
    public Report {
      masked = List.copyOf(masked);
    }
  }

  /** The same verdict with what was made. */
  public Outcome producing(Produced what) {
    return new Outcome(id, state, reason, attempt, route, run, what, failure, report, version);
  }

  /** The same facts with another verdict. */
  public Outcome as(JobState next, Reason why, Failure what) {
    return new Outcome(id, next, why, attempt, route, run, produced, what, report, version);
  }
}
