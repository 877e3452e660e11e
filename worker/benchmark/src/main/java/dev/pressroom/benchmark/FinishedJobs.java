package dev.pressroom.benchmark;

import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.submitter.JobError;
import dev.pressroom.submitter.SubmittedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The jobs that a worker has settled. Looks at the spool's folders, because asking for each job
 * would take the machine's time from what is measured. For one thread.
 */
final class FinishedJobs {
  private static final List<String> STATES = List.of("succeeded", "failed", "cancelled");

  private final RunningWorker worker;

  FinishedJobs(RunningWorker worker) {
    this.worker = worker;
  }

  /** How many there are. */
  int count() throws IOException {
    int count = 0;
    for (Path day : days()) {
      try (Stream<Path> jobs = Files.list(day)) {
        count += (int) jobs.count();
      }
    }
    return count;
  }

  /**
   * Waits until there are so many.
   *
   * @return when the last was settled: settling is a rename into the day's folder, whose time of
   *     change the file system keeps, to a few milliseconds
   */
  Instant await(int wanted) throws IOException, InterruptedException {
    while (count() < wanted) {
      worker.check("waiting for " + wanted + " jobs to end");
      TimeUnit.MILLISECONDS.sleep(100);
    }
    Instant last = Instant.MIN;
    for (Path day : days()) {
      Instant changed = Files.getLastModifiedTime(day).toInstant();
      last = changed.isAfter(last) ? changed : last;
    }
    return last;
  }

  private List<Path> days() throws IOException {
    try (Stream<Path> days =
        STATES.stream().map(state -> worker.spool().resolve(state)).flatMap(FinishedJobs::list)) {
      return days.toList();
    }
  }

  private static Stream<Path> list(Path folder) {
    try {
      return Files.list(folder);
    } catch (NoSuchFileException e) {
      return Stream.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * The outcome of a job that has ended.
   *
   * @throws IllegalStateException unless it succeeded
   */
  static Outcome.Run run(SubmittedJob job) throws IOException {
    if (job.state() != JobState.SUCCEEDED) {
      throw new IllegalStateException(
          "job "
              + job
              + " is "
              + job.state()
              + ": "
              + job.error().map(JobError::message).orElse("no error file")
              + "; nothing can be measured by it");
    }
    Path directory = job.artifacts().get(0).path().getParent().getParent();
    try {
      Outcome outcome = new JobDirectory(directory).readOutcome(new LocalDisk()).orElseThrow();
      Integer pages = outcome.produced().artifacts().get(0).pages();
      if (pages != null && pages != 1) {
        throw new IllegalStateException(
            "job " + job + " made " + pages + " pages; the figures are of one-page reports");
      }
      return outcome.run();
    } catch (JobFormatException e) {
      throw new IOException("the outcome of job " + job + " cannot be read", e);
    }
  }
}
