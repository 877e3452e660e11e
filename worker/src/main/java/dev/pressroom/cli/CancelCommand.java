package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobView;
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
    name = "cancel",
    description = {
      "Ends jobs. One that waits is cancelled at once; one that runs is stopped soon, unless it"
          + " succeeds first."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Chosen chosen;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Mixin private Setting setting;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    try (Store store = setting.openStore()) {
      List<JobView> jobs =
          chosen.of(
              store,
              setting,
              EnumSet.of(JobState.PREPARED, JobState.SCHEDULED, JobState.QUEUED, JobState.RUNNING));
      if (chosen.onlyTold(jobs, "cancel", console, json)) {
        return ExitCode.USAGE;
      }
      Done done = new Done("no unfinished job fits; nothing was cancelled");
      for (JobView job : jobs) {
        Optional<JobView> now = store.cancel(job.id());
        JobState state = now.map(JobView::state).orElse(null);
        if (state == JobState.CANCELLED) {
          done.add(job.id(), state.text(), "");
        } else if (state == JobState.RUNNING) {
          done.add(job.id(), "stopping", "it runs; its worker stops it within seconds");
        } else {
          done.failed(
              job.id(),
              state == null ? "gone" : state.text(),
              state == null ? "it was purged meanwhile" : "it had ended before");
        }
      }
      return done.tell(console, json);
    }
  }
}
