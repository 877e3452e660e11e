package dev.pressroom.cli;

import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = {
      "Runs a job's directory once more, in the foreground and without a queue.",
      "The directory itself is only read; today's version of the report is used unless told otherwise."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Configuration configuration;

  @Parameters(paramLabel = "DIR", description = "A job's directory, with its job.json.")
  private Path directory;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where the run's own directory is made; ./<job>.by-hand if not said.")
  private Path to;

  @Option(
      names = "--as-it-was",
      description = "Use the version of the report that the job ran with, instead of today's.")
  private boolean asItWas;

  @Mixin private ByHandOptions options;

  @Mixin private Opening opening;

  @Override
  public Integer call() throws IOException {
    Job job = job();
    Path own = to != null ? to : Path.of(job.id() + ".by-hand");
    WorkerConfig config = configuration.read();
    ByHand byHand =
        asItWas
            ? ByHand.asItWas(config, options.commit, new JobDirectory(directory))
            : new ByHand(config, options.commit);
    Outcome outcome = byHand.run(job, own);
    return new Report(outcome, own, spec).tell(opening, options.json);
  }

  private Job job() {
    if (!Files.isDirectory(directory)) {
      throw WrongUsage.notFound(
          directory
              + (Files.exists(directory) ? " is a file" : " is not there")
              + "; name a job's directory, as pressroom show tells it. Nothing was run.");
    }
    JobDirectory files = new JobDirectory(directory);
    try {
      return files.readJob(new LocalDisk());
    } catch (NoSuchFileException e) {
      throw WrongUsage.notFound(
          directory
              + " holds no job.json; name a job's directory, as pressroom show tells it. Nothing"
              + " was run.");
    } catch (JobFormatException e) {
      throw WrongUsage.of(files.jobJson() + ": " + e.getMessage() + ". Nothing was run.");
    } catch (IOException e) {
      throw WrongUsage.of(files.jobJson() + " cannot be read: " + e + ". Nothing was run.");
    }
  }
}
