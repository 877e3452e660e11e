package dev.pressroom.cli;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "preview",
    description = "Makes a report in the foreground, without a queue or worker.",
    abbreviateSynopsis = true,
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Configuration configuration;

  @Parameters(paramLabel = "REPORT", description = "The report's name.")
  private String report;

  @ArgGroup(validate = false, heading = Asked.HEADING, order = 1)
  private Asked asked = new Asked();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where the job's directory is made; ./<job> if not said.")
  private Path to;

  @Mixin private ByHandOptions options;

  @Mixin private Opening opening;

  @Override
  public Integer call() throws IOException {
    Instant now = Instant.now();
    JobRequest request = request();
    Job job =
        new Job(
            JobId.create(now, request.report()),
            request,
            now,
            new Job.SubmittedBy("pressroom preview", null));
    Path own = to != null ? to : Path.of(job.id().text());
    Outcome outcome = new ByHand(configuration.read(), options.commit).run(job, own);
    return new Report(outcome, own, spec).tell(opening, options.json);
  }

  private JobRequest request() {
    try {
      return asked.request(report).build();
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of(e.getMessage() + ". Nothing was run.");
    }
  }
}
