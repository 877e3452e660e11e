package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.spool.SpoolStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SchedulesCommandTest extends AtTheCommandLine {
  @BeforeEach
  void makeSchedules() throws IOException {
    SpoolStore.open(home.resolve("work"), Clock.systemUTC()).close();
    schedule("finance/daily", "cron: 0 30 6 * * ?");
    schedule("often", "every: 15m");
  }

  private void schedule(String name, String times) throws IOException {
    Path file = home.resolve("schedules/" + name + ".yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "pressroom: schedule/1\n" + times + "\ntimeZone: Europe/Zurich\njob: {report: sales}\n");
  }

  private Said schedules(String... arguments) {
    return pressroom(
        Stream.of(List.of("schedules"), List.of(arguments), List.of("-c", config.toString()))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static List<?> read(String json) {
    return JsonMapper.builder().build().readValue(json, List.class);
  }

  @Test
  void listTellsStatesAndFires() {
    schedules("pause", "often");

    Said said = schedules("list");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("STATE", "NEXT FIRE", "06:30:00", "Europe/Zurich");
    assertThat(said.out().lines())
        .anyMatch(line -> line.startsWith("new") && line.endsWith("finance.daily"))
        .anyMatch(line -> line.startsWith("paused") && line.endsWith("often"))
        .allMatch(line -> line.length() <= 100);
    assertThat(read(schedules("list", "--json").out()))
        .extracting(item -> String.valueOf(((Map<?, ?>) item).get("state")))
        .containsExactly("new", "paused");
  }

  @Test
  void aPausedScheduleIsResumed() {
    assertThat(schedules("pause", "often").code()).isZero();
    assertThat(schedules("resume", "often").out()).contains("often goes on");
    assertThat(schedules("list").out()).contains("active").doesNotContain("paused");
  }

  @Test
  void nextTellsTheComingFires() {
    Said said = schedules("next", "3");

    assertThat(said.out().lines()).hasSize(4);
    assertThat(said.out()).contains("FIRE", "HERE (", "often");
    assertThat(read(schedules("next", "2", "-s", "finance.daily", "--json").out()))
        .hasSize(2)
        .allSatisfy(
            fire -> assertThat(((Map<?, ?>) fire).get("schedule")).isEqualTo("finance.daily"));
    assertThat(schedules("next", "0").code()).isEqualTo(ExitCode.USAGE);
    assertThat(schedules("next", "-s", "oftn").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void fireSubmitsOneJobNow() {
    Said said = schedules("fire", "often");

    assertThat(said.code()).as(said.err()).isZero();
    try (Store store = SpoolStore.open(home.resolve("work"), Clock.systemUTC())) {
      assertThat(store.list(JobFilter.newest(9)))
          .extracting(job -> job.id().text())
          .containsExactly(said.out().strip());
    }
    assertThat(pressroom("show", said.out().strip(), "-c", config.toString()).code()).isZero();
  }

  @Test
  void whatIsUnknownIsSaidWithWhatIsNear() {
    for (String verb : List.of("fire", "pause", "resume")) {
      Said said = schedules(verb, "ofen");
      assertThat(said.code()).isEqualTo(ExitCode.NOT_FOUND);
      assertThat(said.err()).contains("\"ofen\" is unknown", "did you mean often?");
    }
  }

  @Test
  void checkTellsAllProblemsAndABrokenOneIsNotFired() throws IOException {
    assertThat(schedules("check").out()).contains("schedules: 2, problems: 0");
    schedule("often", "cron: 30 6 * * *");

    Said said = schedules("check");

    assertThat(said.code()).isEqualTo(ExitCode.FAILED);
    assertThat(said.out()).contains("often.yaml:2:7 cron", "write 0 30 6 * * ?", "problems: 1");
    assertThat(schedules("fire", "often"))
        .returns(ExitCode.FAILED, Said::code)
        .satisfies(fired -> assertThat(fired.err()).contains("Nothing was done"));
    assertThat(schedules("list").out()).contains("broken");
  }

  @Test
  void whatIsRememberedAndCannotBeReadIsToldWithItsCure() throws IOException {
    Files.writeString(home.resolve("work/schedules/often"), "garbage");

    assertThat(schedules("list").out().lines())
        .anyMatch(line -> line.startsWith("broken") && line.endsWith("often"));
    assertThat(schedules("list", "--json").out()).contains("\"state\" : \"broken\"");
    assertThat(pressroom("doctor", "-c", config.toString()))
        .returns(ExitCode.SICK, Said::code)
        .satisfies(
            said ->
                assertThat(said.out())
                    .contains("damaged", "schedule \"often\"", "Move the file away"));
  }

  @Test
  void problemsAreObjectsForPrograms() throws IOException {
    schedule("often", "cron: 30 6 * * *");

    assertThat(schedules("check", "--json").out()).contains("\"line\" : 2", "\"column\" : 7");
    assertThat(schedules("list", "--json").out()).contains("\"file\" : \"often.yaml\"");
  }

  @Test
  void withoutAVerbItTellsWhatThereIs() {
    Said said = pressroom("schedules");

    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("fire NAME");
  }
}
