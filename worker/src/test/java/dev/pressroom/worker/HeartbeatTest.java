package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heartbeat alone, over a real spool. */
final class HeartbeatTest {
  @TempDir Path home;
  private final PressPool presses = new PressPool();
  private final List<Lease> lost = new ArrayList<>();
  private Bench bench;
  private Registration registration;
  private Heartbeat heartbeat;

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
    registration = new Registration(bench.store(), "w1", List.of("default"), lost::add);
    ClaimLoop.Rules rules =
        new ClaimLoop.Rules(
            WorkerConfig.defaults(home).worker(),
            false,
            claim -> null,
            new FreeSpace(null, 0),
            Clock.systemUTC());
    heartbeat =
        new Heartbeat(
            bench.store(),
            registration,
            presses,
            new ClaimLoop(bench.store(), registration, presses, rules),
            Runnable::run);
  }

  private Claim claim() {
    return bench.store().claim(registration.lease(), List.of("default"), 1).get(0);
  }

  @Test
  void aClaimThatNobodyKnowsIsGivenBackAfterTwoBeats() {
    JobId id = bench.submit(bench.job("test.quick").output("csv"));
    claim();
    heartbeat.beat();
    assertThat(bench.view(id).state()).isEqualTo(JobState.RUNNING);
    heartbeat.beat();
    assertThat(bench.view(id).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aClaimThatIsWithAPressStays() {
    JobId id = bench.submit(bench.job("test.quick").output("csv"));
    presses.run(Bench.run(claim()));
    heartbeat.beat();
    heartbeat.beat();
    heartbeat.beat();
    assertThat(bench.view(id).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void whatCannotBeRecordedInAnyWayIsNotGivenBackToRunAgain() {
    JobId id = bench.submit(bench.job("test.quick").output("csv"));
    JobRun run = Bench.run(claim());
    presses.run(run);
    presses.abandoned(run);
    assertThat(presses.busy()).isZero();
    heartbeat.beat();
    heartbeat.beat();
    heartbeat.beat();
    assertThat(bench.view(id).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aLostLeaseIsSaidOnceAndReplaced() {
    Lease first = registration.lease();
    bench.store().rescue(first.id(), bench.store().register("rescuer"));
    heartbeat.beat();
    heartbeat.beat();
    assertThat(lost).containsExactly(first);
    assertThat(registration.lease()).isNotEqualTo(first);
  }
}
