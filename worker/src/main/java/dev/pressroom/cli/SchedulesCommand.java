package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.Store;
import dev.pressroom.render.Renderers;
import dev.pressroom.report.Suggestion;
import dev.pressroom.report.definition.Problem;
import dev.pressroom.schedule.Schedule;
import dev.pressroom.schedule.ScheduleFiles;
import dev.pressroom.schedule.ScheduleFiles.Found;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Each verb below it reads the files anew; what a worker has read is at most seconds older. */
@Command(
    name = "schedules",
    description = "Lists, checks, fires, pauses and resumes schedules.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      SchedulesListCommand.class,
      SchedulesCommand.Next.class,
      SchedulesCommand.Fire.class,
      SchedulesCommand.Pause.class,
      SchedulesCommand.Resume.class,
      SchedulesCommand.Check.class
    },
    mixinStandardHelpOptions = true)
final class SchedulesCommand implements Runnable {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what: list, next, fire NAME, pause NAME, resume NAME or check");
  }

  static ScheduleFiles files(Path folder) throws IOException {
    ScheduleFiles files = new ScheduleFiles(folder, Renderers.standard().names());
    files.look();
    return files;
  }

  private static Found known(ScheduleFiles files, String name) {
    return files
        .find(name)
        .orElseThrow(
            () ->
                WrongUsage.notFound(
                    "schedule \"%s\" is unknown%s; there is no file %s.yaml in %s. Nothing was done."
                        .formatted(
                            name,
                            Suggestion.hint(name, files.names()),
                            name.replace('.', '/'),
                            files.folder())));
  }

  private static Schedule sound(ScheduleFiles files, String name) {
    Found file = known(files, name);
    if (file.broken()) {
      throw new WrongUsage(
          ExitCode.FAILED,
          file.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))
              + "\nNothing was done.");
    }
    return file.good().orElseThrow();
  }

  static String shown(Instant moment, ZoneId zone) {
    return moment == null ? "–" : MINUTE.format(moment.atZone(zone));
  }

  @Command(
      name = "next",
      description = "Tells the coming fires, in each schedule's time zone and in this machine's.",
      mixinStandardHelpOptions = true)
  static final class Next implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Configuration configuration;

    @Parameters(
        paramLabel = "N",
        arity = "0..1",
        defaultValue = "10",
        description = "So many; ${DEFAULT-VALUE} if not said.")
    private int most;

    @Option(
        names = {"-s", "--schedule"},
        paramLabel = "NAME",
        description = "Only of this one; several make several.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    private record Coming(Instant at, Schedule schedule) {}

    @Override
    public Integer call() throws IOException {
      if (most < 1 || most > 10_000) {
        throw WrongUsage.of("N=" + most + " is not 1 to 10000");
      }
      ScheduleFiles files = files(configuration.read().folders().schedules());
      names.forEach(name -> sound(files, name));
      Map<String, Schedule> schedules = new TreeMap<>(files.schedules());
      if (!names.isEmpty()) {
        schedules.keySet().retainAll(names);
      }
      List<Coming> coming = coming(schedules.values());
      Console console = Console.of(spec);
      if (json) {
        console.json(
            coming.stream()
                .map(
                    fire ->
                        Fields.of("fire", fire.at().toString(), "schedule", fire.schedule().name()))
                .toList());
      } else if (coming.isEmpty()) {
        console.line("no schedule fires any more");
      } else {
        ZoneId local = ZoneId.systemDefault();
        Table table =
            new Table().text("FIRE").text("ZONE").text("HERE (" + local + ")").text("SCHEDULE");
        coming.forEach(fire -> table.row(row(fire, local).toArray()));
        console.table(table);
      }
      return ExitCode.OK;
    }

    private static List<String> row(Coming fire, ZoneId local) {
      Schedule schedule = fire.schedule();
      return List.of(
          shown(fire.at(), schedule.zone()),
          schedule.zone().toString(),
          shown(fire.at(), local),
          schedule.name());
    }

    private List<Coming> coming(Iterable<Schedule> schedules) {
      List<Coming> all = new ArrayList<>();
      for (Schedule schedule : schedules) {
        Optional<Instant> fire = schedule.next(Instant.now());
        for (int i = 0; i < most && fire.isPresent(); i++) {
          all.add(new Coming(fire.get(), schedule));
          fire = schedule.next(fire.get());
        }
      }
      return all.stream().sorted(Comparator.comparing(Coming::at)).limit(most).toList();
    }
  }

  @Command(
      name = "fire",
      description = {
        "Submits a schedule's job now, as of now, and prints its id. Its times go on as if nothing"
            + " had been; twice within a second is one job."
      },
      mixinStandardHelpOptions = true)
  static final class Fire implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Setting setting;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      Schedule schedule = sound(files(setting.config().folders().schedules()), name);
      Console console = Console.of(spec);
      try (Submitter submitter = setting.openSubmitter("pressroom schedules fire")) {
        JobId id = submitter.submit(schedule.byHand(Instant.now())).id();
        if (json) {
          console.json(Map.of("id", id.text()));
        } else {
          console.line(id.text());
        }
        return ExitCode.OK;
      }
    }
  }

  /** What pausing and resuming have in common. */
  private abstract static class Switch implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Setting setting;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    abstract boolean pauses();

    abstract boolean done(Store store, String schedule);

    abstract String told();

    @Override
    public Integer call() throws IOException {
      try (Store store = setting.openStore()) {
        // One that no worker has seen yet, or whose file is gone, can be told all the same.
        boolean isKnown = store.schedules().stream().anyMatch(state -> state.name().equals(name));
        if (!isKnown) {
          store.advance(name, sound(files(setting.config().folders().schedules()), name).rule());
        }
        if (!done(store, name)) {
          throw WrongUsage.notFound("schedule \"" + name + "\" is unknown to the queue");
        }
        if (json) {
          Console.of(spec).json(Fields.of("schedule", name, "paused", pauses()));
        } else {
          Console.of(spec).line(name + " " + told());
        }
        return ExitCode.OK;
      }
    }
  }

  @Command(
      name = "pause",
      description = "Stops a schedule on every worker, until it is resumed.",
      mixinStandardHelpOptions = true)
  static final class Pause extends Switch {
    @Override
    boolean pauses() {
      return true;
    }

    @Override
    boolean done(Store store, String schedule) {
      return store.pauseSchedule(schedule);
    }

    @Override
    String told() {
      return "is paused; what it would fire until it is resumed is skipped";
    }
  }

  @Command(
      name = "resume",
      description =
          "Lets a schedule go on from now; what it would have fired meanwhile is skipped.",
      mixinStandardHelpOptions = true)
  static final class Resume extends Switch {
    @Override
    boolean pauses() {
      return false;
    }

    @Override
    boolean done(Store store, String schedule) {
      return store.resumeSchedule(schedule);
    }

    @Override
    String told() {
      return "goes on";
    }
  }

  @Command(
      name = "check",
      description = "Checks the schedules' files: everything that is wrong, with line and column.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Configuration configuration;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      ScheduleFiles files = files(configuration.read().folders().schedules());
      int count = files.found().stream().mapToInt(file -> file.problems().size()).sum();
      Console console = Console.of(spec);
      if (json) {
        Map<String, Object> problems = new LinkedHashMap<>();
        files.found().forEach(file -> problems.put(file.name(), Fields.problems(file.problems())));
        console.json(problems);
      } else {
        files.found().stream()
            .flatMap(file -> file.problems().stream())
            .forEach(problem -> console.line(problem.toString()));
        console.line("schedules: " + files.found().size() + ", problems: " + count);
      }
      return count == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
