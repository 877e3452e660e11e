package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    description = "Tells all that is known of a job.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Setting setting;

  @Parameters(paramLabel = "JOB", description = JobChoice.DESCRIPTION)
  private String id;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Console console = Console.of(spec);
    try (Store store = setting.openStore()) {
      Optional<JobView> view = new JobChoice(store).find(id);
      if (view.isEmpty()) {
        return showPutAside(console);
      }
      Story story = Story.of(view.get());
      if (json) {
        console.json(story.json());
      } else {
        story.print(console);
      }
      return ExitCode.OK;
    }
  }

  private int showPutAside(Console console) throws IOException {
    Optional<JobId> wanted = JobChoice.id(id);
    Optional<PutAside> found =
        wanted.isPresent() ? PutAside.find(setting.spool(), wanted.get()) : Optional.empty();
    PutAside aside = found.orElseThrow(() -> JobChoice.missing(id, setting.queueName()));
    if (json) {
      console.json(aside.json());
    } else {
      aside.print(console);
    }
    return ExitCode.OK;
  }
}
