package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Says what came of a run by hand. */
final class Report {
  private final Outcome outcome;
  private final Path directory;
  private final Path output;
  private final CommandSpec spec;

  /**
   * @param directory the run's own
   */
  Report(Outcome outcome, Path directory, CommandSpec spec) {
    this.outcome = outcome;
    this.directory = directory;
    this.output = directory.resolve("output");
    this.spec = spec;
  }

  /** Shows the result, too, if that was asked for. */
  int tell(Opening opening, boolean json) {
    boolean done = outcome.state() == JobState.SUCCEEDED;
    if (json) {
      Console.of(spec).json(StoryJson.of(outcome, directory));
    } else if (done) {
      outcome.produced().artifacts().forEach(this::line);
      outcome.produced().warnings().forEach(text -> say("warning: " + text));
    } else {
      say(outcome.failure().message());
      say("The whole story is in " + output);
    }
    shown(done).ifPresent(file -> open(file, opening));
    return done ? ExitCode.OK : ExitCode.FAILED;
  }

  private void line(Artifact artifact) {
    Console.of(spec)
        .line(
            output.resolve(artifact.file())
                + "  "
                + outcome.produced().rows()
                + " rows"
                + (artifact.pages() == null ? "" : ", " + artifact.pages() + " pages")
                + ", "
                + artifact.size()
                + " bytes");
  }

  private void say(String text) {
    spec.commandLine().getErr().println(Console.harmless(text));
  }

  private void open(Path file, Opening opening) {
    String trouble = opening.open(file);
    if (!trouble.isEmpty()) {
      say(trouble + " It is " + file.toAbsolutePath());
    }
  }

  /** The first artifact, or the error file. */
  private Optional<Path> shown(boolean done) {
    if (done) {
      return outcome.produced().artifacts().stream()
          .findFirst()
          .map(first -> output.resolve(first.file()));
    }
    try (Stream<Path> files = Files.list(output)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().findFirst();
    } catch (IOException e) {
      // Its path was told already.
      return Optional.empty();
    }
  }
}
