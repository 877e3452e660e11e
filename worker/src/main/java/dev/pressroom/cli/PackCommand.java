package dev.pressroom.cli;

import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "pack",
    description = {
      "Puts all that is known of a job into one archive, for a colleague: what was asked, what each"
          + " attempt came to, logs, the definition, versions, what the doctor says.",
      "Masked parameters stay masked, and all are if no attempt has said which; artifacts are left out.",
      "--parameters and --artifacts add them."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class PackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB", description = JobChoice.DESCRIPTION)
  private String job;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The archive; ./<job>.zip if not said.")
  private Path to;

  @Option(names = "--artifacts", description = "Add the files that were made.")
  private boolean artifacts;

  @Option(names = "--parameters", description = "Leave the values of parameters as they are.")
  private boolean parameters;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Mixin private Setting setting;

  @Override
  public Integer call() throws IOException {
    WorkerConfig config = setting.config();
    try (Store store = setting.openStore()) {
      JobView view = new JobChoice(store).get(job, setting.queueName());
      Path archive = to != null ? to : Path.of(view.id() + ".zip");
      mustBeFree(archive);
      Story story = Story.of(view, store.reading());
      Situation around = setting.situation(store);
      Parcel.Contents contents =
          new Parcel.Contents(
              story,
              StoryJson.of(story, around),
              setting.examining(look -> look.examine(DoctorCommand.norms(config))).stream()
                  .filter(found -> found.job() == null || found.job().equals(view.id()))
                  .toList(),
              new KeptDefinition(config.definitions(), config.folders().reports()).of(story));
      Path growing = archive.resolveSibling(archive.getFileName() + ".part");
      try {
        List<String> names = new Parcel(contents, parameters, artifacts).write(growing);
        Files.move(growing, archive);
        tell(archive.toAbsolutePath(), names);
        return ExitCode.OK;
      } catch (FileAlreadyExistsException e) {
        throw WrongUsage.of(e.getFile() + " is there already; remove it. Nothing was packed.");
      } finally {
        Files.deleteIfExists(growing);
      }
    }
  }

  private void tell(Path archive, List<String> names) throws IOException {
    long size = Files.size(archive);
    if (json) {
      Console.of(spec).json(Fields.of("archive", archive.toString(), "size", size, "files", names));
    } else {
      Console.of(spec).line(archive + "  " + names.size() + " files, " + Amounts.size(size));
    }
  }

  private static void mustBeFree(Path archive) {
    if (Files.exists(archive)) {
      throw WrongUsage.of(
          archive + " is there already; name another file with --to FILE. Nothing was packed.");
    }
    Path folder = archive.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw WrongUsage.of(
          "the folder "
              + folder
              + " is not there; name another file with --to FILE. Nothing was"
              + " packed.");
    }
  }
}
