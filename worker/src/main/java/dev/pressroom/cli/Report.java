package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Says what came of a run by hand. */
final class Report {
  private Report() {}

  static int of(Outcome outcome, Path directory, Opening opening, CommandLine line) {
    Path output = directory.resolve("output");
    if (outcome.state() != JobState.SUCCEEDED) {
      say(line, outcome.failure().message());
      say(line, "The whole story is in " + output);
      errorFile(output).ifPresent(file -> open(file, opening, line));
      return ExitCode.FAILED;
    }
    for (Artifact artifact : outcome.produced().artifacts()) {
      line.getOut()
          .println(
              Console.harmless(output.resolve(artifact.file()).toString())
                  + "  "
                  + outcome.produced().rows()
                  + " rows"
                  + (artifact.pages() == null ? "" : ", " + artifact.pages() + " pages")
                  + ", "
                  + artifact.size()
                  + " bytes");
    }
    outcome.produced().artifacts().stream()
        .findFirst()
        .ifPresent(first -> open(output.resolve(first.file()), opening, line));
    outcome.produced().warnings().forEach(text -> say(line, "warning: " + text));
    return ExitCode.OK;
  }

  private static void say(CommandLine line, String text) {
    line.getErr().println(Console.harmless(text));
  }

  private static void open(Path file, Opening opening, CommandLine line) {
    String trouble = opening.open(file);
    if (!trouble.isEmpty()) {
      say(line, trouble + " It is " + file.toAbsolutePath());
    }
  }

  private static Optional<Path> errorFile(Path output) {
    try (Stream<Path> files = Files.list(output)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().findFirst();
    } catch (IOException e) {
      // Its path was told already.
      return Optional.empty();
    }
  }
}
