package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "Lists jobs, the newest first.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Setting setting;

  @Option(
      names = {"-s", "--state"},
      paramLabel = "STATE",
      split = ",",
      description = {
        "Only these: prepared, scheduled, queued, running, succeeded, failed, cancelled; several with commas"
            + " between."
      })
  private Set<JobState> states = EnumSet.noneOf(JobState.class);

  @Mixin private Narrowing narrowing;

  @Option(
      names = {"-n", "--most"},
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many; ${DEFAULT-VALUE} if not said.")
  private int most;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (most < 1) {
      throw WrongUsage.of("--most=" + most + " lists nothing; write 1 or more");
    }
    JobFilter filter =
        narrowing.filter(states.isEmpty() ? EnumSet.allOf(JobState.class) : states, most);
    Console console = Console.of(spec);
    try (Store store = setting.openStore()) {
      List<JobView> jobs = store.list(filter).stream().map(ListCommand::withOutcome).toList();
      if (json) {
        console.json(jobs.stream().map(ListCommand::fields).toList());
      } else if (jobs.isEmpty()) {
        console.line("no jobs");
      } else {
        console.table(table(jobs));
        if (jobs.size() == most && console.terminal().person()) {
          console.line(Colour.FAINT, "the newest " + most + "; more with --most N");
        }
      }
      return ExitCode.OK;
    }
  }

  /** A finished job's queue and attempt stand in its outcome only, if its store is a spool. */
  private static JobView withOutcome(JobView job) {
    if (!job.state().finished() || job.queue() != null) {
      return job;
    }
    try {
      return new JobDirectory(job.directory())
          .readOutcome(new LocalDisk())
          .map(
              outcome ->
                  new JobView(
                      job.id(),
                      job.state(),
                      outcome.route().queue(),
                      outcome.route().priority(),
                      outcome.attempt(),
                      null,
                      null,
                      job.directory()))
          .orElse(job);
    } catch (IOException | JobFormatException e) {
      // It is listed all the same: where it lies is known.
      return job;
    }
  }

  private static Map<String, Object> fields(JobView job) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", job.id().text());
    map.put("state", job.state().text());
    map.put("report", job.id().report());
    map.put("queue", job.queue());
    StoryJson.attempt(map, job.attempt());
    map.put("due", job.due() == null ? null : job.due().toString());
    map.put("submittedAt", job.id().time().toString());
    map.put("directory", job.directory() == null ? null : job.directory().toString());
    return map;
  }

  private static Table table(List<JobView> jobs) {
    Instant now = Instant.now();
    Table table = new Table().state("STATE").text("TRY").text("QUEUE").number("AGE").job("JOB");
    for (JobView job : jobs) {
      table.row(
          job.state().text(),
          job.attempt(),
          job.queue(),
          Amounts.age(job.id().time(), now),
          job.id());
    }
    return table;
  }
}
