package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.press.Version;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The settlement alone, over a real spool that refuses what the test says. */
@Timeout(60)
final class SettlementTest {
  @TempDir Path home;
  private Bench bench;
  private JobId id;
  private JobRun run;
  private final List<JobRun> abandoned = new CopyOnWriteArrayList<>();
  private final List<JobRun> over = new CopyOnWriteArrayList<>();

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
    id = bench.submit(bench.job("test.quick").output("csv"));
    Claim claim = bench.store().claim(bench.store().register("w1"), List.of("default"), 1).get(0);
    run = Bench.run(claim);
  }

  private Settlement settlement(TroubledStore.Trouble trouble) {
    Store store = TroubledStore.over(bench.store(), trouble);
    Settlement.Told told =
        new Settlement.Told() {
          @Override
          public void over(JobRun ended) {
            over.add(ended);
          }

          @Override
          public void abandoned(JobRun ended) {
            over.add(ended);
            abandoned.add(ended);
          }

          @Override
          public void delivering() {}
        };
    return new Settlement(store, told, Clock.systemUTC(), 3);
  }

  /** On this thread, until it is recorded or given up. */
  private void record(Settlement settlement, Outcome outcome) {
    settlement.settle(run, outcome);
    settlement.end();
    settlement.run();
    assertThat(over).containsExactly(run);
  }

  private Outcome outcome(JobState state, Reason reason, Failure failure) {
    Claim claim = run.claim();
    return new Outcome(
        id,
        state,
        reason,
        claim.attempt(),
        claim.route(),
        new Outcome.Run("w1", claim.claimedAt(), null, claim.claimedAt(), null, null),
        null,
        failure,
        Version.CURRENT);
  }

  private Outcome temporaryFailure() {
    return outcome(
        JobState.FAILED, Reason.TEMPORARY_FAILURE, Failure.of("the wind is wrong", false));
  }

  @Test
  void whatTheStoreNeverTakesIsSettledAsFailed() throws Exception {
    record(
        settlement(
            (method, arguments) -> {
              if (method.equals("retry")) {
                throw new QueueException("attempts/1 is not there");
              }
            }),
        temporaryFailure());
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.FAILED);
    assertThat(bench.errorFile(id)).contains("attempts/1 is not there");
  }

  @Test
  void aStoreOutOfReachIsTriedForLonger() throws Exception {
    int[] refused = {0};
    record(
        settlement(
            (method, arguments) -> {
              if (++refused[0] <= 8) {
                throw new QueueException("the store is out of reach");
              }
            }),
        temporaryFailure());
    assertThat(bench.view(id).state()).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void aBugWhileRecordingEndsTheJobAndNamesTheException() throws Exception {
    boolean[] once = {false};
    record(
        settlement(
            (method, arguments) -> {
              if (!once[0]) {
                once[0] = true;
                throw new NullPointerException("stack is null");
              }
            }),
        outcome(JobState.CANCELLED, Reason.CANCELLED, null));
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.FAILED);
    assertThat(bench.errorFile(id)).contains("NullPointerException: stack is null");
  }

  @Test
  void whatCannotBeRecordedInAnyWayIsLeft() throws Exception {
    record(
        settlement(
            (method, arguments) -> {
              if (method.startsWith("settle")) {
                throw new IllegalStateException("a bug");
              }
            }),
        outcome(JobState.CANCELLED, Reason.CANCELLED, null));
    assertThat(bench.view(id).state()).isEqualTo(JobState.RUNNING);
    assertThat(abandoned).containsExactly(run);
  }

  @Test
  void aWorkerThatEndsDoesNotWaitForTheNextTry() throws Exception {
    Settlement settlement =
        settlement(
            (method, arguments) -> {
              throw new QueueException("the store is out of reach");
            });
    Thread slot = new Thread(() -> record(settlement, temporaryFailure()));
    slot.start();
    // By now it waits for seconds between two tries.
    slot.join(4_000);
    assertThat(slot.isAlive()).isTrue();
    settlement.giveUpAfter(Duration.ofMillis(300));
    slot.join(1_500);
    assertThat(slot.isAlive()).isFalse();
    assertThat(bench.view(id).state()).isEqualTo(JobState.RUNNING);
  }
}
