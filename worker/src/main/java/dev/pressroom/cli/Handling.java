package dev.pressroom.cli;

import dev.pressroom.job.JobRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how a queue is to treat a job. */
final class Handling {
  static final String HEADING = "%nHow the job is to be treated:%n";

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description = "The queue within the spool to stand in; \"default\" if not said.")
  private String queue;

  @Option(names = "--priority", paramLabel = "0-9", description = "0 is first; 5 if not said.")
  private Integer priority;

  @Option(
      names = "--run-at",
      paramLabel = "MOMENT",
      description = "Not before, such as 2026-11-21T17:30:00Z.")
  private Instant runAt;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long one attempt may take, such as 90s, 10m or 2h.")
  private Duration timeout;

  @Option(names = "--attempts", paramLabel = "N", description = "How often to try.")
  private Integer attempts;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A mark of your own; several make several.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--publish-at",
      paramLabel = "PATH",
      description = "Also put the files there, below the published root, without extension.")
  private List<String> publishAt = new ArrayList<>();

  void addTo(JobRequest.Builder to) {
    if (queue != null) {
      to.queue(queue);
    }
    if (priority != null) {
      to.priority(priority);
    }
    if (runAt != null) {
      to.runAt(runAt);
    }
    if (timeout != null) {
      to.timeout(timeout);
    }
    if (attempts != null) {
      to.attempts(attempts);
    }
    Narrowing.labels(labels).forEach(to::label);
    publishAt.forEach(to::publishAt);
  }
}
