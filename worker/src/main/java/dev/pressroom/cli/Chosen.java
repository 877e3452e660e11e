package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The jobs that a verb is to change: one by one, or all that fit, which needs a second word. */
final class Chosen {
  private static final int MOST_SHOWN = 10;

  @Parameters(paramLabel = "JOB", arity = "0..*", description = JobChoice.DESCRIPTION)
  private List<String> jobs = new ArrayList<>();

  @Option(
      names = "--all",
      description = "All that fit --queue, --report and --label, of which one must be said.")
  private boolean all;

  @Mixin private Narrowing narrowing;

  @Option(
      names = {"-y", "--yes"},
      description = "With --all: do it. Without it they are only told.")
  private boolean yes;

  /**
   * The jobs that are meant. Each that is named is looked for before any is changed.
   *
   * @param states that --all means
   */
  List<JobView> of(Store store, Setting setting, Set<JobState> states) {
    check();
    if (all) {
      return store.list(narrowing.filter(states, Integer.MAX_VALUE));
    }
    JobChoice choice = new JobChoice(store);
    List<JobView> found = new ArrayList<>();
    for (String job : jobs) {
      found.add(choice.get(job, setting.queueName()));
    }
    return found;
  }

  private void check() {
    if (all == !jobs.isEmpty() || (!all && (!narrowing.isEmpty() || yes))) {
      throw WrongUsage.of(
          "name jobs, or write --all with --queue, --report or --label. Nothing was done.");
    }
    if (all && narrowing.isEmpty()) {
      throw WrongUsage.of(
          "--all alone is every job of every queue; add --queue NAME, --report NAME or --label"
              + " NAME=VALUE. Nothing was done.");
    }
  }

  /** Whether it is only to be told what would be done; then it was. */
  boolean onlyTold(List<JobView> found, String verb, Console console, boolean json) {
    if (!all || yes || found.isEmpty()) {
      return false;
    }
    if (json) {
      Done none = new Done("");
      found.forEach(
          job ->
              none.add(
                  job.id(), job.state().text(), "nothing was done; add --yes to " + verb + " it"));
      none.tell(console, true);
      return true;
    }
    Table table = new Table().state("STATE").text("QUEUE").job("JOB");
    found.stream()
        .limit(MOST_SHOWN)
        .forEach(job -> table.row(job.state().text(), job.queue(), job.id()));
    console.table(table);
    if (found.size() > MOST_SHOWN) {
      console.line("… and " + (found.size() - MOST_SHOWN) + " more");
    }
    console.line(
        "Nothing was done. Add --yes to "
            + verb
            + (found.size() == 1 ? " this job." : " these " + found.size() + " jobs."));
    return true;
  }
}
