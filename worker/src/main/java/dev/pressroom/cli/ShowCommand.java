package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.JobId;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  @Option(names = "--error", description = "Add the error file of a job that failed.")
  private boolean error;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Copy what was made into a folder, from wherever it is.")
  private Path to;

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
          map.put("log", story.log(Math.max(1, lines)));
        }
        if (error) {
          map.put("errorText", story.errorText().orElse(null));
        }
        console.json(map);
      } else {
        new StoryText(story, around, console).print();
        if (log) {
          printLog(story, console);
        }
        if (error) {
          story.errorText().ifPresent(text -> console.line("\n" + text.strip()));
        }
      }
      copy(story);
      return ExitCode.OK;
    }
  }

  private void printLog(Story story, Console console) throws IOException {
    List<String> tail = story.log(Math.max(1, lines));
    console.line();
    if (tail.isEmpty()) {
      console.line("Nothing has been written to its log.");
    } else {
      console.line(Colour.FAINT, "The end of the log of attempt " + story.lastAttempt() + ":");
      tail.forEach(line -> console.line("  " + line));
    }
  }

  private void copy(Story story) throws IOException {
    if (to == null || story.outcome() == null || story.outcome().produced() == null) {
      return;
    }
    Files.createDirectories(to);
    for (Artifact artifact : story.outcome().produced().artifacts()) {
      try (InputStream in = story.open(artifact)) {
        Files.copy(in, to.resolve(artifact.file()));
      } catch (FileAlreadyExistsException e) {
        throw WrongUsage.of(e.getFile() + " is there already; name another folder with --to DIR");
      } catch (NoSuchFileException e) {
        throw WrongUsage.notFound(
            artifact.file()
                + " is on another machine's disk, and no copy of it is kept (queue.artifacts)");
      }
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
