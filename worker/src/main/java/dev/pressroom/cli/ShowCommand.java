package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.nio.file.Path;
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

  @Parameters(paramLabel = "JOB", description = "The job's id.")
  private String id;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    JobId wanted;
    try {
      wanted = new JobId(id);
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of(e.getMessage());
    }
    Console console = new Console(spec.commandLine().getOut());
    try (Store store = setting.openStore()) {
      Optional<JobView> view = store.find(wanted);
      if (view.isEmpty()) {
        return showPutAside(wanted, console);
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

  private int showPutAside(JobId wanted, Console console) throws IOException {
    Path spool = setting.spool();
    PutAside aside =
        PutAside.find(spool, wanted)
            .orElseThrow(
                () ->
                    WrongUsage.notFound(
                        "job "
                            + wanted
                            + " is nowhere in spool:"
                            + spool
                            + ": never submitted there, or purged; name another spool with --spool"
                            + " DIR"));
    if (json) {
      console.json(aside.json());
    } else {
      aside.print(console);
    }
    return ExitCode.OK;
  }
}
