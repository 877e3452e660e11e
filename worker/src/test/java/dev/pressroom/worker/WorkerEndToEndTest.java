package dev.pressroom.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One worker in a process of its own runs what there is; its jobs are looked at afterwards. */
final class WorkerEndToEndTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
  }

  @Test
  void aJavaReportFromAPluginBecomesPdfAndCsv() throws Exception {
    JobId id = bench.submit(bench.job("test.quick").output("pdf").output("csv"));
    bench.runUntilEmpty();
    Outcome outcome = bench.outcome(id);
    assertThat(outcome.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(outcome.produced().rows()).isEqualTo(3);
    Path output = bench.directory(id).resolve("output");
    assertThat(output.resolve("quick.csv")).isRegularFile();
    assertThat(Files.readAllBytes(output.resolve("quick.pdf"))).startsWith('%', 'P', 'D', 'F');
    assertThat(bench.directory(id).resolve("attempts/1/press.log"))
        .content()
        .contains("quick was here");
    assertThat(bench.directory(id).resolve("attempts/1/progress.json")).isRegularFile();
  }

  @Test
  void anUnknownReportFailsAtOnceAndNamesWhatThereIs() throws Exception {
    JobId id = bench.submit(bench.job("test.quik").output("pdf"));
    bench.runUntilEmpty();
    assertThat(bench.outcome(id).reason()).isEqualTo(Reason.REPORT_FAILED);
    assertThat(bench.outcome(id).attempt().number()).isEqualTo(1);
    assertThat(bench.errorFile(id))
        .startsWith("report \"test.quik\" is unknown (did you mean test.quick?)");
  }

  @Test
  void systemExitIsNoticedAndItsCallerNamed() throws Exception {
    JobId id = bench.submit(bench.job("test.exits").output("csv").attempts(1));
    JobId next = bench.submit(bench.job("test.quick").output("csv"));
    bench.runUntilEmpty();
    assertThat(bench.outcome(id).reason()).isEqualTo(Reason.PRESS_DIED);
    assertThat(bench.errorFile(id)).contains("System.exit(3)").contains("TestReports$Exits");
    assertThat(bench.outcome(next).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void anExhaustedHeapIsNamedAndTriedAgainAtOnce() throws Exception {
    JobId id = bench.submit(bench.job("test.hogs").output("csv").attempts(2));
    JobId elsewhere = bench.submit(bench.job("test.hogs-elsewhere").output("csv").attempts(1));
    bench.runUntilEmpty();
    assertThat(bench.outcome(id).reason()).isEqualTo(Reason.OUT_OF_MEMORY);
    assertThat(bench.outcome(id).attempt().number()).isEqualTo(2);
    assertThat(bench.errorFile(id)).contains("presses.heap is 48m").contains("OutOfMemoryError");
    assertThat(bench.directory(id).resolve("attempts/1/error.txt")).isRegularFile();
    assertThat(bench.outcome(elsewhere).reason()).isEqualTo(Reason.OUT_OF_MEMORY);
  }

  @Test
  void aHangIsKilledAtItsTimeoutWithItsChildren() throws Exception {
    Path child = home.resolve("child");
    JobId id =
        bench.submit(
            bench
                .job("test.hangs")
                .parameter("child", child.toString())
                .output("csv")
                .timeout(Duration.ofSeconds(2)));
    bench.runUntilEmpty();
    assertThat(bench.outcome(id).reason()).isEqualTo(Reason.TIMED_OUT);
    assertThat(bench.errorFile(id))
        .contains("2s that its job allows")
        .contains("7 of 10 (hanging)", "about to hang");
    assertThat(WorkerProcess.alive(Long.parseLong(Files.readString(child)))).isFalse();
  }

  @Test
  void whatAReportStartedAndLeftEndsWithItsJob() throws Exception {
    assertThat(childrenOf(false)).noneMatch(WorkerProcess::alive);
  }

  @Test
  void whatAReportStartedEndsAlsoWhenItEndsThePress() throws Exception {
    assertThat(childrenOf(true)).noneMatch(WorkerProcess::alive);
  }

  private List<Long> childrenOf(boolean halt) throws Exception {
    Path children = home.resolve("children");
    bench.submit(
        bench
            .job("test.spawns")
            .parameter("children", children.toString())
            .parameter("halt", halt)
            .output("csv")
            .attempts(1));
    String log = bench.runUntilEmpty();
    if (!halt) {
      assertThat(log).contains("press-retired").contains("left the process");
    }
    return Stream.of(Files.readString(children).split(" ")).map(Long::valueOf).toList();
  }

  @Test
  void aWorkerWhosePressesCannotStartSaysSoAndEnds() {
    bench.submit(bench.job("test.quick").output("csv"));
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", unstartable(), "--until-empty")) {
      assertThat(worker.exit()).isEqualTo(1);
      assertThat(worker.log()).contains("NoSuchOption").contains("no press can be started");
    }
  }

  @Test
  void aPauseDoesNotHoldUpTheEnd() {
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", unstartable())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> worker.log().contains("tried again in 8000 ms"));
      long told = System.nanoTime();
      worker.signal("TERM");
      assertThat(worker.exit()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(4));
    }
  }

  private String unstartable() {
    return bench
        .settings("w1")
        .replace("presses: {", "presses: {jvmOptions: [-XX:+NoSuchOption], ");
  }

  @Test
  void aPressWhoseDirectoryWasRemovedIsReplaced() throws Exception {
    try (WorkerProcess worker = bench.start("w1")) {
      JobId first = bench.submit(bench.job("test.quick").output("csv"));
      finished(first);
      long press = worker.presses().get(0).pid();
      Files.delete(Path.of("/proc", Long.toString(press), "cwd").toRealPath());
      JobId second = bench.submit(bench.job("test.quick").output("csv"));
      finished(second);
      assertThat(bench.outcome(second).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(bench.outcome(second).attempt().number()).isEqualTo(1);
      assertThat(WorkerProcess.alive(press)).isFalse();
    }
  }

  private void finished(JobId id) {
    await().atMost(Duration.ofSeconds(30)).until(() -> bench.view(id).state().finished());
  }

  @Test
  void onePressServesManyJobs() throws Exception {
    for (int i = 0; i < 5; i++) {
      bench.submit(bench.job("test.quick").output("pdf").output("csv"));
    }
    bench.submit(bench.job("test.none").output("pdf"));
    String log = bench.runUntilEmpty();
    assertThat(log).containsOnlyOnce("press-started").contains("jobs=6");
  }

  @Test
  void theSuccessorIsStartedWhileItsPredecessorIsAtItsLastJob() throws Exception {
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      jobs.add(bench.submit(bench.job("test.quick").output("csv")));
    }
    String settings = bench.settings("w1").replace("presses: {", "presses: {jobs: 1, ");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", settings, "--until-empty")) {
      assertThat(worker.exit()).as(worker.log()).isZero();
      String first = worker.log().substring(0, worker.log().indexOf("settled"));
      assertThat(first.split("press-started", -1)).as(first).hasSizeGreaterThan(2);
      assertThat(worker.log()).containsOnlyOnce("jobs=0");
    }
    for (JobId id : jobs) {
      assertThat(bench.outcome(id).state()).isEqualTo(JobState.SUCCEEDED);
    }
  }

  @Test
  void aPressWithLeftoversIsReplaced() throws Exception {
    bench.submit(bench.job("test.leaves").output("csv"));
    String log = bench.runUntilEmpty();
    assertThat(log)
        .contains("press-retired")
        .contains("the thread \"left-behind\"")
        .contains("the system property left.behind");
  }

  @Test
  void nonsenseOnTheProtocolsDescriptorEndsThePress() throws Exception {
    JobId id = bench.submit(bench.job("test.babbles").output("csv").attempts(1));
    bench.runUntilEmpty();
    assertThat(bench.outcome(id).reason()).isEqualTo(Reason.PRESS_DIED);
    assertThat(bench.errorFile(id)).contains("broke the protocol");
  }

  @Test
  void aTemporaryFailureWaitsForItsNextAttempt() throws Exception {
    JobId id = bench.submit(bench.job("test.fails").output("csv"));
    bench.runUntilEmpty();
    assertThat(bench.view(id).state()).isEqualTo(JobState.SCHEDULED);
    assertThat(bench.directory(id).resolve("attempts/1/error.txt"))
        .content()
        .startsWith("the wind is in the wrong quarter");
  }

  @Test
  void artifactsArePublishedAndALaterSuccessRemovesTheErrorFile() throws Exception {
    bench.submit(bench.job("test.none").output("csv").publishAt("finance/2026/sales"));
    bench.runUntilEmpty();
    Path folder = home.resolve("published/finance/2026");
    assertThat(folder.resolve("sales.txt")).content().contains("test.none");
    JobRequest.Builder good = bench.job("test.quick").publishAt("finance/2026/sales");
    bench.submit(good.output(OutputRequest.of("csv")).output("pdf"));
    bench.runUntilEmpty();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("sales.csv", "sales.pdf");
  }

  @Test
  void aDefinitionReadsAnH2FileWithAPasswordFromAFile() throws Exception {
    String url = "jdbc:h2:file:" + home.resolve("shop") + ";AUTO_SERVER=TRUE";
    try (Connection connection = DriverManager.getConnection(url, "reader", "hunter2");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE sale AS SELECT x, 'Zürich' AS city FROM SYSTEM_RANGE(1, 500)");
    }
    Files.writeString(home.resolve("shop.password"), "hunter2\n");
    Path report = Files.createDirectories(home.resolve("reports/shop/sales"));
    Files.writeString(
        report.resolve("report.yaml"),
        """
        pressroom: report/1
        title: "Sales"
        dataSource: shop
        queries: {main: {sql: "SELECT city, x FROM sale ORDER BY x"}}
        columns: {city: {title: Stadt}, x: {title: Nr, format: integer, total: sum}}
        outputs: [pdf, csv]
        """);
    String source = "{url: \"" + url + "\", user: reader, password: {file: shop.password}}";
    bench.add("dataSources: {shop: " + source + "}");
    JobId id =
        bench.submit(
            bench
                .job("shop.sales")
                .output("csv")
                .output(new OutputRequest("pdf", "Übersicht", Map.of())));
    String log = bench.runUntilEmpty();
    Outcome outcome = bench.outcome(id);
    assertThat(outcome.failure()).isNull();
    assertThat(outcome.produced().rows()).isEqualTo(500);
    assertThat(outcome.run().snapshotAt()).isNotNull();
    assertThat(outcome.produced().artifacts().get(1).file()).isEqualTo("Übersicht.pdf");
    assertThat(bench.directory(id).resolve("output/sales.csv")).content(UTF_8).contains("Zürich");
    assertThat(log).doesNotContain("hunter2").doesNotContain("press-retired");
  }

  @Test
  void aDataSourceOutOfReachCostsNoAttempt() throws Exception {
    Path report = Files.createDirectories(home.resolve("reports/far"));
    Files.writeString(
        report.resolve("report.yaml"),
        """
        pressroom: report/1
        title: "Far"
        dataSource: far
        queries: {main: {sql: "SELECT 1 AS x"}}
        columns: {x: {title: X}}
        outputs: [csv]
        """);
    bench.add("dataSources: {far: {url: \"jdbc:h2:tcp://127.0.0.1:1/none\"}}");
    JobId id = bench.submit(bench.job("far").output("csv"));
    bench.runUntilEmpty();
    assertThat(bench.view(id).state()).isEqualTo(JobState.SCHEDULED);
    assertThat(bench.view(id).attempt().toString()).isEqualTo("1 of 4");
    assertThat(bench.directory(id).resolve("attempts/1/error.txt")).content().contains("far");
  }

  @Test
  void aBrokenJobIsPutAside() throws Exception {
    JobId id = bench.submit(bench.job("test.quick").output("csv"));
    Files.writeString(bench.directory(id).resolve("job.json"), "{\"format\": 1}");
    bench.runUntilEmpty();
    assertThat(home.resolve("work/corrupt").toFile().list()).hasSize(2);
  }
}
