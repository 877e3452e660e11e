package dev.pressroom.cli;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.queue.Store;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Setting setting;

  @Parameters(paramLabel = "REPORT", description = "The report's name.")
  private String report;

  @ArgGroup(exclusive = false)
  private Asked asked = new Asked();

  @Option(names = "--wait", description = "Wait until the job has ended.")
  private boolean wait;

  @Option(
      names = "--wait-most",
      paramLabel = "DURATION",
      defaultValue = "PT1H",
      description = "Wait at most so long, such as PT10M; ${DEFAULT-VALUE} if not said.")
  private Duration longest;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  /** What the job asks for. */
  static final class Asked {
    @Option(
        names = {"-p", "--parameter"},
        paramLabel = "NAME=VALUE",
        description = "A parameter; several of one name are a list. NAME:=JSON is taken as JSON.")
    private List<String> parameters = new ArrayList<>();

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FORMAT[:NAME]",
        description = "What is to be made, such as pdf or csv:october; several make several.")
    private List<String> outputs = new ArrayList<>();

    @Option(names = "--queue", paramLabel = "NAME", description = "The line to stand in.")
    private String queue;

    @Option(names = "--priority", paramLabel = "0-9", description = "0 is first.")
    private Integer priority;

    @Option(names = "--tenant", paramLabel = "NAME", description = "On whose behalf.")
    private String tenant;

    @Option(names = "--user", paramLabel = "NAME", description = "On whose behalf.")
    private String user;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A mark of your own.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--locale", paramLabel = "TAG", description = "Such as de-CH.")
    private String locale;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Such as Europe/Zurich.")
    private String zone;

    @Option(names = "--as-of", paramLabel = "INSTANT", description = "What \"today\" means.")
    private String asOf;

    @Option(names = "--run-at", paramLabel = "INSTANT", description = "Not before.")
    private String runAt;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "Of one attempt.")
    private Duration timeout;

    @Option(names = "--attempts", paramLabel = "N", description = "How often to try.")
    private Integer attempts;

    @Option(
        names = "--publish-at",
        paramLabel = "PATH",
        description = "Also put the files there, below the published root, without extension.")
    private List<String> publishAt = new ArrayList<>();

    JobRequest request(String report) {
      try {
        JobRequest.Builder to = JobRequest.of(report);
        Values.parse(parameters).forEach(to::parameter);
        for (String output : outputs) {
          int colon = output.indexOf(':');
          to.output(
              colon < 0
                  ? OutputRequest.of(output)
                  : new OutputRequest(
                      output.substring(0, colon), output.substring(colon + 1), Map.of()));
        }
        if (queue != null) {
          to.queue(queue);
        }
        if (priority != null) {
          to.priority(priority);
        }
        to.principal(tenant, user);
        labels.forEach(to::label);
        if (locale != null) {
          to.locale(new Locale.Builder().setLanguageTag(locale).build());
        }
        if (zone != null) {
          to.timeZone(ZoneId.of(zone));
        }
        if (asOf != null) {
          to.asOf(Instant.parse(asOf));
        }
        if (runAt != null) {
          to.runAt(Instant.parse(runAt));
        }
        if (timeout != null) {
          to.timeout(timeout);
        }
        if (attempts != null) {
          to.attempts(attempts);
        }
        publishAt.forEach(to::publishAt);
        return to.build();
      } catch (IllegalArgumentException
          | DateTimeException
          | java.util.IllformedLocaleException e) {
        throw WrongUsage.of(e.getMessage() + ". Nothing was submitted.");
      }
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    JobRequest request = asked.request(report);
    Console console = new Console(spec.commandLine().getOut());
    try (Submitter submitter = Submitter.open(setting.queue(), "pressroom submit")) {
      SubmittedJob job = submitter.submit(request);
      if (!wait) {
        if (json) {
          console.json(Map.of("id", job.id().text()));
        } else {
          console.line(job.id().text());
        }
        return ExitCode.OK;
      }
      return waitFor(job, console);
    }
  }

  private int waitFor(SubmittedJob job, Console console) throws IOException, InterruptedException {
    try (Store store = setting.openStore()) {
      JobState state = new Waiting(job, store).await(longest);
      Story story = Story.of(store.find(job.id()).orElseThrow());
      if (json) {
        console.json(story.json());
      } else {
        story.print(console);
      }
      return switch (state) {
        case SUCCEEDED -> ExitCode.OK;
        case FAILED, CANCELLED -> ExitCode.FAILED;
        default -> ExitCode.STILL_RUNNING;
      };
    }
  }
}
