package dev.pressroom.cli;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.Store;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "submit",
    description = "Submits a job and prints its id.",
    abbreviateSynopsis = true,
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  private static final Duration WAIT = Duration.ofHours(1);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "REPORT", description = "The report's name.")
  private String report;

  @ArgGroup(validate = false, heading = Asked.HEADING, order = 1)
  private Asked asked = new Asked();

  @ArgGroup(validate = false, heading = Handling.HEADING, order = 2)
  private Handling handling = new Handling();

  @Option(
      names = "--wait",
      description = "Wait until the job has ended, and tell what became of it.")
  private boolean wait;

  @Option(
      names = "--wait-most",
      paramLabel = "DURATION",
      description = "The same, but at most so long, such as 30s or 10m; 1h if not said.")
  private Duration longest;

  @Option(names = "--create", description = "Make the spool if it is not there.")
  private boolean create;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Mixin private Setting setting;

  @Override
  public Integer call() throws IOException, InterruptedException {
    JobRequest request = request();
    Console console = Console.of(spec);
    try (Submitter submitter = setting.openSubmitter("pressroom submit", create)) {
      SubmittedJob job = submitter.submit(request);
      if (wait || longest != null) {
        return waitFor(job, console);
      }
      if (json) {
        console.json(Map.of("id", job.id().text()));
      } else {
        console.line(job.id().text());
      }
      return ExitCode.OK;
    }
  }

  private JobRequest request() {
    try {
      JobRequest.Builder to = asked.request(report);
      handling.addTo(to);
      return to.build();
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of(e.getMessage() + ". Nothing was submitted.");
    }
  }

  private int waitFor(SubmittedJob job, Console console) throws IOException, InterruptedException {
    try (Store store = setting.openStore()) {
      JobState state = new Waiting(job, store).await(longest == null ? WAIT : longest);
      Story story =
          Story.of(
              store
                  .find(job.id())
                  .orElseThrow(() -> WrongUsage.notFound("job " + job.id() + " was purged")),
              store.reading());
      if (json) {
        console.json(StoryJson.of(story, setting.situation(store)));
      } else {
        new StoryText(story, setting.situation(store), console).print();
      }
      if (!state.finished()) {
        spec.commandLine()
            .getErr()
            .println("The job goes on; look again with pressroom show " + job.id());
      }
      return switch (state) {
        case SUCCEEDED -> ExitCode.OK;
        case FAILED, CANCELLED -> ExitCode.FAILED;
        default -> ExitCode.STILL_RUNNING;
      };
    }
  }
}
