package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pressroom.job.JobId;
import dev.pressroom.job.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A press that the kernel kills for want of memory, in a control group of the test's own. */
@Timeout(120)
final class KernelKillsTest {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  @TempDir Path home;
  private Path group;

  @BeforeEach
  void makeGroup() {
    boolean first = Files.isDirectory(GROUPS.resolve("memory"));
    group =
        (first ? GROUPS.resolve("memory") : GROUPS)
            .resolve("pressroom-test-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
      Files.writeString(
          group.resolve(first ? "memory.limit_in_bytes" : "memory.max"), Long.toString(160L << 20));
    } catch (IOException e) {
      assumeTrue(false, "no control group with a limit of memory can be made here: " + e);
    }
  }

  @AfterEach
  void removeGroup() throws IOException {
    if (Files.isDirectory(group)) {
      // Files in it are the kernel's; it goes when its last process has gone.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Files.readString(group.resolve("cgroup.procs")).isBlank());
      Files.delete(group);
    }
  }

  @Test
  void aPressThatTheKernelTakesIsNamedWithItsCure() throws Exception {
    Bench bench = new Bench(home);
    String roomy =
        bench
            .settings("w1")
            .replace("presses: {", "presses: {jvmOptions: [-XX:MaxDirectMemorySize=1g], ");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", roomy)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> worker.log().contains("press-started") && !worker.presses().isEmpty());
      long press = worker.presses().get(0).pid();
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(press));
      JobId id = bench.submit(bench.job("test.swells").output("csv").attempts(1));
      await().atMost(Duration.ofSeconds(60)).until(() -> bench.view(id).state().finished());
      assertThat(bench.outcome(id).reason())
          .as(bench.errorFile(id))
          .isEqualTo(Reason.OUT_OF_MEMORY);
      assertThat(bench.errorFile(id))
          .contains("killed by signal 9 while the system killed for want of memory")
          .contains("Lower presses.count or presses.heap");
      worker.signal("TERM");
      assertThat(worker.exit()).isZero();
    }
  }
}
