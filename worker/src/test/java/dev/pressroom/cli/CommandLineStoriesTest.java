package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Masking;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The verbs that tell: show, watch, doctor, pack, reports, completion. */
class CommandLineStoriesTest extends AtTheCommandLine {
  private Said on(String... arguments) {
    return pressroom(
        Stream.concat(Stream.of(arguments), Stream.of("-c", config.toString()))
            .toArray(String[]::new));
  }

  private Path spool() {
    return home.resolve("work");
  }

  private Hand hand() {
    return new Hand(spool(), Instant.now());
  }

  @Test
  void showTellsWhyAJobWaitsAndWhatToDo() throws IOException {
    String id = submitted("--label", "team=ops", "-p", "least=2", "--user", "anna");

    assertThat(on("show", id).out())
        .contains("no worker is there", "Next: start one", "team=ops", "least", "user anna");
    on("queues", "pause", "default");
    assertThat(on("show", id).out())
        .contains("queue default is paused", "Next: pressroom queues resume default");
    on("queues", "resume", "default");
    try (Hand hand = hand()) {
      Lease other = hand.registers("w1", "nightly");
      assertThat(on("show", id).out()).contains("no worker serves queue default");
      hand.store().deregister(other);
      hand.registers("w2", "default");
      assertThat(on("show", id).out()).contains("it is next; 1 worker serves this queue");
      String second = submitted();
      assertThat(on("show", second).out()).contains("it stands behind 1 other");
    }
    Path json;
    try (Stream<Path> jobs = Files.list(spool().resolve("queued/default"))) {
      json = jobs.sorted().findFirst().orElseThrow().resolve("job.json");
    }
    Files.writeString(json, "{\"format\": \"pressroom/job/2\"}");
    assertThat(on("show", id).out())
        .contains("no worker here can read it", "pressroom/job/2", "Next: upgrade the workers");
  }

  @Test
  void showTellsThatARetryWaitsBecauseOfWhat() {
    try (Hand hand = hand()) {
      JobId id = hand.submits("flaky");
      Claim claim = hand.claims(hand.registers("w1", "default"), "default");
      hand.store()
          .retry(
              claim,
              hand.failure(claim, JobState.SCHEDULED, "the connection broke"),
              Instant.now().plus(10, ChronoUnit.MINUTES));

      assertThat(on("show", id.text()).out())
          .contains("it waits until", "because attempt 1 ended with report-failed")
          .contains("the connection broke", "w1");
      assertThat(on("show", id.text(), "--json").out())
          .contains("\"why\" : \"it waits until", "\"attempts\" : [ {");
    }
  }

  @Test
  void showTellsHowFarARunningJobIsAndTheEndOfItsLog() throws IOException {
    try (Hand hand = hand()) {
      JobId id = hand.submits("busy");
      Claim claim = hand.claims(hand.registers("w1", "default"), "default");
      Path attempt = claim.directory().resolve("attempts/1");
      Files.writeString(
          attempt.resolve("progress.json"),
          "{\"done\": 12000, \"total\": 50000, \"message\": null}");
      Files.writeString(attempt.resolve("press.log"), "one\ntwo\n\u001b[2Jthree\n");

      Said said = on("show", id.text(), "--log", "--lines", "2");

      assertThat(said.out())
          .contains("w1", "12,000 of 50,000", "Next: pressroom watch")
          .contains("two", "?[2Jthree")
          .doesNotContain("one\n");
      assertThat(on("watch", id.text(), "--most", "10ms"))
          .satisfies(
              watched -> {
                assertThat(watched.code()).isEqualTo(ExitCode.STILL_RUNNING);
                assertThat(watched.out()).contains("running, attempt 1 of 3, 12,000 of 50,000");
              });
      assertThat(on("watch", "--most", "10ms").out())
          .contains("queue default: 0 waiting, 1 running", "worker w1: runs 1 job");
      assertThat(on("watch", "--most", "10ms", "--json").out().lines().findFirst().orElseThrow())
          .startsWith("{\"at\":")
          .contains("\"worker\":\"w1\"", "\"done\":12000");
    }
  }

  @Test
  void watchEndsWithTheJobAndItsExitCode() {
    JobId failed;
    try (Hand hand = hand()) {
      failed = hand.fails("broken", "no such table");
    }

    assertThat(on("watch", failed.text()))
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(ExitCode.FAILED);
              assertThat(said.out()).contains("failed (report-failed)").hasLineCount(1);
            });
    assertThat(on("watch", failed.text(), "--every", "1ms").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsDrawnFitsAnEightyByTwentyFourTerminal() {
    try (Hand hand = hand()) {
      Lease lease = hand.registers("a-worker-with-a-long-name-4711", "default");
      for (int i = 0; i < 30; i++) {
        hand.submits("finance.a-report-with-a-very-long-name.of-all-things");
        hand.claims(lease, "default");
      }
      WatchedQueues watched = new WatchedQueues();
      watched.look(
          new Situation(
              hand.store(),
              new dev.pressroom.queue.spool.Examination(spool(), java.time.Clock.systemUTC())
                  .workers(),
              java.time.Duration.ofMinutes(1),
              spool(),
              Instant.now()));
      Terminal terminal = new Terminal(true, 80, 24, false);

      assertThat(watched.screen(terminal)).allMatch(line -> line.length() <= 80);
      java.io.StringWriter drawn = new java.io.StringWriter();
      LiveScreen screen = new LiveScreen(new java.io.PrintWriter(drawn));
      screen.draw(watched.screen(terminal), 24);
      assertThat(drawn.toString().chars().filter(c -> c == '\n').count()).isEqualTo(23);
    }
  }

  @Test
  void theDoctorFindsAHealthySpoolHealthy() {
    submitted();
    try (Hand hand = hand()) {
      hand.registers("w1", "default");
      Said said = on("doctor");
      assertThat(said.code()).as(said.out()).isZero();
      assertThat(said.out()).contains("healthy");
    }
  }

  @Test
  void theDoctorTellsEachTroubleWithItsCure() throws IOException {
    JobId old;
    try (Hand hand = new Hand(spool(), Instant.now().minus(3, ChronoUnit.DAYS))) {
      old = hand.submits(JobRequest.of("old").queue("nightly"));
    }
    String paused = submitted();
    on("queues", "pause", "default");
    aged(Files.writeString(spool().resolve("inbox/my.json"), "{}"));
    Files.createDirectory(spool().resolve("corrupt/lost"));
    Files.writeString(spool().resolve("corrupt/lost.txt"), "job.json has no report\n");
    try (Hand hand = hand()) {
      Lease lease = hand.registers("w-lost", "other");
      hand.submits(JobRequest.of("held").queue("other"));
      hand.claims(lease, "other");
      aged(spool().resolve("running").resolve(lease.id()).resolve("lease"));
    }

    Said said = on("doctor");

    assertThat(said.code()).isEqualTo(ExitCode.SICK);
    assertThat(said.out())
        .contains("damaged: lost could not be read and was put aside: job.json has no report")
        .contains("stuck: worker w-lost has been silent for longer than its lease and holds 1 job")
        .contains("unclaimed: 1 job waits in queue nightly, and no worker is there")
        .contains("unclaimed: queue default is paused, and 1 job waits in it")
        .contains("cure   pressroom queues resume default")
        .contains("forgotten: the file \"my.json\" was moved into the inbox");
    assertThat(on("doctor", "--json").out())
        .contains("\"healthy\" : false", "\"kind\" : \"stuck\"");
    assertThat(on("show", paused).out()).contains("queued");
    assertThat(on("show", old.text()).out()).contains("queued");
  }

  private static void aged(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS)));
  }

  @Test
  void aJobIsPackedWithItsParametersMasked() throws IOException {
    String id = submitted("-p", "least=4711", "--label", "team=ops");
    Path archive = home.resolve("job.zip");

    Said said = on("pack", id, "--to", archive.toString());

    assertThat(said.code()).as(said.err()).isZero();
    Map<String, String> files = unpacked(archive);
    assertThat(files)
        .containsKeys(
            id + "/README.txt",
            id + "/story.json",
            id + "/versions.json",
            id + "/findings.txt",
            id + "/definition/sales/report.yaml");
    assertThat(files.get(id + "/job.json")).contains("least", Masking.MASK, "team");
    assertThat(files.values()).noneMatch(text -> text.contains("4711"));
    assertThat(on("pack", id, "--to", archive.toString()).err()).contains("is there already");
    on("pack", id, "--parameters", "--to", home.resolve("open.zip").toString());
    assertThat(unpacked(home.resolve("open.zip")).get(id + "/job.json")).contains("4711");
  }

  @Test
  void aPackedErrorFileDoesNotTellTheParameters() throws IOException {
    JobId id;
    try (Hand hand = hand()) {
      hand.submits(JobRequest.of("broken").output("csv").parameter("secret", "hunter2"));
      Claim claim = hand.claims(hand.registers("w1", "default"), "default");
      hand.store().settle(claim, hand.failure(claim, JobState.FAILED, "no such table"));
      id = claim.id();
    }
    Path archive = home.resolve("job.zip");
    on("pack", id.text(), "--to", archive.toString());

    assertThat(unpacked(archive).get(id + "/output/broken.txt")).contains("no such table");
    assertThat(unpacked(archive).values()).noneMatch(text -> text.contains("hunter2"));
  }

  private static Map<String, String> unpacked(Path archive) throws IOException {
    Map<String, String> files = new java.util.TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void reportsAreListedAndDescribedWithoutLoadingCode() throws IOException {
    definition("bad", "{title: Amount, format: moeny}");
    Path jar = Files.createDirectories(home.resolve("plugins/acme")).resolve("acme.jar");
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/services/dev.pressroom.report.Report"));
      zip.write("# ours\ncom.acme.Payroll\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(home.resolve("plugins/acme/broken.jar"), "no jar");

    assertThat(on("reports").out())
        .containsPattern("sales +Sales from \\{least\\} +least, regions +csv, pdf")
        .contains("broken: pressroom lint bad", "com.acme.Payroll", "acme/acme.jar");
    assertThat(on("reports", "sales").out())
        .containsPattern("least +number +0 ")
        .containsPattern("regions +list of text +nothing ");
    assertThat(on("reports", "com.acme.Payroll").out()).contains("Java report in acme/acme.jar");
    assertThat(on("reports", "bad").code()).isEqualTo(ExitCode.FAILED);
    assertThat(on("reports", "sale"))
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(ExitCode.NOT_FOUND);
              assertThat(said.err()).contains("did you mean sales?");
            });
    assertThat(on("reports", "sales", "--json").out()).contains("\"default\" : 0", "\"digest\"");
  }

  @Test
  void completionIsAScriptThatKnowsTheVerbs() {
    Said said = pressroom("completion", "bash");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("complete -F", "pressroom", "cancel", "--older-than");
    assertThat(pressroom("completion", "fish").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatWasMadeIsOpenedWhereThereIsADesktop() {
    Path file = Path.of("/tmp/a.pdf");
    List<String> linux = new ArrayList<>(Opening.command(file, "Linux", Map.of("DISPLAY", ":0")));

    assertThat(linux).containsExactly("xdg-open", "/tmp/a.pdf");
    assertThat(Opening.command(file, "Mac OS X", Map.of())).containsExactly("open", "/tmp/a.pdf");
    assertThat(Opening.command(file, "Linux", Map.of())).isEmpty();
  }
}
