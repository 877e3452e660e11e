package dev.pressroom.press;

import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a press runs one attempt after another: log and progress turned to the attempt, the outcome
 * written before it is said to be finished, and the JVM looked over afterwards. For the press's
 * main thread.
 */
final class Bench {
  private final JobRunner runner;
  private final Briefing.Limits limits;
  private final Ends ends;
  private final Disk disk = new LocalDisk();

  /** What goes out of a press. */
  record Ends(Voice voice, PressLog log, Progress progress, LastWords lastWords) {}

  Bench(JobRunner runner, Briefing.Limits limits, Ends ends) {
    this.runner = runner;
    this.limits = limits;
    this.ends = ends;
  }

  /** Runs one attempt and says that it is finished. */
  void run(Assignment assignment, Orders orders) {
    ends.lastWords().of(assignment);
    JobDirectory files = assignment.files();
    int number = assignment.attempt().number();
    Leftovers before = new Leftovers();
    PressRun run = new PressRun(assignment, ends.progress());
    orders.current(run);
    ends.progress().begin(assignment);
    ends.voice().say(assignment.about("started"));
    try {
      ends.log().open(files.pressLog(number), limits.logBytes());
      Outcome outcome = runner.run(assignment, run);
      orders.current(null);
      run.over();
      ends.progress().end();
      ends.log().close(files.pressLog(number));
      write(files.attemptOutcome(number), outcome);
      finish(assignment, outcome, before);
    } catch (OutOfMemoryError e) {
      ends.lastWords().outOfMemory();
    } catch (IOException e) {
      System.err.println("the attempt's directory cannot be written: " + e);
      PressExit.FAULT.halt();
    }
  }

  /** Not forced: the worker makes durable what counts when it settles the job. */
  private void write(Path file, Outcome outcome) throws IOException {
    disk.remove(file);
    disk.put(file, OutcomeJson.write(outcome));
  }

  private void finish(Assignment assignment, Outcome outcome, Leftovers before) {
    List<String> why = new ArrayList<>();
    if (outcome.reason() == Reason.OUT_OF_MEMORY) {
      why.add("its memory was exhausted");
    } else {
      before.found().forEach(left -> why.add("the job left " + left + " behind"));
      if (full()) {
        why.add("its heap stays filled");
      }
    }
    ends.voice()
        .say(
            assignment
                .about("finished")
                .with("retire", why.isEmpty() ? null : String.join(", ", why)));
    if (outcome.reason() == Reason.OUT_OF_MEMORY) {
      PressExit.OUT_OF_MEMORY.halt();
    }
  }

  /** Collects only when there is reason to suspect something: most jobs leave little. */
  private boolean full() {
    return share() > limits.retireShare() && shareAfterCollection() > limits.retireShare();
  }

  private static long share() {
    Runtime heap = Runtime.getRuntime();
    return (heap.totalMemory() - heap.freeMemory()) * 100 / heap.maxMemory();
  }

  private static long shareAfterCollection() {
    System.gc();
    return share();
  }
}
