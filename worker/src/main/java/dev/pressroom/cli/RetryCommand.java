package dev.pressroom.cli;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Store;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "retry",
    description = {
      "Puts failed or cancelled jobs back into their queue, with today's definition and the"
          + " parameters that were asked for."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {
  private static final int MOST = 100;

  @Spec private CommandSpec spec;
  @Mixin private Chosen chosen;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description =
          "How often to try from now on; " + JobRequest.DEFAULT_ATTEMPTS + " if not said.")
  private int attempts = JobRequest.DEFAULT_ATTEMPTS;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Mixin private Setting setting;

  @Override
  public Integer call() {
    if (attempts < 1 || attempts > MOST) {
      throw WrongUsage.of(
          "--attempts=" + attempts + " is not 1 to " + MOST + ". Nothing was tried again.");
    }
    Console console = Console.of(spec);
    try (Store store = setting.openStore()) {
      // A cancelled job was somebody's wish: --all does not undo it.
      List<JobView> jobs = chosen.of(store, setting, EnumSet.of(JobState.FAILED));
      if (chosen.onlyTold(jobs, "retry", console, json)) {
        return ExitCode.USAGE;
      }
      Done done = new Done("no failed job fits; nothing was tried again");
      for (JobView job : jobs) {
        retry(store, job, done);
      }
      return done.tell(console, json);
    }
  }

  private void retry(Store store, JobView job, Done done) {
    Optional<JobView> again;
    try {
      again = store.retry(job.id(), attempts);
    } catch (QueueException e) {
      done.failed(job.id(), job.state().text(), e.getMessage());
      return;
    }
    if (again.isPresent()) {
      done.add(job.id(), again.get().state().text(), "attempt " + next(again.get()));
    } else {
      done.failed(job.id(), job.state().text(), "it is neither failed nor cancelled");
    }
  }

  private static Object next(JobView job) {
    return job.attempt() == null ? "" : job.attempt().next();
  }
}
