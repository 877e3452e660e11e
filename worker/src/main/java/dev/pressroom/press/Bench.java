package dev.pressroom.press;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobState;
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
  private static final Failure REMOVED =
      Failure.of(
          "the attempt's directory was removed while the report ran, by the report or by somebody"
              + " else, and what it had made with it; let nothing but Pressroom touch the folders of"
              + " unfinished jobs",
          false);

  /** More than that tells nobody more. */
  private static final int MOST_LEFTOVERS = 6;

  /** Code, classes, stacks and buffers of a healthy press take less than half of this. */
  private static final long MOST_BESIDE_THE_HEAP = 320L << 20;

  private final JobRunner runner;
  private final Plugins plugins;
  private final Briefing.Limits limits;
  private final Ends ends;
  private final Disk disk = new LocalDisk();

  /** What goes out of a press. */
  record Ends(Voice voice, PressLog log, Progress progress, LastWords lastWords) {}

  Bench(JobRunner runner, Plugins plugins, Briefing.Limits limits, Ends ends) {
    this.runner = runner;
    this.plugins = plugins;
    this.limits = limits;
    this.ends = ends;
  }

  /** Runs one attempt and says that it is finished. */
  void run(Assignment assignment, Orders orders) {
    ends.lastWords().of(assignment);
    JobDirectory files = assignment.files();
    int number = assignment.attempt().number();
    Leftovers before = new Leftovers();
    PressRun run = new PressRun(assignment, ends.progress(), ends.voice(), ends.log()::atMost);
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
      record(files.attempt(number), files.attemptOutcome(number), outcome);
      finish(assignment, outcome, before);
    } catch (OutOfMemoryError e) {
      ends.lastWords().outOfMemory();
    } catch (Throwable e) {
      // The report has left the JVM in such a state that no other job may follow.
      ends.lastWords().unable("after the report the press failed with " + e);
    }
  }

  private void record(Path attempt, Path file, Outcome outcome) {
    try {
      if (disk.isDirectory(attempt)) {
        write(file, outcome);
      } else {
        disk.createDirectory(attempt);
        write(file, outcome.producing(null).as(JobState.FAILED, Reason.TEMPORARY_FAILURE, REMOVED));
      }
    } catch (IOException e) {
      String ended =
          outcome.failure() == null
              ? "it ended well"
              : "its end was: " + outcome.failure().message();
      ends.lastWords()
          .unable(
              "what the report did cannot be recorded in its attempt's directory, "
                  + e
                  + "; "
                  + ended);
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
      List<String> left = before.found();
      if (!left.isEmpty()) {
        why.add("the job left " + listed(left) + " behind");
      }
      if (full()) {
        why.add("its heap stays filled");
      }
      long resident = Resident.bytes();
      if (resident > Runtime.getRuntime().maxMemory() + MOST_BESIDE_THE_HEAP) {
        why.add("its resident memory has grown to " + (resident >> 20) + "m");
      }
    }
    ends.voice()
        .say(
            assignment
                .about("finished")
                .with("retire", why.isEmpty() ? null : String.join(", ", why))
                .with("plugins", plugins.areLoaded() ? true : null));
    if (outcome.reason() == Reason.OUT_OF_MEMORY) {
      PressExit.OUT_OF_MEMORY.halt();
    }
  }

  private static String listed(List<String> left) {
    int more = left.size() - MOST_LEFTOVERS;
    return String.join(", ", left.subList(0, Math.min(left.size(), MOST_LEFTOVERS)))
        + (more > 0 ? " and " + more + " more things" : "");
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
