package dev.pressroom.cli;

import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.Reports;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The version of its report that a job ran with. A definition's is kept where jobs wait, or lies in
 * the job's directory if somebody packed it; of a Java report only the digest is known, so today's
 * serves if it is the same.
 *
 * @param digest as the outcome has it
 * @param reports the folder of reports that has it
 */
record FormerVersion(String digest, Path reports) {
  /** Beside {@code job.json} of a job that was packed: the files of its definition. */
  private static final String PACKED = "definition";

  static FormerVersion of(JobDirectory ran, WorkerConfig config) throws IOException {
    String digest =
        report(ran)
            .map(Outcome.Report::digest)
            .filter(KeptDefinition::isDigest)
            .orElseThrow(
                () ->
                    WrongUsage.notFound(
                        "no outcome in "
                            + ran.root()
                            + " says which version of its report ran; leave out --as-it-was to use"
                            + " today's. Nothing was run."));
    for (Path kept : List.of(ran.root().resolve(PACKED), config.definitions().resolve(digest))) {
      if (Files.isDirectory(kept)) {
        return new FormerVersion(digest, kept);
      }
    }
    return new FormerVersion(digest, config.folders().reports());
  }

  /** What the job's outcome says, or that of its last attempt that says something. */
  private static Optional<Outcome.Report> report(JobDirectory ran) throws IOException {
    Disk disk = new LocalDisk();
    try {
      Optional<Outcome.Report> last = ran.readOutcome(disk).map(Outcome::report);
      for (int attempt = attempts(ran, disk); last.isEmpty() && attempt > 0; attempt--) {
        last = ran.readAttemptOutcome(disk, attempt).map(Outcome::report);
      }
      return last;
    } catch (JobFormatException e) {
      return Optional.empty();
    }
  }

  private static int attempts(JobDirectory ran, Disk disk) throws IOException {
    try {
      return disk.list(ran.attempts()).stream()
          .filter(name -> name.matches("[0-9]{1,5}"))
          .mapToInt(Integer::parseInt)
          .max()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Refuses any other version. */
  void mustBe(Reports.Found found) {
    if (!digest.equals(found.digest())) {
      throw WrongUsage.notFound(
          "version %s of report %s, which the job ran with, is not kept, and today's is another (%s);"
                  .formatted(digest, found.report().name(), found.digest())
              + " leave out --as-it-was to use today's. Nothing was run.");
    }
  }
}
