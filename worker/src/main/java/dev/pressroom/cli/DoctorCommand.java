package dev.pressroom.cli;

import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.Finding;
import dev.pressroom.worker.config.WorkerConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = {
      "Says in words what ails the queue: damaged, stuck, unclaimed or forgotten jobs, the disk, the"
          + " clock. Changes nothing, unless --reconcile is said.",
      "Ends with 0 if nothing is harmful, else with " + ExitCode.SICK + "."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final int MOST_OF_A_KIND = 10;
  private static final String INDENT = "    ";

  @Spec private CommandSpec spec;
  @Mixin private Setting setting;

  @Option(names = "--all", description = "Tell every finding, however many of a kind there are.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Option(
      names = "--reconcile",
      description =
          "After a database was restored from a backup: let it know first what has ended on this"
              + " machine since. Stop the workers before.")
  private boolean reconcile;

  @Override
  public Integer call() {
    if (reconcile) {
      int jobs = setting.examining(store -> store.reconcile().size());
      if (!json) {
        Console.of(spec).line("reconciled: " + sum(jobs, "job", "jobs"));
      }
    }
    List<Finding> findings = setting.examining(store -> store.examine(norms(setting.config())));
    Console console = Console.of(spec);
    boolean sick = findings.stream().anyMatch(Finding::harmful);
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("queue", setting.queueName());
      map.put("healthy", !sick);
      map.put("findings", findings.stream().map(DoctorCommand::json).toList());
      console.json(map);
    } else {
      print(findings, console);
    }
    return sick ? ExitCode.SICK : ExitCode.OK;
  }

  static ExamineStore.Norms norms(WorkerConfig config) {
    return new ExamineStore.Norms(config.worker().lease(), config.presses().timeout());
  }

  private void print(List<Finding> findings, Console console) {
    Map<Finding.Kind, Integer> told = new EnumMap<>(Finding.Kind.class);
    Instant now = Instant.now();
    for (Finding finding : findings) {
      if (told.merge(finding.kind(), 1, Integer::sum) <= MOST_OF_A_KIND || all) {
        lines(finding, now, console.terminal()).forEach(line -> console.line(line));
        console.line();
      }
    }
    told.forEach(
        (kind, count) -> {
          if (count > MOST_OF_A_KIND && !all) {
            console.line(
                "… and "
                    + (count - MOST_OF_A_KIND)
                    + " more that are "
                    + kind.text()
                    + "; --all tells them");
          }
        });
    long harmful = findings.stream().filter(Finding::harmful).count();
    if (harmful > 0) {
      console.line(Colour.BAD, sum(harmful, "harmful") + also(findings.size() - harmful));
    } else {
      console.line(
          Colour.GOOD,
          "healthy: "
              + setting.queueName()
              + (findings.isEmpty() ? "" : "; " + sum(findings.size(), "harmless")));
    }
  }

  private static String also(long harmless) {
    return harmless == 0 ? "" : ", " + sum(harmless, "harmless");
  }

  private static String sum(long count, String what) {
    return sum(count, what + " finding", what + " findings");
  }

  private static String sum(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** What, then indented: since when, where, and the cure. */
  static List<String> lines(Finding finding, Instant now, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    String head = finding.kind().text() + (finding.harmful() ? "" : ", harmless") + ": ";
    lines.addAll(Screens.wrapped(head + finding.what(), "", INDENT, terminal));
    if (finding.since() != null) {
      lines.add(
          INDENT
              + "since  "
              + StoryText.second(finding.since())
              + ", "
              + Amounts.age(finding.since(), now)
              + " ago");
    }
    if (finding.where() != null) {
      // A path is for copying: it is never cut.
      lines.add(INDENT + "where  " + finding.where());
    }
    lines.addAll(Screens.wrapped("cure   " + finding.cure(), INDENT, INDENT + "       ", terminal));
    return lines;
  }

  static Map<String, Object> json(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", finding.kind().text());
    map.put("harmful", finding.harmful());
    map.put("what", finding.what());
    StoryJson.put(map, "where", finding.where());
    StoryJson.put(map, "since", finding.since());
    map.put("cure", finding.cure());
    StoryJson.put(map, "job", finding.job());
    return map;
  }
}
