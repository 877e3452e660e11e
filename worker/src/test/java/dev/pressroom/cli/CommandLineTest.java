package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.jdbc.Migrations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The verbs as a person types them, but for those that start a worker. */
class CommandLineTest extends AtTheCommandLine {
  @Test
  void versionNamesProgramAndJava() {
    assertThat(pressroom("--version").out()).matches("pressroom \\S+ on Java \\d+\\s+");
  }

  @Test
  void helpListsTheVerbsAndTheExitCodes() {
    assertThat(pressroom("--help").out())
        .contains("worker", "submit", "list", "show", "run", "preview", "lint", "demo")
        .contains("Exit codes:", "0    done");
  }

  @Test
  void anUnknownVerbIsWrongUsage() {
    assertThat(pressroom("sumbit").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void submitPrintsTheIdAndShowTellsTheJob() {
    String id = submitted("-p", "least=2", "-o", "pdf", "-o", "csv:table", "--priority", "1");

    Said shown = pressroom("show", id, "-c", config.toString());
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains(id, JobState.QUEUED.text(), "0 of 3", "least")
        .doesNotContain("\"2\"");
  }

  @Test
  void listShowsJobsAndFilters() {
    String id = submitted();

    assertThat(pressroom("list", "-c", config.toString()).out())
        .contains("STATE")
        .contains("queued")
        .contains(id);
    assertThat(pressroom("list", "-c", config.toString(), "-s", "failed").out())
        .isEqualToIgnoringNewLines("no jobs");
  }

  @Test
  void listSpeaksJson() {
    String id = submitted();

    List<?> jobs =
        JsonMapper.builder()
            .build()
            .readValue(pressroom("list", "-c", config.toString(), "--json").out(), List.class);
    assertThat(jobs).hasSize(1);
    assertThat((Map<?, ?>) jobs.get(0)).extracting("id", "state").containsExactly(id, "queued");
  }

  @Test
  void aJobThatIsNotThereIsSaid() {
    submitted();
    Said said = pressroom("show", "01JD3Z8Q6VK9M2T5R7X0ABCDEF-sales", "-c", config.toString());

    assertThat(said.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(said.err()).contains("is nowhere in spool:");
  }

  @Test
  void showTellsWhyAJobWasPutAside() throws IOException {
    String id = submitted();
    Path queued;
    try (Stream<Path> jobs = Files.list(home.resolve("work/queued/default"))) {
      queued = jobs.findFirst().orElseThrow();
    }
    Path aside = home.resolve("work/corrupt").resolve(queued.getFileName());
    Files.move(queued, aside);

    assertThat(pressroom("show", id, "-c", config.toString()).out())
        .contains("put aside", aside.toString(), "No reason was left");

    Files.writeString(
        aside.resolveSibling(aside.getFileName() + ".txt"), "job.json has no report\n");
    Said said = pressroom("show", id, "-c", config.toString());
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("put aside", aside.toString(), "job.json has no report");
    assertThat(pressroom("show", id, "-c", config.toString(), "--json").out())
        .contains("\"state\" : \"corrupt\"", "job.json has no report");
  }

  @Test
  void aSpoolThatIsNotThereIsNotMade() {
    Said said = pressroom("list", "--spool", home.resolve("nowhere").toString());

    assertThat(said.code()).isEqualTo(ExitCode.QUEUE);
    assertThat(home.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aBadRequestIsRefusedBeforeAnythingIsWritten() {
    assertThat(pressroom("submit", "Bad Name", "-c", config.toString()))
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(ExitCode.USAGE);
              assertThat(said.err()).contains("is not a report's name");
            });
    assertThat(pressroom("submit", "sales", "-p", "x", "-c", config.toString()).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(pressroom("submit", "sales", "--zone", "Nowhere", "-c", config.toString()).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(home.resolve("work")).doesNotExist();
  }

  @Test
  void waitingEndsWhenTheTimeIsOver() {
    Said said =
        pressroom("submit", "sales", "-c", config.toString(), "--create", "--wait-most", "10ms");

    assertThat(said.code()).isEqualTo(ExitCode.STILL_RUNNING);
    assertThat(said.out()).contains("queued");
    assertThat(said.err()).contains("look again with pressroom show");
  }

  @Test
  void previewMakesTheReportWithoutAQueue() {
    Path to = home.resolve("preview");
    Said said =
        pressroom(
            "preview",
            "sales",
            "-c",
            config.toString(),
            "-o",
            "csv",
            "-p",
            "regions=Süd",
            "-p",
            "regions=Nord",
            "-p",
            "least=2",
            "--to",
            to.toString());

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(to.resolve("output/sales.csv"))
        .content(StandardCharsets.UTF_8)
        .contains("Süd,2.2")
        .doesNotContain("Nord");
    assertThat(to.resolve("outcome.json")).exists();
    assertThat(home.resolve("work")).doesNotExist();
  }

  @Test
  void previewOfABadParameterLeavesAnErrorFile() {
    Path to = home.resolve("preview");
    Said said =
        pressroom(
            "preview", "sales", "-c", config.toString(), "-p", "least=x", "--to", to.toString());

    assertThat(said.code()).isEqualTo(ExitCode.FAILED);
    assertThat(said.err()).contains("parameter least = \"x\" is not a number");
    assertThat(to.resolve("output/sales.txt")).content().contains("parameter least");
  }

  @Test
  void runRepeatsAJobsDirectoryAndOnlyReadsIt() throws IOException {
    String id = submitted("-o", "csv");
    Path queued;
    try (Stream<Path> jobs = Files.list(home.resolve("work/queued/default"))) {
      queued = jobs.findFirst().orElseThrow();
    }
    Path to = home.resolve("again");

    Said said = pressroom("run", queued.toString(), "-c", config.toString(), "--to", to.toString());

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(to.resolve("output/sales.csv")).content(StandardCharsets.UTF_8).contains("Nord");
    assertThat(queued).isDirectoryNotContaining("glob:**attempts");
    assertThat(pressroom("show", id, "-c", config.toString()).out()).contains("queued");
    assertThat(pressroom("run", queued.toString(), "-c", config.toString(), "--to", to.toString()))
        .satisfies(again -> assertThat(again.code()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void lintFindsWhatIsWrongAndWhere() throws IOException {
    assertThat(pressroom("lint", "-c", config.toString()).out()).contains("1 report, no problem");

    definition("bad", "{title: Amount, format: moeny}");
    Said said = pressroom("lint", "-c", config.toString());

    assertThat(said.code()).isEqualTo(ExitCode.FAILED);
    assertThat(said.out()).contains("bad/report.yaml:15:").contains("moeny");
  }

  @Test
  void aConfigurationWithUnknownKeysIsRefused() throws IOException {
    Files.writeString(config, "pressroom: worker/1\nwroker: {}\n");
    Said said = pressroom("worker", "-c", config.toString());

    assertThat(said.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(said.err()).contains("did you mean worker?");
  }

  @Test
  void schemaPrintsWhatMakesTheTables() throws Exception {
    assertThat(pressroom("schema").out())
        .contains("-- older workers: may go on", "language plpgsql");
    assertThat(pressroom("schema", "--after", "1").out()).isEmpty();
    assertThat(pressroom("schema", "--after", "9").err()).contains("write 0 to 1");
    try (Connection database = DriverManager.getConnection("jdbc:h2:mem:")) {
      database.createStatement().execute(pressroom("schema", "h2").out());
      assertThat(Migrations.applied(database)).isEqualTo(Migrations.LATEST);
    }
  }
}
