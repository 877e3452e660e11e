package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.queue.StressFixture;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Eight submitting processes and three workers on one spool, five thousand jobs; two workers and a
 * submitter are killed on the way, and others go on in their place.
 */
@Timeout(240)
class SpoolStressTest extends StressFixture {
  private static final int SUBMITTERS = 8;
  private static final int WORKERS = 3;
  private static final int EACH = 625;

  private Path root() {
    return base.resolve("work");
  }

  @Override
  protected String queue(int number) {
    return root().toString();
  }

  @Test
  void everyAcknowledgedJobIsSettledOnceThoughProcessesAreKilled() throws Exception {
    SpoolStore.open(root(), Clock.systemUTC()).close();
    for (int i = 0; i < WORKERS; i++) {
      worker(i);
    }
    for (int i = 0; i < SUBMITTERS; i++) {
      submitter(i, EACH);
    }

    onceAcknowledged(500);
    kill("worker-0");
    onceAcknowledged(1_000);
    worker(0);
    kill("submitter-3");
    submitter(3, EACH);
    onceAcknowledged(2_500);
    kill("worker-1");
    onceAcknowledged(3_000);
    worker(1);

    try (SpoolStore store = SpoolStore.open(root(), Clock.systemUTC())) {
      onceAllIsDone(store);
      assertThat(acknowledged()).hasSize(SUBMITTERS * EACH);
      assertNothingLostOrDoubled(store, 1);
      // Who was killed between settling and telling has not told.
      assertThat(told()).hasSizeGreaterThanOrEqualTo(SUBMITTERS * EACH - 2);
      assertThat(BadInput.names(root().resolve("corrupt"))).isEmpty();
    }
  }
}
