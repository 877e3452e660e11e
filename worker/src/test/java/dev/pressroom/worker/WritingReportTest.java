package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.data.EmbeddedDatabases;
import dev.pressroom.job.Backoff;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Reason;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.Store;
import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A report that writes, run by a worker in this process and a real press. */
@Timeout(120)
final class WritingReportTest {
  @TempDir Path home;
  private Bench bench;
  private String url;

  /** What somebody does while a press waits to be allowed to commit. */
  private interface Meanwhile {
    void happens(Lease lease) throws Exception;
  }

  @BeforeEach
  void setUp() throws Exception {
    bench = new Bench(home);
    url = "jdbc:h2:file:" + home.resolve("shop") + ";AUTO_SERVER=TRUE";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE printed (job VARCHAR(120))");
    }
    bench.add("dataSources: {shop: {url: \"" + url + "\"}}");
  }

  private JobId submit(String report) {
    return bench.submit(
        bench
            .job(report)
            .output("csv")
            .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2))));
  }

  /** Runs what there is; the first time that a press asks to commit, something else happens. */
  private void run(Meanwhile meanwhile) throws Exception {
    AtomicBoolean once = new AtomicBoolean();
    Store store =
        TroubledStore.over(
            bench.store(),
            (method, arguments) -> {
              // The heartbeat has a thread of its own: on a slot's it is the question.
              if (method.equals("heartbeat")
                  && Thread.currentThread().getName().startsWith("press-slot")
                  && once.compareAndSet(false, true)) {
                try {
                  meanwhile.happens((Lease) arguments[0]);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }
            });
    WorkerConfig config =
        WorkerConfig.load(Files.writeString(home.resolve("w1.yaml"), bench.settings("w1")));
    try (EmbeddedDatabases databases = EmbeddedDatabases.open(config.dataSources().values());
        Worker worker = new Worker(config, store, Clock.systemUTC(), true)) {
      worker.start();
      assertThat(worker.await()).isTrue();
    }
    assertThat(once).as("a press has asked").isTrue();
  }

  private long printed() throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM printed")) {
      count.next();
      return count.getLong(1);
    }
  }

  @Test
  void anHonestOneCommitsOnceAndAfterItsArtifacts() throws Exception {
    JobId id = submit("test.writes");
    boolean[] made = {false};
    long[] before = {-1};
    run(
        lease -> {
          made[0] = Files.exists(bench.directory(id).resolve("attempts/1/output/writes.csv"));
          before[0] = printed();
        });
    assertThat(made[0]).isTrue();
    assertThat(before[0]).isZero();
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(printed()).isEqualTo(1);
  }

  @Test
  void aLeaseThatIsLostBeforeTheCommitRollsBack() throws Exception {
    JobId id = submit("test.writes");
    long[] after = {-1};
    run(
        lease -> {
          Lease other = bench.store().register("other");
          bench.store().rescue(lease.id(), other);
          // Kept from being run again, so that what is there is of the first attempt alone.
          bench.store().cancel(id);
          bench.store().deregister(other);
        });
    after[0] = printed();
    assertThat(after[0]).isZero();
    assertThat(bench.view(id).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aPressKilledBeforeTheCommitRollsBackAndTheNextAttemptCommits() throws Exception {
    JobId id = submit("test.writes");
    run(lease -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly));
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(bench.outcome(id).attempt().number()).isEqualTo(2);
    assertThat(printed()).isEqualTo(1);
  }

  @Test
  void aCancelBeforeTheCommitRollsBack() throws Exception {
    JobId id = submit("test.writes");
    run(lease -> bench.store().cancel(id));
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.CANCELLED);
    assertThat(printed()).isZero();
  }

  private void define(String name, String writes) throws Exception {
    Path report = Files.createDirectories(home.resolve("reports").resolve(name));
    Files.writeString(
        report.resolve("report.yaml"),
        """
        pressroom: report/1
        title: Printed
        dataSource: shop
        %s
        queries:
          main:
            sql: |
              SELECT job FROM FINAL TABLE (
                INSERT INTO printed SELECT 'row ' || x FROM SYSTEM_RANGE(1, 3))
        columns:
          job: {title: Job}
        """
            .formatted(writes));
  }

  @Test
  void aDefinitionThatWritesCommitsOnceAndAfterItsArtifacts() throws Exception {
    define("prints", "writes: true");
    JobId id = submit("prints");
    long[] before = {-1};
    run(
        lease -> {
          assertThat(bench.directory(id).resolve("attempts/1/output/prints.csv"))
              .content()
              .contains("row 1", "row 3");
          before[0] = printed();
        });
    assertThat(before[0]).isZero();
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(bench.outcome(id).produced().rows()).isEqualTo(3);
    assertThat(printed()).isEqualTo(3);
  }

  @Test
  void aDefinitionThatWritesIsRolledBackWhenItsJobIsCancelled() throws Exception {
    define("prints", "writes: true");
    JobId id = submit("prints");
    run(lease -> bench.store().cancel(id));
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.CANCELLED);
    assertThat(printed()).isZero();
  }

  @Test
  void aDefinitionThatDoesNotSaySoLeavesNothingEvenWhereTheDatabaseLetsItWrite() throws Exception {
    define("prints", "writes: false");
    JobId id = submit("prints");
    submit("test.writes");
    run(lease -> {});
    assertThat(bench.view(id).state().finished()).isTrue();
    assertThat(printed()).isEqualTo(1);
  }

  @Test
  void whatWritesWithoutSayingSoFails() throws Exception {
    JobId id = submit("test.writes-in-secret");
    submit("test.writes");
    run(lease -> {});
    assertThat(bench.outcome(id).reason()).isEqualTo(Reason.REPORT_FAILED);
    assertThat(bench.errorFile(id)).contains("let its writes() return true");
    assertThat(printed()).isEqualTo(1);
  }
}
