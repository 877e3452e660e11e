package dev.pressroom.benchmark;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Outcome;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * From submitting to the moment when a press begins, on an idle worker: one job at a time, the next
 * when the one before has ended and the worker waits again. For one thread.
 */
final class Latency {
  private static final int WARM_UP = 30;

  private final RunningWorker worker;
  private final Random random = new Random(1);
  private final Samples fromCall = new Samples();
  private final Samples fromReturn = new Samples();
  private final Samples submit = new Samples();
  private final Samples toClaim = new Samples();
  private final Samples toStart = new Samples();
  private final Samples toEnd = new Samples();

  Latency(RunningWorker worker) {
    this.worker = worker;
  }

  void measure(int jobs, Table table) throws IOException, InterruptedException {
    try (Submitter submitter = Submitter.open("spool:" + worker.spool(), "benchmark")) {
      for (int i = 0; i < WARM_UP + jobs; i++) {
        one(submitter, i >= WARM_UP);
      }
    }
    table.section("Submit → press start, idle worker, " + jobs + " tiny jobs one at a time");
    table.times("from submit's return (the job is durable then)", fromReturn);
    table.times("from submit's call", fromCall);
    table.times("  of that: submit itself", submit);
    table.times("  submit's call → claimed", toClaim);
    table.times("  claimed → press start", toStart);
    table.times("press start → press has finished", toEnd);
    table.note("one clock, the machine's; negative: the worker saw the job before submit returned");
  }

  private void one(Submitter submitter, boolean counts) throws IOException, InterruptedException {
    JobRequest request = JobRequest.of(Workplace.TINY).output("csv").build();
    Instant called = Instant.now();
    SubmittedJob job = submitter.submit(request);
    Instant returned = Instant.now();
    while (!job.await(Duration.ofMillis(500)).finished()) {
      worker.check("waiting for job " + job);
    }
    if (counts) {
      Outcome.Run run = FinishedJobs.run(job);
      fromCall.add(millis(called, run.startedAt()));
      fromReturn.add(millis(returned, run.startedAt()));
      submit.add(millis(called, returned));
      toClaim.add(millis(called, run.claimedAt()));
      toStart.add(millis(run.claimedAt(), run.startedAt()));
      toEnd.add(millis(run.startedAt(), run.finishedAt()));
    }
    // Long enough that the worker waits again; uneven, so as not to march in step with its polls.
    TimeUnit.MILLISECONDS.sleep(10 + random.nextInt(30));
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
