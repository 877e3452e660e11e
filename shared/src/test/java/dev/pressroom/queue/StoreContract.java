package dev.pressroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store does with jobs and leases, said over its interfaces alone. */
public abstract class StoreContract extends StoreFixture {
  // Submitting.

  @Test
  void submittedJobWaitsInItsQueue() {
    JobId id = submitted(request().queue("nightly"));

    JobView found = store.find(id).orElseThrow();
    assertThat(found.state()).isEqualTo(JobState.QUEUED);
    assertThat(found.queue()).isEqualTo("nightly");
    assertThat(found.attempt()).isEqualTo(new Attempt(0, 3));
  }

  @Test
  void submittingAgainLeavesOneJob() {
    Job job = job(request());
    store.submit(job);

    assertThat(store.submitAgain(job)).isEqualTo(job.id());

    assertThat(store.list(JobFilter.newest(10))).hasSize(1);
  }

  @Test
  void submittingAgainWhatNeverArrivedSubmitsIt() {
    Job job = job(request());

    store.submitAgain(job);

    assertThat(stateOf(job.id())).isEqualTo(JobState.QUEUED);
  }

  @Test
  void anUnknownJobIsNotFound() {
    assertThat(store.find(JobId.create(START, "sales.monthly"))).isEmpty();
  }

  @Test
  void anotherProcessFindsTheJob() {
    JobId id = submitted(request());

    try (Store other = open(clock)) {
      assertThat(other.find(id)).isPresent();
    }
  }

  @Test
  void aJobThatRunsLaterIsScheduledUntilItsTime() {
    JobId id = submitted(request().runAt(START.plusSeconds(60)));
    Lease lease = store.register("w1");

    assertThat(store.promoteDue()).contains(START.plusSeconds(60));
    assertThat(stateOf(id)).isEqualTo(JobState.SCHEDULED);
    assertThat(store.claim(lease, DEFAULT, 1)).isEmpty();

    clock.advance(Duration.ofSeconds(60));
    assertThat(store.promoteDue()).isEmpty();
    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
    assertThat(claimedBy(lease).id()).isEqualTo(id);
  }

  // Claiming.

  @Test
  void claimMakesTheNextAttemptOfTheJobAsItWasSubmitted() {
    Job job = job(request().attempts(2));
    store.submit(job);
    Lease lease = store.register("w1");

    Claim claim = claimedBy(lease);

    assertThat(claim.job()).isEqualTo(job);
    assertThat(claim.attempt()).isEqualTo(new Attempt(1, 2));
    assertThat(store.find(job.id()).orElseThrow().lease()).isEqualTo(lease.id());
    assertThat(store.claim(lease, DEFAULT, 1)).isEmpty();
  }

  @Test
  void claimsGoByPriorityThenAge() {
    JobId late = submitted(request().priority(7));
    clock.advance(Duration.ofMillis(5));
    JobId first = submitted(request().priority(5));
    JobId second = submitted(request().priority(5));
    clock.advance(Duration.ofMillis(5));
    JobId urgent = submitted(request().priority(0));
    Lease lease = store.register("w1");

    assertThat(store.claim(lease, DEFAULT, 10))
        .extracting(Claim::id)
        .containsExactly(urgent, first, second, late);
  }

  @Test
  void queuesAreServedInTheWorkersOrderAndNoOthers() {
    JobId nightly = submitted(request().queue("nightly"));
    JobId interactive = submitted(request().queue("interactive"));
    submitted(request().queue("other"));
    Lease lease = store.register("w1");

    assertThat(store.claim(lease, List.of("interactive", "nightly"), 10))
        .extracting(Claim::id)
        .containsExactly(interactive, nightly);
  }

  @Test
  void anExpiredJobIsCancelledWhenItIsClaimed() {
    JobId id = submitted(request().expiresAt(START.plusSeconds(1)));
    clock.advance(Duration.ofSeconds(2));

    assertThat(store.claim(store.register("w1"), DEFAULT, 1)).isEmpty();

    assertThat(stateOf(id)).isEqualTo(JobState.CANCELLED);
    assertThat(outcomeOf(id).reason()).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void manyWorkersClaimEachJobOnce() throws Exception {
    int jobs = 200;
    for (int i = 0; i < jobs; i++) {
      submitted(request());
    }
    Set<JobId> claimed = ConcurrentHashMap.newKeySet();
    List<Callable<Integer>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "w" + i;
      workers.add(
          () -> {
            try (Store mine = open(clock)) {
              Lease lease = mine.register(name);
              int count = 0;
              List<Claim> claims;
              while (!(claims = mine.claim(lease, DEFAULT, 7)).isEmpty()) {
                for (Claim claim : claims) {
                  assertThat(claimed.add(claim.id())).as("%s claimed once", claim.id()).isTrue();
                }
                count += claims.size();
              }
              return count;
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int sum = 0;
    for (Future<Integer> count : threads.invokeAll(workers)) {
      sum += count.get();
    }
    threads.shutdown();

    // One that loses every race sees nothing left and stops early; what it left, others took.
    assertThat(sum).isEqualTo(jobs);
    assertThat(claimed).hasSize(jobs);
  }

  // Settling.

  @Test
  void successPublishesTheArtifacts() {
    JobId id = submitted(request());
    Claim claim = claimedBy(store.register("w1"));

    assertThat(store.settle(claim, success(claim))).isTrue();

    assertThat(stateOf(id)).isEqualTo(JobState.SUCCEEDED);
    assertThat(file(id, "output/monthly.csv")).hasContent("a,b\n1,2\n");
    assertThat(outcomeOf(id).attempt()).isEqualTo(new Attempt(1, 3));
  }

  @Test
  void failureLeavesTheErrorFileWhereTheArtifactWouldHaveBeen() {
    JobId id = submitted(request());
    Claim claim = claimedBy(store.register("w1"));

    assertThat(store.settle(claim, failure(claim, "the month is over"))).isTrue();

    assertThat(stateOf(id)).isEqualTo(JobState.FAILED);
    assertThat(file(id, "output/monthly.txt"))
        .content()
        .startsWith("the month is over\n")
        .contains("1 of 3", "sales.monthly");
  }

  @Test
  void settlingTwiceIsTrueBothTimesAndChangesNothing() {
    JobId id = submitted(request());
    Claim claim = claimedBy(store.register("w1"));
    Outcome outcome = success(claim);

    assertThat(store.settle(claim, outcome)).isTrue();
    assertThat(store.settle(claim, outcome)).isTrue();

    assertThat(stateOf(id)).isEqualTo(JobState.SUCCEEDED);
    assertThat(store.list(JobFilter.newest(10))).hasSize(1);
  }

  @Test
  void lateSettleAfterRescueChangesNothing() {
    JobId id = submitted(request());
    Claim late = claimedBy(store.register("frozen"));
    rescued(late.lease().id());

    assertThat(store.settle(late, success(late))).isFalse();
    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);

    Claim next = claimedBy(store.register("w2"));
    assertThat(next.attempt()).isEqualTo(new Attempt(2, 3));
    assertThat(store.settle(late, success(late))).isFalse();
    assertThat(store.settle(late, failure(late, "late"))).isFalse();
    assertThat(stateOf(id)).isEqualTo(JobState.RUNNING);

    assertThat(store.settle(next, success(next))).isTrue();
    assertThat(store.settle(late, failure(late, "late"))).isFalse();
    assertThat(outcomeOf(id).attempt().number()).isEqualTo(2);
    assertThat(file(id, "output/monthly.txt")).doesNotExist();
  }

  // Going on.

  @Test
  void retryWaitsForItsTimeAndIsTheNextAttempt() {
    JobId id = submitted(request());
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);

    assertThat(store.retry(claim, failure(claim, "no luck"), START.plusSeconds(10))).isTrue();

    assertThat(store.find(id).orElseThrow().dueAt()).contains(START.plusSeconds(10));
    clock.advance(Duration.ofSeconds(10));
    store.promoteDue();
    assertThat(claimedBy(lease).attempt()).isEqualTo(new Attempt(2, 3));
    assertThat(file(id, "attempts/1/error.txt")).content().startsWith("no luck\n");
  }

  @Test
  void retryAtOnceCanBeClaimedAtOnce() {
    submitted(request());
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);

    store.retry(claim, failure(claim, "the press died"), clock.instant());

    assertThat(claimedBy(lease).attempt()).isEqualTo(new Attempt(2, 3));
  }

  @Test
  void releaseDoesNotCountAndNeverRepeatsANumber() {
    submitted(request().attempts(1));
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);

    assertThat(store.release(claim, failure(claim, "shutdown"), clock.instant())).isTrue();

    assertThat(claimedBy(lease).attempt()).isEqualTo(new Attempt(2, 2));
  }

  @Test
  void lateRetryAndReleaseChangeNothing() {
    JobId id = submitted(request());
    Claim late = claimedBy(store.register("frozen"));
    rescued(late.lease().id());

    assertThat(store.retry(late, failure(late, "late"), clock.instant())).isFalse();
    assertThat(store.release(late, failure(late, "late"), clock.instant())).isFalse();

    assertThat(store.find(id).orElseThrow().attempt()).isEqualTo(new Attempt(1, 3));
    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
  }

  @Test
  void whatAnUnfinishedSettlingLeftIsGoneInTheNextAttempt() throws IOException {
    JobId id = submitted(request());
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    Files.createDirectory(claim.directory().resolve("output"));
    Files.writeString(claim.directory().resolve("output/monthly.csv"), "stale");
    Files.writeString(claim.directory().resolve("outcome.json"), "stale");
    rescued(lease.id());

    Claim next = claimedBy(store.register("w2"));

    assertThat(next.directory().resolve("output")).doesNotExist();
    assertThat(next.directory().resolve("outcome.json")).doesNotExist();
    assertThat(next.directory().resolve("attempts/1")).exists();
    assertThat(next.id()).isEqualTo(id);
  }

  // Leases.

  @Test
  void heartbeatChangesTheBeatEvenIfTheClockStands() {
    Lease lease = store.register("w1");
    List<LeaseBeat> before = store.leases();

    store.heartbeat(lease);

    assertThat(store.leases()).hasSize(1).isNotEqualTo(before);
  }

  @Test
  void heartbeatListsWhatTheLeaseHolds() {
    JobId id = submitted(request());
    Lease lease = store.register("w1");
    assertThat(store.heartbeat(lease)).isEmpty();
    claimedBy(lease);

    assertThat(store.heartbeat(lease)).containsExactly(new Held(id, new Attempt(1, 3), false));
    store.cancel(id);
    assertThat(store.heartbeat(lease)).containsExactly(new Held(id, new Attempt(1, 3), true));
  }

  @Test
  void aRevokedLeaseCanNeitherBeatNorClaim() {
    submitted(request());
    Lease lease = store.register("frozen");
    rescued(lease.id());

    assertThatThrownBy(() -> store.heartbeat(lease)).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> store.claim(lease, DEFAULT, 1)).isInstanceOf(LeaseLostException.class);
    assertThat(store.leases()).isEmpty();
  }

  @Test
  void rescueQueuesWhatHasAttemptsLeftAndFailsTheRest() {
    JobId first = submitted(request().attempts(1));
    JobId second = submitted(request().attempts(2));
    Lease lease = store.register("lost");
    store.claim(lease, DEFAULT, 2).forEach(store::layOut);

    assertThat(rescued(lease.id()))
        .containsExactlyInAnyOrder(
            new Rescued(first, JobState.FAILED), new Rescued(second, JobState.QUEUED));

    assertThat(outcomeOf(first).reason()).isEqualTo(Reason.WORKER_LOST);
    assertThat(file(first, "output/monthly.txt")).content().contains("was lost");
    assertThat(store.find(second).orElseThrow().attempt()).isEqualTo(new Attempt(1, 2));
    assertThat(rescued(lease.id())).isEmpty();
  }

  @Test
  void anIdleLeaseEndsAndABusyOneStays() {
    Lease idle = store.register("w1");
    assertThat(store.deregister(idle)).isTrue();
    assertThat(store.leases()).isEmpty();

    submitted(request());
    Lease busy = store.register("w2");
    claimedBy(busy);
    assertThat(store.deregister(busy)).isFalse();
    assertThat(store.leases()).hasSize(1);
  }

  @Test
  void whatTheWorkerDoesNotKnowOfIsGivenBackWithoutCounting() {
    JobId id = submitted(request().attempts(1));
    Lease lease = store.register("w1");
    claimedBy(lease);
    Held held = store.heartbeat(lease).get(0);

    assertThat(store.disown(lease, held)).isTrue();
    assertThat(store.disown(lease, held)).isFalse();

    assertThat(store.find(id).orElseThrow().attempt()).isEqualTo(new Attempt(1, 2));
    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
  }

  // Cancelling.

  @Test
  void cancellingAWaitingJobEndsIt() {
    JobId queued = submitted(request());
    JobId scheduled = submitted(request().runAt(START.plusSeconds(60)));

    assertThat(store.cancel(queued).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
    assertThat(store.cancel(scheduled).orElseThrow().state()).isEqualTo(JobState.CANCELLED);

    assertThat(outcomeOf(queued).reason()).isEqualTo(Reason.CANCELLED);
    assertThat(store.claim(store.register("w1"), DEFAULT, 1)).isEmpty();
  }

  @Test
  void aCancelledRunningJobIsNotRetriedReleasedOrRescued() {
    for (String how : List.of("retry", "release", "rescue")) {
      JobId id = submitted(request());
      Lease lease = store.register("w1");
      Claim claim = claimedBy(lease);
      assertThat(store.cancel(id).orElseThrow().state()).isEqualTo(JobState.RUNNING);

      switch (how) {
        case "retry" -> store.retry(claim, failure(claim, "stopped"), clock.instant());
        case "release" -> store.release(claim, failure(claim, "stopped"), clock.instant());
        default -> rescued(lease.id());
      }

      assertThat(stateOf(id)).as(how).isEqualTo(JobState.CANCELLED);
      assertThat(outcomeOf(id).reason()).as(how).isEqualTo(Reason.CANCELLED);
    }
  }

  @Test
  void aCommittedSuccessWinsOverACancel() {
    JobId id = submitted(request());
    Claim claim = claimedBy(store.register("w1"));
    store.cancel(id);

    assertThat(store.settle(claim, success(claim))).isTrue();

    assertThat(stateOf(id)).isEqualTo(JobState.SUCCEEDED);
    assertThat(store.cancel(id).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
  }

  // Deliveries.

  @Test
  void aSettledJobThatAsksForItIsDeliveredOnce() {
    JobId id = submitted(request().publishAt("sales/october"));
    Claim claim = claimedBy(store.register("w1"));
    assertThat(store.deliveries()).isEmpty();
    store.settle(claim, success(claim));

    List<DeliveryMark> marks = store.deliveries();
    assertThat(marks).extracting(DeliveryMark::id).containsExactly(id);
    List<String> revealed = new ArrayList<>();
    assertThat(store.deliver(marks.get(0), () -> revealed.add("once"))).isTrue();
    assertThat(store.deliver(marks.get(0), () -> revealed.add("twice"))).isFalse();

    assertThat(revealed).containsExactly("once");
    assertThat(store.deliveries()).isEmpty();
  }

  @Test
  void aDeliveryThatFailsStays() {
    submitted(request().publishAt("sales/october"));
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, failure(claim, "no data"));
    DeliveryMark mark = store.deliveries().get(0);

    assertThatThrownBy(
            () ->
                store.deliver(
                    mark,
                    () -> {
                      throw new IOException("no room");
                    }))
        .isInstanceOf(QueueException.class);

    assertThat(store.deliveries()).containsExactly(mark);
  }

  @Test
  void aJobWithoutDeliveriesLeavesNoMark() {
    submitted(request());
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, success(claim));

    assertThat(store.deliveries()).isEmpty();
  }

  // Listing.

  @Test
  void listsByStateQueueAndReportNewestFirst() {
    JobId done = submitted(request());
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, success(claim));
    clock.advance(Duration.ofMillis(5));
    JobId waiting = submitted(request());
    JobId nightly = submitted(request().queue("nightly"));
    JobId other = submitted(JobRequest.of("stock"));

    assertThat(store.list(JobFilter.newest(10)))
        .extracting(JobView::id)
        .containsExactly(other, nightly, waiting, done);
    assertThat(store.list(JobFilter.newest(2)))
        .extracting(JobView::id)
        .containsExactly(other, nightly);
    assertThat(
            store.list(
                new JobFilter(
                    EnumSet.allOf(JobState.class), "default", "sales.monthly", Map.of(), 10)))
        .extracting(JobView::id)
        .containsExactly(waiting, done);
    assertThat(store.list(new JobFilter(EnumSet.of(JobState.SUCCEEDED), null, null, Map.of(), 10)))
        .extracting(JobView::id)
        .containsExactly(done);
  }

  @Test
  void aJobIsFoundWhereverItMovesMeanwhile() throws Exception {
    JobId id = submitted(request().attempts(100));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> moving =
        thread.submit(
            () -> {
              try (Store mine = open(clock)) {
                Lease lease = mine.register("w1");
                for (int i = 0; i < 90; i++) {
                  Claim claim = mine.claim(lease, DEFAULT, 1).get(0);
                  mine.retry(claim, failure(claim, "again"), clock.instant());
                }
              }
            });
    while (!moving.isDone()) {
      assertThat(store.find(id)).isPresent();
    }
    moving.get();
    thread.shutdown();
  }
}
