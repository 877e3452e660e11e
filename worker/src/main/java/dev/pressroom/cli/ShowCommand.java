package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

  @Option(names = "--log", description = "Add the end of the last attempt's log.")
  private boolean log;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "40",
      description = "So much of the log; ${DEFAULT-VALUE} if not said.")
  private int lines;

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
      Story story = Story.of(view.get(), store.reading());
      Situation around = setting.situation(store);
      if (json) {
        Map<String, Object> map = StoryJson.of(story, around);
        if (log) {
          map.put("log", tail(story));
        }
        console.json(map);
      } else {
        new StoryText(story, around, console).print();
        if (log) {
          printLog(story, console);
        }
      }
      return ExitCode.OK;
    }
  }

  private void printLog(Story story, Console console) throws IOException {
    List<String> tail = tail(story);
    console.line();
    if (tail.isEmpty()) {
      console.line("Nothing has been written to its log.");
    } else {
      console.line(Colour.FAINT, "The end of the log of attempt " + story.lastAttempt() + ":");
      tail.forEach(line -> console.line("  " + line));
    }
  }

  private List<String> tail(Story story) throws IOException {
    try {
      return LogTail.of(
          new JobDirectory(story.view().directory()).pressLog(story.lastAttempt()),
          Math.max(1, lines));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private int showPutAside(Console console) throws IOException {
    Optional<JobId> wanted = JobChoice.id(id);
    Optional<PutAside> found =
        wanted.isPresent() ? setting.putAside(wanted.get()) : Optional.empty();
    PutAside aside = found.orElseThrow(() -> JobChoice.missing(id, setting.queueName()));
    if (json) {
      console.json(aside.json());
    } else {
      aside.print(console);
    }
    return ExitCode.OK;
  }
}
