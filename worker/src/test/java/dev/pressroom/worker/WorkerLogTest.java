package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads in a worker's log of steps that others make. */
@Timeout(120)
final class WorkerLogTest {
  @TempDir Path home;

  @Test
  void aPausedQueueAndAJobWhoseTimeHasComeAreToldOnceEach() {
    Bench bench = new Bench(home);
    try (WorkerProcess worker = bench.start("w1")) {
      bench.store().pause("default");
      bench.store().pause("of-others");
      await().atMost(Duration.ofSeconds(60)).until(() -> said(worker, "paused queue=default"));
      JobId id =
          bench.submit(bench.job("test.quick").output("csv").runAt(Instant.now().plusMillis(1500)));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> said(worker, "promoted queue=default.*job=" + id));
      assertThat(bench.view(id).state().finished()).isFalse();
      bench.store().resume("default");
      await().atMost(Duration.ofSeconds(60)).until(() -> said(worker, "resumed queue=default"));
      await().atMost(Duration.ofSeconds(60)).until(() -> bench.view(id).state().finished());
      assertThat(worker.log())
          .containsOnlyOnce("paused queue=default")
          .containsOnlyOnce("promoted queue=default")
          .doesNotContain("of-others");
    }
  }

  @Test
  void whyNoPressBecomesReadyIsTold() {
    Bench bench = new Bench(home);
    bench.submit(bench.job("test.quick").output("csv"));
    String broken =
        bench.settings("w1").replace("presses: {", "presses: {jvmOptions: [\"-XX:+NoSuch\"], ");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", broken, "--until-empty")) {
      assertThat(worker.exit()).isEqualTo(1);
      assertThat(worker.log())
          .contains("it did not become ready; exit=1, its last lines: ")
          .contains("Unrecognized VM option 'NoSuch'");
    }
  }

  @Test
  void untilEmptyEndsWhereTheDiskHasNoRoomAndSaysSo() {
    Bench bench = new Bench(home);
    JobId id = bench.submit(bench.job("test.quick").output("csv"));
    String greedy = bench.settings("w1").replace("worker: {", "worker: {freeSpace: 1000000g, ");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", greedy, "--until-empty")) {
      assertThat(worker.exit()).isEqualTo(1);
      assertThat(worker.log()).containsOnlyOnce("no-space").doesNotContain("claimed queue=");
    }
    assertThat(bench.view(id).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void twoBusyCoresCostNoLease() throws Exception {
    Bench bench = new Bench(home);
    Path go = home.resolve("go");
    Path running = home.resolve("running");
    List<Process> spinning = new ArrayList<>();
    try (WorkerProcess first = bench.start("w1");
        WorkerProcess second = bench.start("w2")) {
      JobId id =
          bench.submit(
              bench
                  .job("test.waits")
                  .parameter("running", running.toString())
                  .parameter("go", go.toString())
                  .output("csv"));
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(running));
      for (int i = 0; i < 2; i++) {
        spinning.add(new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start());
      }
      // Long enough for each to have watched the other for three leases.
      Instant watched = Instant.now().plusSeconds(9);
      await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(watched));
      Files.createFile(go);
      await().atMost(Duration.ofSeconds(60)).until(() -> bench.view(id).state().finished());
      assertThat(bench.outcome(id).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(bench.outcome(id).attempt().number()).isEqualTo(1);
      assertThat(first.log() + second.log()).doesNotContain("lease-lost", "rescued");
    } finally {
      spinning.forEach(Process::destroyForcibly);
    }
  }

  private static boolean said(WorkerProcess worker, String pattern) {
    return worker.log().lines().anyMatch(line -> line.matches(".*" + pattern + ".*"));
  }
}
