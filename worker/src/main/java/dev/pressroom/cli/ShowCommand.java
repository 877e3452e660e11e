package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.io.IOException;
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

  @Parameters(paramLabel = "JOB", description = "The job's id.")
  private String id;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    JobId wanted;
    try {
      wanted = new JobId(id);
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of(e.getMessage());
    }
    try (Store store = setting.openStore()) {
      JobView view =
          store
              .find(wanted)
              .orElseThrow(
                  () ->
                      WrongUsage.notFound(
                          "job "
                              + id
                              + " is nowhere in "
                              + "spool:"
                              + setting.spool()
                              + ": never submitted there, or purged"));
      Story story = Story.of(view);
      Console console = new Console(spec.commandLine().getOut());
      if (json) {
        console.json(story.json());
      } else {
        story.print(console);
      }
      return ExitCode.OK;
    }
  }
}
