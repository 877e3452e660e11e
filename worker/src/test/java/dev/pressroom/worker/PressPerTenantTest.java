package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A press in which plug-ins' code has run serves one tenant, and only while the jars stay. */
final class PressPerTenantTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
  }

  private JobId job(String report, String tenant) {
    JobRequest.Builder request = bench.job(report).output("csv");
    return bench.submit(tenant == null ? request : request.principal(tenant, "ada"));
  }

  @Test
  void anotherTenantsJobGetsAnotherPress() {
    job("test.quick", "acme");
    job("test.quick", "acme");
    job("test.quick", "globex");
    job("test.quick", null);
    String log = bench.runUntilEmpty();
    assertThat(log.split("press-started", -1)).hasSize(1 + 3);
    assertThat(log)
        .contains("jobs=2")
        .contains("press-retired")
        .contains("it has run a plug-in for another tenant");
  }

  @Test
  void definitionsAloneBindAPressToNobody() throws Exception {
    Path report = Files.createDirectories(home.resolve("reports/broken"));
    Files.writeString(report.resolve("report.yaml"), "pressroom: report/1\n");
    job("broken", "acme");
    job("broken", "globex");
    assertThat(bench.runUntilEmpty()).containsOnlyOnce("press-started").contains("jobs=2");
  }

  @Test
  void aChangedJarIsSeenByTheNextJob() throws Exception {
    try (WorkerProcess worker = bench.start("w1")) {
      finished(job("test.quick", null));
      Path jar = home.resolve("plugins/test/test-reports.jar");
      Files.move(jar, home.resolve("plugins/test/renamed.jar"));
      JobId second = job("test.quick", null);
      finished(second);
      assertThat(bench.view(second).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(worker.log()).contains("jars of plug-ins have changed");
    }
  }

  private void finished(JobId id) {
    await().atMost(Duration.ofSeconds(30)).until(() -> bench.view(id).state().finished());
  }
}
