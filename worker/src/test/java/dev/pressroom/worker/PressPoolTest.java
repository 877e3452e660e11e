package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.queue.Claim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a press, without presses. */
@Timeout(120)
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
    run = Bench.run(claim);
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

  @Test
  void aPressThatWaitsForAJobThatWentBackAsksAgain() throws Exception {
    shortJobs();
    assertThat(pool.askAhead()).isTrue();
    assertThat(reserved()).isEqualTo(1);
    pool.run(run);
    pool.ready(true);
    pool.giveBackLate(neverRan::add, 0);
    assertThat(neverRan).containsExactly(run);
    assertThat(pool.awaitJob()).isNull();
    assertThat(pool.unready()).as("it may leave, or be given another").isTrue();
  }

  @Test
  void aPlaceThatIsLeftByAFaultKeepsItsOnePermit() throws Exception {
    pool.ready(false);
    pool.forgo();
    pool.ready(false);
    assertThat(reserved()).isEqualTo(1);
  }

  @Test
  void noPermitIsLostOrMadeWhileAllGoAtOnce() throws Exception {
    int slots = 8;
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger back = new AtomicInteger();
    AtomicInteger given = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    shortJobs();
    pool.start(slots, ignored -> serveUntilTheEnd(ran));
    Thread late =
        new Thread(
            () -> {
              while (!over.get()) {
                pool.giveBackLate(gone -> back.incrementAndGet(), 20_000);
              }
            });
    late.start();
    while (given.get() < 1_000) {
      int idle = pool.reserve(2, TimeUnit.SECONDS);
      assertThat(idle).as("somebody asks again after a while").isPositive();
      int used = 1 + given.get() % idle;
      for (int i = 0; i < used; i++) {
        pool.run(Bench.run(run.claim()));
        given.incrementAndGet();
      }
      pool.giveBack(idle - used);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(ran.get() + back.get()).isEqualTo(given.get()));
    over.set(true);
    late.join();
    int[] idle = {0};
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              idle[0] += reserved();
              assertThat(idle[0]).isEqualTo(slots);
            });
    pool.giveBack(slots);
    pool.end();
    assertThat(back).as("both ways were gone").hasPositiveValue();
  }

  /** As a slot does, with jobs that take no time or next to none. */
  private void serveUntilTheEnd(AtomicInteger ran) {
    try {
      boolean asked = false;
      while (!pool.isEnding()) {
        pool.ready(asked);
        asked = false;
        JobRun job = pool.awaitJob();
        while (job == null && !(pool.isEnding() && pool.unready())) {
          job = pool.awaitJob();
        }
        if (job != null) {
          asked = ran.incrementAndGet() % 3 > 0 && pool.askAhead();
          LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(100_000));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
