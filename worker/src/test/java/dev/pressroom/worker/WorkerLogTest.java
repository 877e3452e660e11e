package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  private static boolean said(WorkerProcess worker, String pattern) {
    return worker.log().lines().anyMatch(line -> line.matches(".*" + pattern + ".*"));
  }
}
