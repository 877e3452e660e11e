package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged worker makes an archive of its presses' classes, and bears a bad one. */
@Timeout(180)
class PressArchiveIT {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void setUp() throws IOException {
    bench = new Bench(home);
    bench.add("cache: cache");
    Files.writeString(home.resolve("w1.yaml"), bench.settings("w1"));
  }

  private Process start(String... more) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        "target/pressroom/bin/pressroom",
                        "worker",
                        "--config",
                        home.resolve("w1.yaml").toString()),
                    Stream.of(more))
                .toList());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("w1.log").toFile())
        .start();
  }

  private List<Path> archives() throws IOException {
    if (!Files.isDirectory(home.resolve("cache"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve("cache"))) {
      return files.toList();
    }
  }

  private void runOneJob() throws Exception {
    JobId id = bench.submit(bench.job("test.quick").output("pdf"));
    Process worker = start("--until-empty");
    try {
      assertThat(worker.waitFor(100, TimeUnit.SECONDS)).isTrue();
      assertThat(bench.outcome(id).state())
          .as(Files.readString(home.resolve("w1.log")))
          .isEqualTo(JobState.SUCCEEDED);
    } finally {
      worker.destroyForcibly();
    }
  }

  @Test
  void itIsMadeOnceAndABrokenOneHurtsNobody() throws Exception {
    Process first = start();
    Process second = start();
    try {
      await()
          .atMost(Duration.ofSeconds(100))
          .until(() -> archives().stream().anyMatch(file -> file.toString().endsWith(".jsa")));
    } finally {
      first.destroy();
      second.destroy();
    }
    assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(archives()).as("and nothing else is left").hasSize(1);
    Path archive = archives().get(0);
    long size = Files.size(archive);
    assertThat(size).isGreaterThan(1_000_000);
    runOneJob();

    byte[] broken = Files.readAllBytes(archive);
    for (int i = 4096; i < broken.length; i += 1 + broken.length / 2_000) {
      broken[i] ^= 0x55;
    }
    Files.write(archive, broken);
    runOneJob();

    Files.write(archive, new byte[100]);
    runOneJob();
  }
}
