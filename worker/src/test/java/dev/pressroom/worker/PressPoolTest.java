package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.queue.Claim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a press, without presses. */
final class PressPoolTest {
  @TempDir Path home;
  private final PressPool pool = new PressPool();
  private final List<JobRun> neverRan = new ArrayList<>();
  private JobRun run;

  @BeforeEach
  void setUp() {
    Bench bench = new Bench(home);
    bench.submit(bench.job("test.quick").output("csv"));
    Claim claim = bench.store().claim(bench.store().register("w1"), List.of("default"), 1).get(0);
    run = new JobRun(claim, null);
  }

  private void shortJobs() {
    for (int i = 0; i < 20; i++) {
      pool.took(Duration.ofMillis(20).toNanos());
    }
  }

  private int reserved() throws InterruptedException {
    return pool.reserve(0, TimeUnit.MILLISECONDS);
  }

  @Test
  void aPressAsksAheadOnlyWhileJobsAreShort() throws Exception {
    assertThat(pool.askAhead()).as("nothing is known yet").isFalse();
    shortJobs();
    assertThat(pool.askAhead()).isTrue();
    assertThat(reserved()).isEqualTo(1);
    pool.took(Duration.ofMinutes(1).toNanos());
    assertThat(pool.askAhead()).as("one took a minute").isFalse();
  }

  @Test
  void aJobThatWaitsTooLongGoesBackAndItsPressAsksAgainWhenItIsFree() throws Exception {
    shortJobs();
    assertThat(pool.askAhead()).isTrue();
    assertThat(reserved()).isEqualTo(1);
    pool.run(run);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              pool.giveBackLate(neverRan::add);
              return !neverRan.isEmpty();
            });
    assertThat(neverRan).containsExactly(run);
    assertThat(pool.busy()).as("until it is recorded").isEqualTo(1);
    assertThat(reserved()).as("its press is busy").isZero();
    pool.ready(true);
    assertThat(reserved()).isEqualTo(1);
    pool.ready(true);
    assertThat(reserved()).as("it asked before").isZero();
  }

  @Test
  void whatWaitsAtTheEndGoesBackAndTheSlotsMayLeave() throws Exception {
    pool.ready(false);
    assertThat(reserved()).isEqualTo(1);
    pool.run(run);
    pool.giveBackWaiting(neverRan::add);
    assertThat(neverRan).containsExactly(run);
    assertThat(pool.unready()).isTrue();
  }
}
