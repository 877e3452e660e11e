package dev.pressroom.cli;

import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.Store;
import dev.pressroom.report.definition.Problem;
import dev.pressroom.schedule.Schedule;
import dev.pressroom.schedule.ScheduleFiles;
import dev.pressroom.schedule.ScheduleFiles.Found;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "Lists schedules with their last and next fires, in each one's time zone.",
    mixinStandardHelpOptions = true)
final class SchedulesListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Setting setting;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  private final Instant now = Instant.now();

  @Override
  public Integer call() throws IOException {
    ScheduleFiles files = SchedulesCommand.files(setting.config().folders().schedules());
    Map<String, ScheduleState> states;
    try (Store store = setting.openStore()) {
      states =
          store.schedules().stream()
              .collect(Collectors.toMap(ScheduleState::name, Function.identity()));
    }
    Set<String> names = new TreeSet<>(files.names());
    names.addAll(states.keySet());
    Console console = Console.of(spec);
    if (json) {
      console.json(
          names.stream()
              .map(name -> fields(name, files.find(name), Optional.ofNullable(states.get(name))))
              .toList());
    } else if (names.isEmpty()) {
      console.line("no schedules in " + files.folder());
    } else {
      Table table =
          new Table()
              .state("STATE")
              .text("LAST FIRE")
              .text("NEXT FIRE")
              .text("ZONE")
              .text("SCHEDULE");
      names.forEach(
          name ->
              table.row(
                  row(name, files.find(name), Optional.ofNullable(states.get(name))).toArray()));
      console.table(table);
    }
    return ExitCode.OK;
  }

  private static String state(Optional<Found> file, Optional<ScheduleState> state) {
    if (file.isEmpty()) {
      return "no file";
    } else if (file.get().broken()) {
      return "broken";
    } else if (!file.get().good().orElseThrow().enabled()) {
      return "disabled";
    } else if (state.isEmpty()) {
      return "new";
    }
    return state.get().paused() ? "paused" : "active";
  }

  private Instant next(Optional<Found> file, Optional<ScheduleState> state) {
    return state.filter(ScheduleState::paused).isPresent()
        ? null
        : file.flatMap(Found::good).flatMap(schedule -> schedule.next(now)).orElse(null);
  }

  private static ZoneId zone(Optional<Found> file) {
    return file.flatMap(Found::good).map(Schedule::zone).orElse(ZoneId.of("UTC"));
  }

  private List<String> row(String name, Optional<Found> file, Optional<ScheduleState> state) {
    ZoneId zone = zone(file);
    return List.of(
        state(file, state),
        SchedulesCommand.shown(state.map(ScheduleState::fired).orElse(null), zone),
        SchedulesCommand.shown(next(file, state), zone),
        zone.toString(),
        name);
  }

  private Map<String, Object> fields(
      String name, Optional<Found> file, Optional<ScheduleState> state) {
    Optional<Schedule> schedule = file.flatMap(Found::good);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("state", state(file, state));
    map.put("report", schedule.map(Schedule::report).orElse(null));
    map.put("times", schedule.map(Schedule::times).orElse(null));
    map.put("timeZone", schedule.map(found -> found.zone().toString()).orElse(null));
    map.put("misfire", schedule.map(found -> found.misfire().text()).orElse(null));
    map.put("since", text(state.map(ScheduleState::since).orElse(null)));
    map.put("lastFire", text(state.map(ScheduleState::fired).orElse(null)));
    map.put("nextFire", text(next(file, state)));
    map.put("pausedAt", text(state.map(ScheduleState::pausedAt).orElse(null)));
    map.put(
        "problems",
        file.map(found -> found.problems().stream().map(Problem::toString).toList())
            .orElse(List.of()));
    return map;
  }

  private static String text(Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
