package dev.pressroom.cli;

import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.Store;
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
    Set<String> damaged;
    try (Store store = setting.openStore()) {
      states =
          store.schedules().stream()
              .collect(Collectors.toMap(ScheduleState::name, Function.identity()));
      damaged = store.damagedSchedules();
    }
    Set<String> names = new TreeSet<>(files.names());
    names.addAll(states.keySet());
    names.addAll(damaged);
    Console console = Console.of(spec);
    if (json) {
      console.json(
          names.stream()
              .map(
                  name ->
                      fields(
                          new Known(
                              name,
                              files.find(name),
                              Optional.ofNullable(states.get(name)),
                              damaged.contains(name))))
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
                  row(new Known(
                          name,
                          files.find(name),
                          Optional.ofNullable(states.get(name)),
                          damaged.contains(name)))
                      .toArray()));
      console.table(table);
    }
    return ExitCode.OK;
  }

  /**
   * What is known of one schedule.
   *
   * @param damaged whether the store cannot read what it remembers
   */
  private record Known(
      String name, Optional<Found> file, Optional<ScheduleState> state, boolean damaged) {}

  private static String state(Known known) {
    Optional<Found> file = known.file();
    Optional<ScheduleState> state = known.state();
    if (known.damaged()) {
      return "broken";
    } else if (file.isEmpty()) {
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

  private List<String> row(Known known) {
    Optional<Found> file = known.file();
    Optional<ScheduleState> state = known.state();
    ZoneId zone = zone(file);
    return List.of(
        state(known),
        SchedulesCommand.shown(state.map(ScheduleState::fired).orElse(null), zone),
        SchedulesCommand.shown(next(file, state), zone),
        zone.toString(),
        known.name());
  }

  private Map<String, Object> fields(Known known) {
    Optional<Found> file = known.file();
    Optional<ScheduleState> state = known.state();
    Optional<Schedule> schedule = file.flatMap(Found::good);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", known.name());
    map.put("state", state(known));
    map.put("report", schedule.map(Schedule::report).orElse(null));
    map.put("times", schedule.map(Schedule::times).orElse(null));
    map.put("timeZone", schedule.map(found -> found.zone().toString()).orElse(null));
    map.put("misfire", schedule.map(found -> found.misfire().text()).orElse(null));
    map.put("since", text(state.map(ScheduleState::since).orElse(null)));
    map.put("lastFire", text(state.map(ScheduleState::fired).orElse(null)));
    map.put("nextFire", text(next(file, state)));
    map.put("pausedAt", text(state.map(ScheduleState::pausedAt).orElse(null)));
    map.put("problems", file.map(found -> Fields.problems(found.problems())).orElse(List.of()));
    return map;
  }

  private static String text(Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
