package dev.pressroom.benchmark;

import dev.pressroom.job.Outcome;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A worker that replaces each press after one job: how long a fresh press, started while the one
 * before it works, needs for its first page, and whether replacements in a row let anything stand
 * still. For one thread.
 */
final class Replacement {
  /** A line of the worker's log: when, and which job. */
  private static final Pattern STARTED =
      Pattern.compile("(\\S+) INFO +started pid=\\d+.* job=(\\S+).*");

  private final RunningWorker worker;
  private final Samples firstPage = new Samples();
  private final Samples apart = new Samples();

  Replacement(RunningWorker worker) {
    this.worker = worker;
  }

  void measure(int jobs, Table table) throws IOException, InterruptedException {
    List<SubmittedJob> submitted = new ArrayList<>();
    FinishedJobs finished = new FinishedJobs(worker);
    Instant began = Instant.now();
    try (Submitter submitter = Submitter.open("spool:" + worker.spool(), "benchmark")) {
      for (int number = 0; number < jobs; number++) {
        submitted.add(submitter.submit(PageLoop.request(number)));
      }
      Instant ended = finished.await(jobs);
      Map<String, Instant> given = given();
      List<Instant> ends = new ArrayList<>();
      for (SubmittedJob job : submitted) {
        Outcome.Run run = FinishedJobs.run(job);
        ends.add(run.finishedAt());
        Instant started = given.get(job.id().text());
        if (started != null) {
          firstPage.add(millis(started, run.finishedAt()));
        }
      }
      ends.sort(null);
      for (int i = 1; i < ends.size(); i++) {
        apart.add(millis(ends.get(i - 1), ends.get(i)));
      }
      table.section("Each press replaced after one job, " + jobs + " jobs");
      table.times("a job given to a fresh press → its page made", firstPage);
      table.times("from one job's end to the next one's", apart);
      table.line(
          "jobs, and presses that were started",
          Table.text(
              "%d in %.1f s, %d",
              jobs, Duration.between(began, ended).toMillis() / 1000.0, worker.pressesStarted()));
    }
  }

  /** When each job was given to its press. */
  private Map<String, Instant> given() throws IOException {
    Map<String, Instant> jobs = new HashMap<>();
    for (String line : Files.readAllLines(worker.log())) {
      Matcher match = STARTED.matcher(line);
      if (match.matches()) {
        jobs.put(match.group(2), Instant.parse(match.group(1)));
      }
    }
    return jobs;
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
