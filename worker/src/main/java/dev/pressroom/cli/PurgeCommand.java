package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.notation.Units;
import dev.pressroom.queue.Store;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "purge",
    description = {
      "Removes finished jobs with their files, by the day (UTC) on which they ended.",
      "Those of today and yesterday stay, and so do jobs whose unique key is still to be kept."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class PurgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Until until;

  /** One of the two. */
  static final class Until {
    @Option(
        names = "--before",
        paramLabel = "DATE",
        description = "Those that ended before this day, such as 2026-10-01.")
    private String before;

    @Option(
        names = "--older-than",
        paramLabel = "DURATION",
        description = "Those that ended longer ago, such as 30d; whole days.")
    private String olderThan;

    LocalDate day(Instant now) {
      if (before != null) {
        try {
          return LocalDate.parse(before);
        } catch (DateTimeException e) {
          throw WrongUsage.of(
              "--before=" + before + " is not a day; write 2026-10-01. Nothing was removed.");
        }
      }
      Duration age =
          Units.duration(olderThan)
              .filter(duration -> duration.compareTo(Duration.ofDays(1)) >= 0)
              .orElseThrow(
                  () ->
                      WrongUsage.of(
                          "--older-than="
                              + olderThan
                              + " is not a number of days; write 30d. Nothing was removed."));
      return LocalDate.ofInstant(now.minus(age), ZoneOffset.UTC);
    }
  }

  @Option(names = "--dry-run", description = "Only tell what would be removed.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Mixin private Setting setting;

  @Override
  public Integer call() {
    LocalDate day = until.day(Instant.now());
    Console console = Console.of(spec);
    try (Store store = setting.openStore()) {
      List<String> ids = new ArrayList<>();
      Consumer<JobId> each =
          id -> {
            if (json) {
              ids.add(id.text());
            } else if (dryRun) {
              console.line(id.text());
            }
          };
      int jobs = dryRun ? store.purgeable(day, each) : store.purge(day, each);
      if (json) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("before", day.toString());
        map.put("dryRun", dryRun);
        map.put("jobs", ids);
        console.json(map);
      } else {
        console.line(
            (jobs == 1 ? "1 job" : Amounts.count(jobs) + " jobs")
                + " that ended before "
                + day
                + (dryRun ? " would be removed" : (jobs == 1 ? " was" : " were") + " removed"));
      }
      return ExitCode.OK;
    }
  }
}
