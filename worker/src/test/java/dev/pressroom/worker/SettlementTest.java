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

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
    id = bench.submit(bench.job("test.quick").output("csv"));
    Claim claim = bench.store().claim(bench.store().register("w1"), List.of("default"), 1).get(0);
    run = new JobRun(claim, null);
  }

  private Settlement settlement(TroubledStore.Trouble trouble) {
    Store store = TroubledStore.over(bench.store(), trouble);
    return new Settlement(store, () -> {}, Clock.systemUTC(), 3);
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
    settlement(
            (method, arguments) -> {
              if (method.equals("retry")) {
                throw new QueueException("attempts/1 is not there");
              }
            })
        .settle(run, temporaryFailure());
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.FAILED);
    assertThat(bench.errorFile(id)).contains("attempts/1 is not there");
  }

  @Test
  void aStoreOutOfReachIsTriedForLonger() throws Exception {
    int[] refused = {0};
    settlement(
            (method, arguments) -> {
              if (++refused[0] <= 8) {
                throw new QueueException("the store is out of reach");
              }
            })
        .settle(run, temporaryFailure());
    assertThat(bench.view(id).state()).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void aBugWhileRecordingEndsTheJobAndNamesTheException() throws Exception {
    boolean[] once = {false};
    settlement(
            (method, arguments) -> {
              if (!once[0]) {
                once[0] = true;
                throw new NullPointerException("stack is null");
              }
            })
        .settle(run, outcome(JobState.CANCELLED, Reason.CANCELLED, null));
    assertThat(bench.outcome(id).state()).isEqualTo(JobState.FAILED);
    assertThat(bench.errorFile(id)).contains("NullPointerException: stack is null");
  }

  @Test
  void whatCannotBeRecordedInAnyWayIsLeft() throws Exception {
    settlement(
            (method, arguments) -> {
              if (method.equals("settle")) {
                throw new IllegalStateException("a bug");
              }
            })
        .settle(run, outcome(JobState.CANCELLED, Reason.CANCELLED, null));
    assertThat(bench.view(id).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aWorkerThatEndsDoesNotWaitForTheNextTry() throws Exception {
    Settlement settlement =
        settlement(
            (method, arguments) -> {
              throw new QueueException("the store is out of reach");
            });
    Thread slot =
        new Thread(
            () -> {
              try {
                settlement.settle(run, temporaryFailure());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
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
