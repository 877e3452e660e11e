package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.Backoff;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A worker, or all its presses, are killed, frozen or told to end in each of their phases, under a
 * steady load of short jobs that publish; another one finishes the rest. Every job succeeds once.
 */
@Timeout(120)
final class WorkerPhasesTest {
  private static final int JOBS = 12;

  @TempDir Path home;

  private static boolean has(WorkerProcess worker, String phase) {
    return worker.log().contains(phase);
  }

  @ParameterizedTest(name = "{0} after \"{1}\"")
  @CsvSource({
    "KILL, worker-started", // a press is being started
    "KILL, registered", // claiming
    "KILL, press-started",
    "KILL, claimed",
    "KILL, settled", // one settled, others running, claimed ahead, delivered
    "TERM, worker-started",
    "TERM, claimed",
    "TERM, settled",
    "STOP, claimed",
    "STOP, settled",
  })
  void whateverHappensToAWorkerEveryJobSucceedsOnce(String signal, String phase) throws Exception {
    Bench bench = new Bench(home);
    List<JobId> jobs = submitted(bench);
    try (WorkerProcess first = bench.start("w1")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> has(first, phase));
      first.signal(signal);
      if (signal.equals("TERM")) {
        assertThat(first.exit()).isZero();
        assertThat(home.resolve("work/running")).isEmptyDirectory();
      }
      try (WorkerProcess second = bench.start("w2")) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> jobs.stream().allMatch(id -> bench.view(id).state().finished()));
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.store().deliveries().isEmpty());
        if (signal.equals("STOP")) {
          first.signal("CONT");
          first.signal("TERM");
          assertThat(first.exit()).isZero();
        }
        // What the first one left of its lease is cleared away.
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.store().leases().size() == 1);
        second.signal("TERM");
        assertThat(second.exit()).isZero();
      }
    }
    assertAllSucceeded(bench, jobs);
  }

  @ParameterizedTest(name = "presses {0} after \"{1}\"")
  @CsvSource({
    "KILL, press-started", // starting
    "KILL, claimed",
    "KILL, started pid", // running
    "KILL, settled", // idle, or at the next job
    "TERM, started pid",
    "STOP, claimed",
  })
  void whateverHappensToPressesEveryJobSucceedsOnce(String signal, String phase) throws Exception {
    Bench bench = new Bench(home);
    List<JobId> jobs = submitted(bench);
    try (WorkerProcess worker = bench.start("w1")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> has(worker, phase));
      List<Long> presses = worker.presses().stream().map(ProcessHandle::pid).toList();
      presses.forEach(pid -> WorkerProcess.signal(pid, signal));
      if (signal.equals("STOP")) {
        presses.forEach(pid -> WorkerProcess.signal(pid, "CONT"));
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> jobs.stream().allMatch(id -> bench.view(id).state().finished()));
      await().atMost(Duration.ofSeconds(30)).until(() -> bench.store().deliveries().isEmpty());
      worker.signal("TERM");
      assertThat(worker.exit()).as(worker.log()).isZero();
    }
    assertAllSucceeded(bench, jobs);
  }

  private static List<JobId> submitted(Bench bench) {
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      JobRequest.Builder job = bench.job("test.quick").output("csv").publishAt("out/" + i);
      jobs.add(
          bench.submit(job.backoff(new Backoff(Duration.ofMillis(50), Duration.ofMillis(100)))));
    }
    return jobs;
  }

  private void assertAllSucceeded(Bench bench, List<JobId> jobs) {
    for (JobId id : jobs) {
      assertThat(bench.view(id).state()).isEqualTo(JobState.SUCCEEDED);
    }
    assertThat(home.resolve("published/out").toFile().list()).hasSize(JOBS);
    assertThat(home.resolve("work/running")).isEmptyDirectory();
  }
}
