package dev.pressroom.benchmark;

import dev.pressroom.job.Outcome;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One-page reports per second through the whole worker, beside the same pages made in a bare loop.
 * Worker and loop take turns, so that a noisy machine disturbs both. For one thread.
 */
final class Throughput {
  private final RunningWorker worker;
  private final FinishedJobs finished;
  private final Submitter submitter;
  private final int jobs;

  private final Samples whole = new Samples();
  private final Samples drain = new Samples();
  private final Samples bareOne = new Samples();
  private final Samples bareTwo = new Samples();
  private final Samples bareTwoAll = new Samples();
  private final Samples pressOne = new Samples();
  private final Samples pressTwo = new Samples();
  private final Samples inPress = new Samples();
  private final Samples pressMemory = new Samples();

  Throughput(RunningWorker worker, Submitter submitter, int jobs) {
    this.worker = worker;
    this.finished = new FinishedJobs(worker);
    this.submitter = submitter;
    this.jobs = jobs;
  }

  /**
   * Measures.
   *
   * @param warmUp pages for each JVM that makes pages
   */
  void measure(BareProcess bare, BareProcess all, int warmUp, int rounds)
      throws IOException, InterruptedException {
    whole(2 * warmUp);
    all.measure(BareLoop.BARE, 2, warmUp);
    bare.measure(BareLoop.BARE, 2, warmUp / 2);
    bare.measure(BareLoop.AS_PRESS, 2, warmUp - warmUp / 2);
    for (int round = 0; round < rounds; round++) {
      whole.add(whole(jobs));
      bareTwo.add(bare.measure(BareLoop.BARE, 2, jobs));
      bareTwoAll.add(all.measure(BareLoop.BARE, 2, jobs));
      drain.add(drained(jobs));
      bareOne.add(bare.measure(BareLoop.BARE, 1, jobs));
      pressTwo.add(bare.measure(BareLoop.AS_PRESS, 2, jobs));
      pressOne.add(bare.measure(BareLoop.AS_PRESS, 1, jobs));
    }
  }

  /** From the first submit until the last job is settled. */
  private double whole(int count) throws IOException, InterruptedException {
    int before = finished.count();
    Instant began = Instant.now();
    List<SubmittedJob> submitted = submit(count);
    Instant ended = finished.await(before + count);
    lookAtMemory();
    runs(submitted);
    return perSecond(count, began, ended);
  }

  /** All queued first; from the first claim until the last job is settled. */
  private double drained(int count) throws IOException, InterruptedException {
    int before = finished.count();
    Path paused = worker.spool().resolve("queued/default/paused");
    Files.createFile(paused);
    List<SubmittedJob> submitted;
    try {
      submitted = submit(count);
    } finally {
      Files.delete(paused);
    }
    Instant ended = finished.await(before + count);
    lookAtMemory();
    List<Outcome.Run> runs = runs(submitted);
    for (Outcome.Run run : runs) {
      inPress.add(Duration.between(run.startedAt(), run.finishedAt()).toNanos() / 1e6);
    }
    Instant first = runs.stream().map(Outcome.Run::claimedAt).min(Instant::compareTo).orElseThrow();
    return perSecond(count, first, ended);
  }

  /** Now, because in the end a press may have been replaced just before. */
  private void lookAtMemory() throws IOException {
    for (ProcessHandle press : worker.presses()) {
      pressMemory.add(Memory.of(press).most() / 1024.0);
    }
  }

  private List<SubmittedJob> submit(int count) {
    List<SubmittedJob> submitted = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      submitted.add(submitter.submit(PageLoop.request(number)));
    }
    return submitted;
  }

  /** All of them succeeded, with one page each, or there is no figure. */
  private static List<Outcome.Run> runs(List<SubmittedJob> jobs) throws IOException {
    List<Outcome.Run> runs = new ArrayList<>();
    for (SubmittedJob job : jobs) {
      runs.add(FinishedJobs.run(job));
    }
    return runs;
  }

  private static double perSecond(int count, Instant from, Instant to) {
    return count * 1e9 / Duration.between(from, to).toNanos();
  }

  void printMemory(Table table) {
    table.line(
        "presses, at the end of each round",
        Table.text(
            "VmHWM %6.1f MiB   (median; %.1f to %.1f)",
            pressMemory.median(), pressMemory.least(), pressMemory.most()));
  }

  void print(Table table, int rounds, int warmUp, int presses) throws IOException {
    table.section(
        "One-page PDFs per second, "
            + presses
            + " presses, "
            + rounds
            + " rounds of "
            + jobs
            + " by turns");
    table.rates("whole worker, first submit → last settled", whole);
    table.rates("whole worker, all queued first: first claim → last settled", drain);
    table.rates("bare loop, 1 thread", bareOne);
    table.rates("bare loop, 2 threads", bareTwo);
    table.rates("bare loop, 2 threads, with all of Java's compilers", bareTwoAll);
    table.rates("loop over what a press does for a job, 1 thread", pressOne);
    table.rates("loop over what a press does for a job, 2 threads", pressTwo);
    table.ratio("whole worker / bare loop of 2 threads", whole.by(bareTwo));
    table.ratio("whole worker, all queued first / bare loop of 2 threads", drain.by(bareTwo));
    table.ratio("whole worker / the same with all of Java's compilers", whole.by(bareTwoAll));
    table.ratio("whole worker / bare loop of 1 thread", whole.by(bareOne));
    table.ratio("what a press does / bare loop, 2 threads", pressTwo.by(bareTwo));
    table.times("a page in its press, all queued first (startedAt → finishedAt)", inPress);
    table.line(
        "a press's time from page to page, all queued first (presses / rate)",
        Table.text("mean   %7.2f ms", 1000.0 * presses / drain.median()));
    table.note(
        "warm-up "
            + warmUp
            + " pages per JVM; presses started in all: "
            + worker.pressesStarted()
            + "; the loops' connections are served by the idle worker, as the presses' are");
  }
}
