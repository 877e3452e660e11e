package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Failure;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.jdbc.DatabaseArtifacts;
import dev.pressroom.queue.jdbc.JdbcStore;
import dev.pressroom.queue.jdbc.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs on a queue in a database, from a machine that has run none of its jobs. */
class CommandLineDatabaseTest extends AtTheCommandLine {
  private TestDatabase database;
  private JdbcStore elsewhere;

  @BeforeEach
  void open() {
    database = TestDatabase.postgres();
    elsewhere =
        JdbcStore.open(
            database.source(),
            home.resolve("elsewhere"),
            DatabaseArtifacts.in(database.source(), 1 << 20),
            null);
  }

  @AfterEach
  void close() {
    elsewhere.close();
    database.close();
  }

  private Said on(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--store";
    all[arguments.length + 1] = database.url();
    return pressroom(all);
  }

  private String well(String... arguments) {
    Said said = on(arguments);
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    return said.out();
  }

  /** Another machine's worker runs the job that is next. */
  private void runs(boolean well) throws IOException {
    Claim claim = elsewhere.claim(elsewhere.register("w1"), List.of("default"), 1).get(0);
    elsewhere.layOut(claim);
    JobDirectory files = new JobDirectory(claim.directory());
    Files.writeString(files.pressLog(1), "said something\n");
    Files.writeString(files.attemptOutput(1).resolve("sales.csv"), "a,b\n");
    Artifact artifact = new Artifact("sales.csv", "csv", "text/csv", 4, null, "0".repeat(64));
    elsewhere.settle(
        claim,
        new Outcome(
            claim.id(),
            well ? JobState.SUCCEEDED : JobState.FAILED,
            well ? Reason.SUCCEEDED : Reason.REPORT_FAILED,
            claim.attempt(),
            claim.route(),
            new Outcome.Run("w1", claim.claimedAt(), null, Instant.now(), null, null),
            well ? new Outcome.Produced(1, List.of(artifact), List.of()) : null,
            well ? null : Failure.of("no luck", true),
            "test"));
  }

  @Test
  void whatIsNoQueuesUrlIsAWrongOption() {
    for (String url : List.of("jdbc:mysql://host/queue", "jdbc:h2:mem:queue", "jdbc:h2:file:q")) {
      Said said = pressroom("list", "--store", url);
      assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
      assertThat(said.err()).contains("the URL of --store is").doesNotContain("fault");
    }
  }

  @Test
  void whatAnotherMachineMadeIsToldAndFetched() throws IOException {
    String id = well("submit", "sales", "-o", "csv").strip();
    assertThat(well("list")).contains("queued", "0 of 3", "default", id);
    runs(true);

    assertThat(well("show", id, "--log"))
        .contains("succeeded", "sales.csv", "on another machine's disk", "said something");
    Path got = home.resolve("got");
    well("show", id, "--to", got.toString());
    assertThat(got.resolve("sales.csv")).hasContent("a,b");
    assertThat(on("show", id, "--to", got.toString()).err()).contains("there already");
    assertThat(well("list", "--json")).contains("\"directory\" : null", "\"attempt\" : 1");
    Path archive = home.resolve("job.zip");
    well("pack", id, "--artifacts", "--to", archive.toString());
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName().replaceFirst("[^/]*/", "")))
          .contains("job.json", "outcome.json", "attempts/1/press.log", "output/sales.csv");
    }
    assertThat(well("watch", id)).contains("succeeded");
  }

  @Test
  void whatFailedElsewhereIsToldAndPutBack() throws IOException {
    String id = well("submit", "sales", "-o", "csv").strip();
    runs(false);

    assertThat(well("show", id, "--error")).contains("no luck", "Attempt: 1 of 3");
    assertThat(well("retry", id)).contains("queued");
    well("queues", "pause", "default");
    assertThat(well("show", id)).contains("queue default is paused");
    assertThat(well("queues")).contains("paused");
    well("queues", "resume", "default");
    assertThat(well("queues", "move", id, "--to", "other", "--priority", "1")).contains("other");
    assertThat(well("show", id)).contains("other, priority 1");
    assertThat(well("queues", "move", id, "--to", "default")).contains("default");
    assertThat(well("show", id)).contains("default, priority 1");
    assertThat(well("cancel", id)).contains("cancelled");
    assertThat(on("show", "nothing-of-that-name").err()).doesNotContain("fault of the program");
  }

  @Test
  void theConfigurationsQueueIsOpenedWhenAsked() throws IOException {
    String queue = "queue: {url: '" + database.url() + "'}";
    Files.writeString(config, Files.readString(config).replace("queue: spool:work", queue));
    Said good = pressroom("config", "check", "--connect", "-c", config.toString());
    assertThat(good.out()).contains("the queue can be opened");
    assertThat(good.code()).isZero();
    assertThat(pressroom("list", "-c", config.toString()).out()).contains("no jobs");

    Files.writeString(
        config, Files.readString(config).replace("currentSchema=", "currentSchema=no_"));
    Said bad = pressroom("config", "check", "--connect", "-c", config.toString());
    assertThat(bad.out()).contains("queue: opening the queue", "pressroom schema");
    assertThat(bad.code()).isEqualTo(ExitCode.FAILED);
    Said list = pressroom("list", "-c", config.toString());
    assertThat(list.code()).isEqualTo(ExitCode.QUEUE);
  }
}
