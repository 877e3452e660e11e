package dev.pressroom.submitter.snippets;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.submitter.FinishedFile;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** What the README shows of a program without a framework. */
final class PlainProgram {
  private final StringBuilder shown = new StringBuilder();

  String submit(String url) {
    // README
    Submitter submitter = Submitter.open(url, "shop"); // one for the application's life
    SubmittedJob job =
        submitter.submit(
            JobRequest.of("finance.sales")
                .parameter("month", YearMonth.of(2026, 10))
                .output("pdf")
                .output("csv")
                .principal("acme", "zoe")
                .build());
    String id = job.id().text(); // keep this
    // end
    submitter.close();
    return id;
  }

  boolean once(Submitter submitter, YearMonth month) {
    // README
    SubmittedJob job =
        submitter.submit(
            JobRequest.of("finance.sales")
                .parameter("month", month)
                .key(UniqueKey.once("sales " + month, Duration.ofDays(7)))
                .build());
    boolean thereAlready = job.existed();
    // end
    return thereAlready;
  }

  void await(Submitter submitter, String id, OutputStream out)
      throws IOException, InterruptedException {
    // README
    SubmittedJob job = submitter.find(id).orElseThrow();
    JobState state = job.await(Duration.ofMinutes(1)); // waits on this thread
    for (FinishedFile file : job.artifacts()) {
      show(state + ": " + file.name() + ", " + file.mediaType() + ", " + file.size() + " bytes");
      try (InputStream in = file.open()) {
        in.transferTo(out);
      }
    }
    job.error().ifPresent(error -> show(error.message())); // fit for users: no stack trace
    // end
  }

  void whenFinished(SubmittedJob job) {
    // README
    job.whenFinished()
        .thenAcceptAsync(state -> show(job + " has " + state))
        .exceptionally(
            e -> {
              show(job + ": " + e.getMessage());
              return null;
            });
    // end
  }

  void list(Submitter submitter) {
    // README
    Optional<SubmittedJob> held =
        submitter.find(UniqueKey.once("sales 2026-10", Duration.ofDays(7)));
    List<SubmittedJob> failed =
        submitter.list(
            JobFilter.newest(50)
                .inState(JobState.FAILED)
                .inQueue("nightly")
                .ofReport("finance.sales")
                .withLabel("customer", "4711"));
    // end
    show(held + " " + failed);
  }

  private synchronized void show(String text) {
    shown.append(text).append('\n');
  }

  synchronized String shown() {
    return shown.toString();
  }
}
