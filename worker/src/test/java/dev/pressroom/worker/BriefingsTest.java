package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BriefingsTest {
  @TempDir Path home;

  private long mostBytes(String queue) throws IOException {
    Path file = home.resolve("pressroom.yaml");
    Files.writeString(file, "pressroom: worker/1\npresses: {maxBytes: 1g}\n" + queue);
    return Briefings.of(WorkerConfig.load(file)).limits().most().bytes().most();
  }

  @Test
  void aReportMakesNoMoreThanTheDatabaseKeeps() throws IOException {
    assertThat(mostBytes("")).isEqualTo(1L << 30);
    assertThat(mostBytes("queue: jdbc:postgresql:x\n")).isEqualTo(64L << 20);
    assertThat(mostBytes("queue: {url: 'jdbc:postgresql:x', maxArtifact: 2g}\n"))
        .isEqualTo(1L << 30);
    assertThat(mostBytes("queue: {url: 'jdbc:postgresql:x', artifacts: none}\n"))
        .isEqualTo(1L << 30);
  }
}
