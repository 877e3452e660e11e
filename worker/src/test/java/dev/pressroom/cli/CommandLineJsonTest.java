package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** One document of verbs that do something, for programs. */
class CommandLineJsonTest extends AtTheCommandLine {
  private Map<?, ?> json(int code, String... arguments) {
    Said said = pressroom(arguments);
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    assertThat(said.err()).isEmpty();
    return JsonMapper.builder().build().readValue(said.out(), Map.class);
  }

  private String file() {
    return config.toString();
  }

  @Test
  void aPreviewTellsItsFiles() {
    String to = home.resolve("made").toString();
    Map<?, ?> made = json(0, "preview", "sales", "-o", "csv", "--to", to, "-c", file(), "--json");
    assertThat(made.get("state")).isEqualTo("succeeded");
    assertThat(made.get("report")).isEqualTo("sales");
    assertThat(made.get("rows")).isEqualTo(3);
    assertThat(made.get("directory")).isEqualTo(to);
    assertThat(made.get("artifacts").toString()).contains("file=sales.csv", "size=");
  }

  @Test
  void aRunThatFailsTellsTheError() throws IOException {
    String id = submitted();
    definition("sales", "{title: Amount, format: moeny}");
    Map<?, ?> shown = json(0, "show", id, "-c", file(), "--json");
    String to = home.resolve("made").toString();
    Map<?, ?> failed =
        json(1, "run", (String) shown.get("directory"), "--to", to, "-c", file(), "--json");
    assertThat(failed.get("state")).isEqualTo("failed");
    assertThat(failed.get("error").toString()).contains("moeny");
  }

  @Test
  void packTellsTheArchiveAndWhatIsInIt() {
    String id = submitted();
    Path to = home.resolve("job.zip");
    Map<?, ?> packed = json(0, "pack", id, "--to", to.toString(), "-c", file(), "--json");
    assertThat(packed.get("archive")).isEqualTo(to.toString());
    assertThat(packed.get("files").toString()).contains("job.json");
    assertThat(to).hasSize(((Number) packed.get("size")).longValue());
  }

  @Test
  void pausingAndResumingTellTheState() throws IOException {
    submitted();
    Path schedules = Files.createDirectories(home.resolve("schedules"));
    Files.writeString(
        schedules.resolve("daily.yaml"),
        "pressroom: schedule/1\nevery: 1d\ntimeZone: UTC\njob: {report: sales, outputs: [csv]}\n");
    for (boolean paused : new boolean[] {true, false}) {
      String verb = paused ? "pause" : "resume";
      assertThat(json(0, "queues", verb, "default", "-c", file(), "--json"))
          .isEqualTo(Map.of("queue", "default", "paused", paused));
      assertThat(json(0, "schedules", verb, "daily", "-c", file(), "--json"))
          .isEqualTo(Map.of("schedule", "daily", "paused", paused));
    }
  }
}
