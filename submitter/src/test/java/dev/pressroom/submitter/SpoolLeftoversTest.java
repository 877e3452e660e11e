package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolLeftoversTest {
  @TempDir Path root;

  @Test
  void anApplicationSeesItsOwnAfterARestart() {
    PreparedJob left;
    try (Submitter shop = Submitter.open("spool:" + root, "shop")) {
      left = shop.prepare(JobRequest.of("sales").build());
    }
    try (Submitter other = Submitter.open("spool:" + root, "payroll");
        Submitter nameless = Submitter.open("spool:" + root);
        Submitter shop = Submitter.open("spool:" + root, "shop")) {
      assertThat(other.prepared()).isEmpty();
      assertThat(nameless.prepared()).isEmpty();
      assertThat(shop.prepared()).extracting(PreparedJob::id).containsExactly(left.id());
      assertThat(shop.prepared().get(0).discard()).isTrue();
    }
  }
}
