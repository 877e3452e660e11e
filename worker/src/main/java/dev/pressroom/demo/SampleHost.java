package dev.pressroom.demo;

import dev.pressroom.job.Backoff;
import dev.pressroom.job.JobRequest;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A host application as small as can be: it submits five jobs and waits for them. It runs in a JVM
 * of its own whose class path has the submitter and what that brings along, and nothing of the
 * worker.
 */
public final class SampleHost {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private SampleHost() {}

  /**
   * @param arguments the queue's URL, and the month to report on
   */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Submitter submitter = Submitter.open(arguments[0], "sample host")) {
      List<SubmittedJob> jobs = new ArrayList<>();
      for (JobRequest request : requests(YearMonth.parse(arguments[1]))) {
        SubmittedJob job = submitter.submit(request);
        out.println("submitted " + job.id());
        jobs.add(job);
      }
      boolean allEnded = true;
      for (SubmittedJob job : jobs) {
        allEnded &= job.await(LONGEST).finished();
        out.println();
        out.println(job.id() + "  " + job.state());
        job.artifacts()
            .forEach(file -> out.println("    " + file.name() + ", " + file.size() + " bytes"));
        job.error()
            .ifPresent(
                error -> out.println("    " + error.message().lines().findFirst().orElse("")));
      }
      System.exit(allEnded ? 0 : 1);
    }
  }

  private static List<JobRequest> requests(YearMonth month) {
    return List.of(
        // The main job: one report in two formats from one snapshot, and published where we like.
        JobRequest.of("sales.by-region")
            .parameter("month", month)
            .output("pdf", "Sales " + month)
            .output("csv", "Sales " + month)
            .locale(Locale.UK)
            .publishAt("sales/" + month)
            .build(),
        JobRequest.of("customers.directory")
            .parameter("minimumCredit", 10_000)
            .output("pdf")
            .locale(Locale.GERMANY)
            .build(),
        // What goes wrong, each in its own way.
        JobRequest.of("sales.by-region").parameter("month", "2026-13").build(),
        JobRequest.of("broken.sql").build(),
        JobRequest.of("demo.out-of-memory")
            .attempts(2)
            .backoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)))
            .build());
  }
}
