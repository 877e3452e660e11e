package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import java.nio.file.Path;
import picocli.CommandLine;

/** Says what came of a run by hand. */
final class Report {
  private Report() {}

  static int of(Outcome outcome, Path directory, CommandLine line) {
    Path output = directory.resolve("output");
    if (outcome.state() != JobState.SUCCEEDED) {
      line.getErr().println(outcome.failure().message());
      line.getErr().println("The whole story is in " + output);
      return ExitCode.FAILED;
    }
    for (Artifact artifact : outcome.produced().artifacts()) {
      line.getOut()
          .println(
              output.resolve(artifact.file())
                  + "  "
                  + outcome.produced().rows()
                  + " rows"
                  + (artifact.pages() == null ? "" : ", " + artifact.pages() + " pages")
                  + ", "
                  + artifact.size()
                  + " bytes");
    }
    outcome.produced().warnings().forEach(text -> line.getErr().println("warning: " + text));
    return ExitCode.OK;
  }
}
