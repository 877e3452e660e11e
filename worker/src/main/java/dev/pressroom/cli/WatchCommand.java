package dev.pressroom.cli;

import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "watch",
    description = {
      "Shows the queues and workers, or one job, as they go on.",
      "On a terminal it is drawn in place; elsewhere there is a line for each change. Of one job it"
          + " ends with it, and with its exit code; otherwise Ctrl-C ends it."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB", arity = "0..1", description = JobChoice.DESCRIPTION)
  private String job;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description = "Between two looks; ${DEFAULT-VALUE} if not said.")
  private Duration every;

  @Option(
      names = "--most",
      paramLabel = "DURATION",
      description = "End after so long, such as 10m; never if not said.")
  private Duration most;

  @Option(
      names = "--json",
      description = "Print a line of JSON for each look (queues) or change (one job).")
  private boolean json;

  @Mixin private Setting setting;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (every.compareTo(SHORTEST) < 0) {
      throw WrongUsage.of("--every=" + every.toMillis() + "ms is less than 100ms");
    }
    try (Store store = setting.openStore()) {
      Watched watched = watched(store);
      LiveScreen screen = new LiveScreen(spec.commandLine().getOut());
      long began = System.nanoTime();
      while (true) {
        Console console = Console.of(spec);
        Integer ended = watched.look(setting.situation(store));
        if (json) {
          watched.json().ifPresent(console::jsonLine);
        } else if (console.terminal().person()) {
          // What is said in the end stays, and may scroll.
          screen.draw(
              watched.screen(console.terminal()),
              ended != null ? Terminal.ENDLESS : console.terminal().height());
        } else {
          watched.changes().forEach(console::line);
          console.flush();
        }
        if (ended != null) {
          return ended;
        }
        Duration left = most == null ? every : most.minusNanos(System.nanoTime() - began);
        if (left.isNegative() || left.isZero()) {
          return watched.whenTimeIsOver();
        }
        Thread.sleep(Math.min(every.toMillis(), Math.max(1, left.toMillis())));
      }
    }
  }

  private Watched watched(Store store) {
    if (job == null) {
      return new WatchedQueues();
    }
    JobView view = new JobChoice(store).get(job, setting.queueName());
    return new WatchedJob(view.id());
  }
}
