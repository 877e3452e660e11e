package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Reason;
import dev.pressroom.worker.config.PressSettings;
import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a report or a machine may not exceed, and what is said when it does. */
@Timeout(180)
final class LimitsTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
  }

  private String settings(String press) {
    return bench.settings("w1").replace("presses: {", "presses: {" + press + ", ");
  }

  private void runUntilEmpty(String settings) {
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", settings, "--until-empty")) {
      assertThat(worker.exit()).as(worker.log()).isZero();
    }
  }

  @Test
  void everyKindOfMemoryIsNamedWithItsCure() throws Exception {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("direct", "direct buffers");
    words.put("classes", "-XX:MaxMetaspaceSize");
    words.put("threads", "ulimit -u");
    words.put("mapping", "native memory");
    Map<String, JobId> jobs = new LinkedHashMap<>();
    for (String what : words.keySet()) {
      jobs.put(
          what,
          bench.submit(
              bench.job("test.exhausts").parameter("what", what).output("csv").attempts(1)));
    }
    runUntilEmpty(settings("jvmOptions: [-XX:MaxMetaspaceSize=40m]"));
    for (Map.Entry<String, JobId> job : jobs.entrySet()) {
      assertThat(bench.outcome(job.getValue()).reason())
          .as(job.getKey() + bench.errorFile(job.getValue()))
          .isEqualTo(Reason.OUT_OF_MEMORY);
      assertThat(bench.errorFile(job.getValue())).contains(words.get(job.getKey()));
    }
  }

  @Test
  void rowsAndPagesHaveLimitsThatAreNamed() throws Exception {
    JobId rows = bench.submit(bench.job("test.rows").parameter("lines", 501).output("csv"));
    JobId pages = bench.submit(bench.job("test.rows").parameter("lines", 400).output("pdf"));
    JobId fits = bench.submit(bench.job("test.rows").parameter("lines", 50).output("csv"));
    runUntilEmpty(settings("maxRows: 500, maxPages: 3"));
    for (JobId id : List.of(rows, pages)) {
      assertThat(bench.outcome(id).reason()).isEqualTo(Reason.REPORT_FAILED);
      assertThat(bench.outcome(id).attempt().number()).isEqualTo(1);
    }
    assertThat(bench.errorFile(rows)).contains("500 rows", "presses.maxRows");
    assertThat(bench.errorFile(pages)).contains("3 pages", "presses.maxPages");
    assertThat(bench.outcome(fits).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void bytesHaveALimitToo() throws Exception {
    Map<String, JobId> jobs = new LinkedHashMap<>();
    for (String format : List.of("csv", "html", "json", "jsonl")) {
      jobs.put(
          format, bench.submit(bench.job("test.rows").parameter("lines", 5000).output(format)));
    }
    runUntilEmpty(settings("maxBytes: 20k"));
    for (Map.Entry<String, JobId> job : jobs.entrySet()) {
      assertThat(bench.errorFile(job.getValue()))
          .as(job.getKey())
          .contains("20480 bytes", "presses.maxBytes");
    }
  }

  private void define(String name, String limits, String sql) throws Exception {
    Path report = Files.createDirectories(home.resolve("reports").resolve(name));
    Files.writeString(
        report.resolve("report.yaml"),
        """
        pressroom: report/1
        title: Numbers
        dataSource: numbers
        limits: %s
        queries:
          main: {sql: "%s"}
        columns:
          n: {title: N}
        """
            .formatted(limits, sql));
  }

  @Test
  void aDefinitionsOwnLimitsTightenTheWorkersAndAreNamedWithTheirLine() throws Exception {
    String url = "jdbc:h2:file:" + home.resolve("numbers") + ";AUTO_SERVER=TRUE";
    DriverManager.getConnection(url).close();
    bench.add("dataSources: {numbers: {url: \"" + url + "\"}}");
    String some = "SELECT x AS n FROM SYSTEM_RANGE(1, 400)";
    String endless =
        "SELECT COUNT(*) AS n FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b";
    define("rows", "{rows: 399}", some);
    define("pages", "{pages: 3}", some);
    define("bytes", "{bytes: 1k}", some);
    define("time", "{time: 1s}", endless);
    define("loose", "{rows: 1000}", "SELECT x AS n FROM SYSTEM_RANGE(1, 501)");
    define("fits", "{rows: 400, pages: 100, bytes: 1m, time: 10m}", some);
    Map<String, JobId> jobs = new LinkedHashMap<>();
    for (String name : List.of("rows", "pages", "bytes", "time", "loose", "fits")) {
      jobs.put(name, bench.submit(bench.job(name).output("pdf")));
    }
    runUntilEmpty(settings("maxRows: 500"));
    assertThat(bench.errorFile(jobs.get("rows")))
        .contains("more than the 399 rows that limits.rows in rows/report.yaml:4 allows");
    assertThat(bench.errorFile(jobs.get("pages")))
        .contains("more than the 3 pages that limits.pages in pages/report.yaml:4 allows");
    assertThat(bench.errorFile(jobs.get("bytes")))
        .contains("more than the 1024 bytes in one file that limits.bytes in bytes/report.yaml:4");
    assertThat(bench.errorFile(jobs.get("time")))
        .contains("longer than the 1s that limits.time in time/report.yaml:4 allows")
        .contains("or raise that, and retry it");
    assertThat(bench.outcome(jobs.get("time")).reason()).isEqualTo(Reason.TIMED_OUT);
    assertThat(bench.errorFile(jobs.get("loose")))
        .as("a looser one has no effect")
        .contains("500 rows that presses.maxRows in the worker's configuration allows");
    assertThat(bench.outcome(jobs.get("fits")).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void whoseTimeItIsThatIsOverIsSaid() {
    PressSettings presses = WorkerConfig.defaults(home).presses();
    assertThat(TimeLimit.of(Optional.empty(), presses).setBy()).startsWith("presses.timeout");
    assertThat(TimeLimit.of(Optional.of(Duration.ofMinutes(5)), presses))
        .satisfies(own -> assertThat(own.setBy()).isEqualTo("its job"))
        .satisfies(own -> assertThat(own.words()).isEqualTo("5m"));
    assertThat(TimeLimit.of(Optional.of(Duration.ofDays(5)), presses))
        .satisfies(most -> assertThat(most.setBy()).startsWith("presses.maxTimeout"))
        .satisfies(most -> assertThat(most.most()).isEqualTo(presses.maxTimeout()));
  }

  @Test
  void aPressThatHasSwollenIsReplaced() throws Exception {
    JobId id = bench.submit(bench.job("test.swells").output("csv"));
    String roomy = settings("jvmOptions: [-XX:MaxDirectMemorySize=1g]");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", roomy, "--until-empty")) {
      assertThat(worker.exit()).isZero();
      assertThat(worker.log()).contains("press-retired", "its resident memory has grown to");
    }
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void aFullDiskIsNamedAndTriedAgain() throws Exception {
    JobId id = bench.submit(bench.job("test.fills-the-disk").output("csv").attempts(1));
    runUntilEmpty(bench.settings("w1"));
    assertThat(bench.outcome(id).reason()).isEqualTo(Reason.TEMPORARY_FAILURE);
    assertThat(bench.errorFile(id)).contains("the disk is full");
  }

  @Test
  void withTooLittleFreeSpaceNothingIsClaimed() throws Exception {
    JobId id = bench.submit(bench.job("test.quick").output("csv"));
    String greedy = bench.settings("w1").replace("worker: {", "worker: {freeSpace: 1000000g, ");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", greedy)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> worker.log().contains("no-space"));
      assertThat(worker.presses()).isNotEmpty();
      worker.signal("TERM");
      assertThat(worker.exit()).isZero();
      assertThat(worker.log()).containsOnlyOnce("no-space").doesNotContain("claimed queue=");
    }
    assertThat(bench.view(id).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aPressIsWhatTheKernelTakesFirst() throws Exception {
    try (WorkerProcess worker = bench.start("w1")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> worker.log().contains("press-started") && !worker.presses().isEmpty());
      Path score = Path.of("/proc/" + worker.presses().get(0).pid() + "/oom_score_adj");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Integer.parseInt(Files.readString(score).strip()) >= 500);
    }
  }

  @Test
  void pressesThatCannotFitAreRefused() {
    String huge = settings("overcommit: false").replace("heap: 48m", "heap: 100000g");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", huge, "--until-empty")) {
      assertThat(worker.exit()).isEqualTo(3);
      assertThat(worker.log()).contains("presses.heap=", "presses.overcommit: true");
    }
  }

  @Test
  void aTightPlanIsToldFromOneThatFitsAndOneThatDoesNot() {
    PressSettings presses = WorkerConfig.defaults(home).presses();
    long wanted = MemoryPlan.of(presses).wanted();
    assertThat(new MemoryPlan(wanted, wanted - 1).fits()).isFalse();
    assertThat(new MemoryPlan(wanted, wanted).fits()).isTrue();
    assertThat(new MemoryPlan(wanted, wanted).isTight()).isTrue();
    assertThat(new MemoryPlan(wanted, 2 * wanted).isTight()).isFalse();
    assertThat(new MemoryPlan(wanted, 0).fits()).as("nobody knows").isTrue();
    assertThat(new MemoryPlan(wanted, wanted).words(presses)).contains("presses.count=2");
  }
}
