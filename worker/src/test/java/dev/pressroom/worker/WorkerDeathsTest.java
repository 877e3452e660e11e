package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.Backoff;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers and presses are killed, frozen and ended in the middle of a report. */
@Timeout(120)
final class WorkerDeathsTest {
  @TempDir Path home;
  private Bench bench;
  private Path running;
  private Path go;

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
    running = home.resolve("running-now");
    go = home.resolve("go");
  }

  private JobRequest.Builder waiting() {
    return bench
        .job("test.waits")
        .parameter("running", running.toString())
        .parameter("go", go.toString())
        .output("csv");
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  /** Waits until the report runs, and forgets that it did. */
  private long pressOf() throws IOException {
    soon().until(() -> Files.exists(running) && Files.size(running) > 0);
    long pid = Long.parseLong(Files.readString(running));
    Files.delete(running);
    return pid;
  }

  private Outcome ended(JobId id) throws Exception {
    soon().until(() -> bench.view(id).state().finished());
    return bench.outcome(id);
  }

  @Test
  void aKilledWorkersPressEndsAndAnotherWorkerSucceeds() throws Exception {
    JobId id = bench.submit(waiting());
    try (WorkerProcess first = bench.start("w1")) {
      long press = pressOf();
      first.signal("KILL");
      soon().atMost(Duration.ofSeconds(5)).until(() -> !WorkerProcess.alive(press));
    }
    try (WorkerProcess second = bench.start("w2")) {
      pressOf();
      Files.createFile(go);
      Outcome outcome = ended(id);
      assertThat(outcome.state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(outcome.attempt().toString()).isEqualTo("2 of 3");
      assertThat(outcome.run().worker()).isEqualTo("w2");
      assertThat(second.log()).containsPattern("rescued .*job=" + id);
    }
  }

  @Test
  void whatAReportStartedEndsWithItsPressWhenTheWorkerIsKilled() throws Exception {
    bench.submit(bench.job("test.hangs").parameter("child", running.toString()).output("csv"));
    try (WorkerProcess worker = bench.start("w1")) {
      long child = pressOf();
      worker.signal("KILL");
      soon().until(() -> !WorkerProcess.alive(child));
    }
  }

  @Test
  void aKilledPressIsFollowedByTheNextAttemptAtOnce() throws Exception {
    JobId id = bench.submit(waiting());
    try (WorkerProcess worker = bench.start("w1")) {
      WorkerProcess.signal(pressOf(), "KILL");
      pressOf();
      Files.createFile(go);
      assertThat(ended(id).attempt().toString()).isEqualTo("2 of 3");
      assertThat(bench.directory(id).resolve("attempts/1/error.txt"))
          .content()
          .startsWith("the press was killed from outside by signal 9");
      assertThat(worker.log()).contains("retried reason=press-died");
    }
  }

  @Test
  void whatJavaWroteWhenItCrashedIsKept() throws Exception {
    JobId id = bench.submit(waiting().attempts(1));
    try (WorkerProcess worker = bench.start("w1")) {
      WorkerProcess.signal(pressOf(), "SEGV");
      assertThat(ended(id).reason()).isEqualTo(Reason.PRESS_DIED);
      assertThat(bench.errorFile(id)).contains("SIGSEGV", "T H R E A D").doesNotContain("XMM");
      assertThat(worker.log()).contains("press-ended");
    }
  }

  @Test
  void aWorkerFrozenPastItsLeasePublishesNothing() throws Exception {
    JobId id = bench.submit(waiting().publishAt("once"));
    try (WorkerProcess frozen = bench.start("w1")) {
      long press = pressOf();
      frozen.signal("STOP");
      soon().until(() -> !WorkerProcess.alive(press));
      try (WorkerProcess other = bench.start("w2")) {
        pressOf();
        Files.createFile(go);
        Outcome outcome = ended(id);
        assertThat(outcome.run().worker()).isEqualTo("w2");
        frozen.signal("CONT");
        soon().until(() -> frozen.log().contains("lease-lost"));
        JobId next = bench.submit(bench.job("test.quick").output("csv"));
        assertThat(ended(next).state()).isEqualTo(JobState.SUCCEEDED);
        other.signal("TERM");
        assertThat(other.exit()).isZero();
        frozen.signal("TERM");
        assertThat(frozen.exit()).isZero();
      }
    }
    assertThat(bench.outcome(id).attempt().number()).isEqualTo(2);
    assertThat(home.resolve("published").toFile().list()).containsExactly("once.csv");
    assertThat(home.resolve("work/running").toFile().list()).isEmpty();
  }

  @Test
  void aWorkerFrozenForLessThanItsLeaseCostsNoAttempt() throws Exception {
    JobId id =
        bench.submit(
            waiting()
                .attempts(1)
                .backoff(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1))));
    String patient = bench.settings("w1").replace("lease: 3s", "lease: 1m");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", patient)) {
      long press = pressOf();
      worker.signal("STOP");
      soon().until(() -> !WorkerProcess.alive(press));
      worker.signal("CONT");
      pressOf();
      Files.createFile(go);
      Outcome outcome = ended(id);
      assertThat(outcome.state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(outcome.attempt().toString()).isEqualTo("2 of 2");
      assertThat(bench.directory(id).resolve("attempts/1/error.txt"))
          .content()
          .startsWith("the press ended because the worker was silent for too long");
    }
  }

  @Test
  void aWorkerToldToEndGivesItsJobBack() throws Exception {
    JobId id = bench.submit(waiting());
    try (WorkerProcess worker = bench.start("w1")) {
      long press = pressOf();
      worker.signal("TERM");
      assertThat(worker.exit()).isZero();
      assertThat(WorkerProcess.alive(press)).isFalse();
    }
    assertThat(bench.view(id).state()).isEqualTo(JobState.QUEUED);
    assertThat(bench.view(id).attempt().toString()).isEqualTo("1 of 4");
    assertThat(home.resolve("work/running").toFile().list()).isEmpty();
    Files.createFile(go);
    bench.runUntilEmpty();
    assertThat(bench.outcome(id).attempt().toString()).isEqualTo("2 of 4");
  }

  @Test
  void aRunningJobGetsItsGraceAndASecondSignalEndsThat() throws Exception {
    String patient = bench.settings("w1").replace("grace: 1s", "grace: 10m");
    JobId first = bench.submit(waiting());
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", patient)) {
      pressOf();
      worker.signal("TERM");
      soon().until(() -> worker.log().contains("worker-stopping"));
      Files.createFile(go);
      assertThat(worker.exit()).isZero();
      assertThat(bench.outcome(first).state()).isEqualTo(JobState.SUCCEEDED);
    }
    Files.delete(go);
    JobId second = bench.submit(waiting());
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", patient)) {
      pressOf();
      worker.signal("TERM");
      soon().until(() -> worker.log().contains("worker-stopping"));
      worker.signal("TERM");
      assertThat(worker.exit()).isZero();
      assertThat(bench.view(second).state()).isEqualTo(JobState.QUEUED);
    }
  }

  @Test
  void aRunningJobIsCancelledAtTheNextHeartbeat() throws Exception {
    JobId id = bench.submit(waiting());
    try (WorkerProcess worker = bench.start("w1")) {
      long press = pressOf();
      bench.store().cancel(id);
      Outcome outcome = ended(id);
      assertThat(outcome.state()).isEqualTo(JobState.CANCELLED);
      assertThat(outcome.reason()).isEqualTo(Reason.CANCELLED);
      assertThat(WorkerProcess.alive(press)).isFalse();
      JobId next = bench.submit(bench.job("test.quick").output("csv"));
      assertThat(ended(next).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(worker.log()).contains("settled state=cancelled");
    }
  }
}
