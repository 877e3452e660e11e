package dev.pressroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does, said over its interfaces alone. */
public abstract class StoreContract {
  protected static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  protected static final List<String> DEFAULT = List.of("default");

  protected final SettableClock clock = new SettableClock(START);
  protected Store store;

  /** Opens the store that this test is about; several calls open the same one. */
  protected abstract Store open(Clock clock);

  @BeforeEach
  void openStore() {
    store = open(clock);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  // The vocabulary.

  protected Job job(JobRequest.Builder request) {
    JobRequest built = request.build();
    return new Job(JobId.create(clock.instant(), built.report()), built, clock.instant(), null);
  }

  protected static JobRequest.Builder request() {
    return JobRequest.of("sales.monthly").parameter("month", "2026-10").output("csv");
  }

  protected JobId submitted(JobRequest.Builder request) {
    return store.submit(job(request));
  }

  protected Claim claimedBy(Lease lease) {
    List<Claim> claims = store.claim(lease, DEFAULT, 1);
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  protected List<Rescued> rescued(String lease) {
    Lease own = store.register("rescuer");
    List<Rescued> rescued = store.rescue(lease, own);
    store.deregister(own);
    return rescued;
  }

  protected JobState stateOf(JobId id) {
    return store.find(id).orElseThrow().state();
  }

  protected Outcome success(Claim claim) {
    byte[] content = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(
          new JobDirectory(claim.directory())
              .attemptOutput(claim.attempt().number())
              .resolve("monthly.csv"),
          content);
    } catch (IOException e) {
      // The claim was taken away; settling is to find that out by itself.
    }
    return outcome(claim, JobState.SUCCEEDED, Reason.SUCCEEDED)
        .producing(
            new Outcome.Produced(
                1,
                List.of(new Artifact("monthly.csv", "csv", "text/csv", content.length, null, "0")),
                List.of(),
                null));
  }

  protected Outcome failure(Claim claim, String message) {
    return outcome(claim, JobState.FAILED, Reason.REPORT_FAILED)
        .as(JobState.FAILED, Reason.REPORT_FAILED, Failure.of(message, true));
  }

  private Outcome outcome(Claim claim, JobState state, Reason reason) {
    return new Outcome(
        claim.id(),
        state,
        reason,
        claim.attempt(),
        claim.route(),
        new Outcome.Run(
            claim.lease().worker(),
            claim.claimedAt(),
            claim.claimedAt(),
            clock.instant(),
            null,
            null),
        null,
        null,
        "test");
  }

  protected Outcome outcomeOf(JobId id) {
    try {
      return new JobDirectory(store.find(id).orElseThrow().directory())
          .readOutcome(new LocalDisk())
          .orElseThrow();
    } catch (Exception e) {
      throw new AssertionError("the outcome of " + id + " cannot be read", e);
    }
  }

  protected Path file(JobId id, String name) {
    return store.find(id).orElseThrow().directory().resolve(name);
  }

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
    store.claim(lease, DEFAULT, 2);

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

  // Unique keys.

  protected static JobRequest.Builder keyed(UniqueKey key) {
    return request().key(key);
  }

  @Test
  void aKeyThatHoldsWhileUnfinishedReturnsTheUnfinishedJob() {
    UniqueKey key = UniqueKey.whileUnfinished("sales@2026-10");
    JobId first = submitted(keyed(key));

    assertThat(submitted(keyed(key))).isEqualTo(first);
    Claim claim = claimedBy(store.register("w1"));
    assertThat(submitted(keyed(key))).as("while it runs").isEqualTo(first);
    assertThat(store.findByKey(key).orElseThrow().id()).isEqualTo(first);
    store.settle(claim, success(claim));

    assertThat(store.findByKey(key)).isEmpty();
    JobId second = submitted(keyed(key));
    assertThat(second).isNotEqualTo(first);
    assertThat(store.findByKey(key).orElseThrow().id()).isEqualTo(second);
  }

  @Test
  void aKeyOfKindOnceIsKeptForItsTimeAfterTheJobHasEnded() {
    UniqueKey key = UniqueKey.once("fire@2026-11-21T08:00Z", Duration.ofDays(3));
    JobId first = submitted(keyed(key));
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, success(claim));

    clock.advance(Duration.ofDays(3).minusSeconds(1));
    assertThat(submitted(keyed(key))).isEqualTo(first);
    assertThat(store.findByKey(key).orElseThrow().id()).isEqualTo(first);
    clock.advance(Duration.ofSeconds(2));
    assertThat(store.findByKey(key)).isEmpty();
    assertThat(submitted(keyed(key))).isNotEqualTo(first);
  }

  @Test
  void keysOfTwoKindsAreTwoKeys() {
    JobId first = submitted(keyed(UniqueKey.whileUnfinished("a")));
    JobId second = submitted(keyed(UniqueKey.once("a", Duration.ofDays(1))));

    assertThat(second).isNotEqualTo(first);
    assertThat(store.list(JobFilter.newest(10))).hasSize(2);
  }

  @Test
  void aCancelledJobFreesItsKey() {
    UniqueKey key = UniqueKey.whileUnfinished("a");
    JobId first = submitted(keyed(key));
    store.cancel(first);

    assertThat(submitted(keyed(key))).isNotEqualTo(first);
  }

  @Test
  void submittingAKeyedJobAgainLeavesOneJob() {
    Job job = job(keyed(UniqueKey.whileUnfinished("a")));
    store.submit(job);

    assertThat(store.submitAgain(job)).isEqualTo(job.id());
    assertThat(store.list(JobFilter.newest(10))).hasSize(1);
  }

  @Test
  void manyThreadsWithOneKeyMakeOneJob() throws Exception {
    UniqueKey key = UniqueKey.whileUnfinished("a");
    List<Callable<JobId>> hosts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      hosts.add(
          () -> {
            try (Store mine = open(clock)) {
              return mine.submit(job(keyed(key)));
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Set<JobId> ids = ConcurrentHashMap.newKeySet();
    for (Future<JobId> id : threads.invokeAll(hosts)) {
      ids.add(id.get());
    }
    threads.shutdown();

    assertThat(ids).hasSize(1);
    assertThat(store.list(JobFilter.newest(10))).hasSize(1);
  }

  // Many at once, and prepared ones.

  @Test
  void manyAtOnceAreAllThereInTheirOrder() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      jobs.add(job(i == 7 ? keyed(UniqueKey.whileUnfinished("a")) : request()));
    }

    List<JobId> ids = store.submitAll(jobs);

    assertThat(ids).containsExactlyElementsOf(jobs.stream().map(Job::id).toList());
    assertThat(store.claim(store.register("w1"), DEFAULT, 30))
        .extracting(Claim::id)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aPreparedJobWaitsForItsHost() {
    Job job = job(request());
    assertThat(store.prepare(job)).isEqualTo(job.id());

    assertThat(stateOf(job.id())).isEqualTo(JobState.PREPARED);
    Lease lease = store.register("w1");
    assertThat(store.claim(lease, DEFAULT, 1)).isEmpty();

    assertThat(store.release(job.id())).isTrue();
    assertThat(store.release(job.id())).as("again").isTrue();
    assertThat(claimedBy(lease).id()).isEqualTo(job.id());
    assertThat(store.release(JobId.create(START, "a"))).isFalse();
  }

  @Test
  void aPreparedJobKeepsItsTimeAndItsKey() {
    UniqueKey key = UniqueKey.whileUnfinished("a");
    Job job = job(keyed(key).runAt(START.plusSeconds(60)));
    store.prepare(job);

    assertThat(submitted(keyed(key))).isEqualTo(job.id());
    store.release(job.id());
    assertThat(store.find(job.id()).orElseThrow().dueAt()).contains(START.plusSeconds(60));
  }

  @Test
  void aDiscardedJobIsAsIfItHadNeverBeen() {
    Job job = job(request().key(UniqueKey.once("payroll", Duration.ofDays(1))));
    store.prepare(job);

    assertThat(store.discard(job.id())).isTrue();

    assertThat(store.find(job.id())).isEmpty();
    assertThat(store.discard(job.id())).isFalse();
    assertThat(store.release(job.id())).isFalse();
    Job again = job(request().key(UniqueKey.once("payroll", Duration.ofDays(1))));
    assertThat(store.submit(again)).isEqualTo(again.id());
  }

  @Test
  void aReleasedJobCannotBeDiscarded() {
    Job job = job(request());
    store.prepare(job);
    store.release(job.id());

    assertThat(store.discard(job.id())).isFalse();
    assertThat(stateOf(job.id())).isEqualTo(JobState.QUEUED);
  }

  @Test
  void preparedJobsThatWereForgottenAreListedAndCanBeCancelled() {
    Job job = job(request());
    store.prepare(job);

    assertThat(store.list(new JobFilter(EnumSet.of(JobState.PREPARED), null, null, Map.of(), 10)))
        .extracting(JobView::id)
        .containsExactly(job.id());
    assertThat(store.cancel(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
  }

  // Operators.

  @Test
  void anOperatorsRetryGivesFurtherAttemptsInTheSameLine() {
    JobId id = submitted(request().attempts(1).queue("default").priority(3));
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    store.settle(claim, failure(claim, "no luck"));

    JobView waiting = store.retry(id, 2).orElseThrow();

    assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
    assertThat(waiting.attempt()).isEqualTo(new Attempt(1, 3));
    Claim next = claimedBy(lease);
    assertThat(next.attempt()).isEqualTo(new Attempt(2, 3));
    assertThat(next.route().priority()).isEqualTo(3);
    store.settle(next, success(next));
    assertThat(file(id, "output/monthly.txt")).doesNotExist();
    assertThat(store.retry(id, 1)).as("of a success").isEmpty();
  }

  @Test
  void anOperatorsRetryRemovesTheCancelMark() {
    JobId id = submitted(request());
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    store.cancel(id);
    store.release(claim, failure(claim, "stopped"), clock.instant());
    assertThat(stateOf(id)).isEqualTo(JobState.CANCELLED);

    store.retry(id, 1);

    Claim next = claimedBy(lease);
    assertThat(next.attempt()).isEqualTo(new Attempt(2, 2));
    assertThat(store.settle(next, success(next))).isTrue();
  }

  @Test
  void aRetryIsRefusedWhileAnotherJobHoldsTheKey() {
    UniqueKey key = UniqueKey.whileUnfinished("a");
    JobId first = submitted(keyed(key));
    store.cancel(first);
    JobId second = submitted(keyed(key));

    assertThatThrownBy(() -> store.retry(first, 1))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining(second.text());
    store.cancel(second);
    assertThat(store.retry(first, 1)).isPresent();
    assertThat(submitted(keyed(key))).isEqualTo(first);
  }

  @Test
  void aWaitingJobCanBeMovedToAnotherQueueAndPriority() {
    JobId id = submitted(request());
    JobId later = submitted(request().runAt(START.plusSeconds(60)));

    assertThat(store.move(id, "urgent", 0).orElseThrow().queue()).isEqualTo("urgent");
    assertThat(store.move(later, "urgent", 1).orElseThrow().dueAt()).isPresent();

    Lease lease = store.register("w1");
    assertThat(store.claim(lease, DEFAULT, 1)).isEmpty();
    assertThat(store.claim(lease, List.of("urgent"), 1)).extracting(Claim::id).containsExactly(id);
    assertThat(store.move(id, "default", 5)).as("of a running job").isEmpty();
  }

  @Test
  void aPausedQueueIsNotClaimedFromUntilItIsResumed() {
    JobId id = submitted(request());
    Lease lease = store.register("w1");
    store.pause("default");
    store.pause("default");
    assertThat(store.claim(lease, DEFAULT, 1)).isEmpty();

    store.resume("default");
    store.resume("default");
    assertThat(claimedBy(lease).id()).isEqualTo(id);
  }

  @Test
  void countsTellWhatEachQueueHolds() {
    submitted(request());
    submitted(request());
    submitted(request().queue("nightly").runAt(START.plusSeconds(60)));
    store.prepare(job(request().queue("nightly")));
    store.pause("nightly");
    claimedBy(store.register("w1"));

    assertThat(store.counts())
        .containsEntry("default", new QueueCount(1, 0, 0, 1, false))
        .containsEntry("nightly", new QueueCount(0, 1, 1, 0, true));
  }

  @Test
  void purgeRemovesWhatFinishedBeforeADayButNotTheLastTwo() {
    JobId old = submitted(request());
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    store.settle(claim, success(claim));
    clock.advance(Duration.ofDays(1));
    JobId young = submitted(request());
    claim = claimedBy(lease);
    store.settle(claim, failure(claim, "x"));

    assertThat(store.purge(LocalDate.of(2027, 1, 1))).as("too young").isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(store.purge(LocalDate.of(2026, 11, 21))).as("not before its day").isEmpty();
    assertThat(store.purge(LocalDate.of(2027, 1, 1))).containsExactly(old);
    assertThat(store.find(old)).isEmpty();
    assertThat(store.find(young)).isPresent();
  }

  @Test
  void purgeKeepsAJobUntilItsKeyIsOver() {
    UniqueKey key = UniqueKey.once("fire", Duration.ofDays(10));
    JobId id = submitted(keyed(key));
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, success(claim));
    clock.advance(Duration.ofDays(5));

    assertThat(store.purge(LocalDate.of(2027, 1, 1))).isEmpty();
    assertThat(submitted(keyed(key))).isEqualTo(id);
    clock.advance(Duration.ofDays(6));
    assertThat(store.purge(LocalDate.of(2027, 1, 1))).containsExactly(id);
    assertThat(submitted(keyed(key))).isNotEqualTo(id);
  }

  @Test
  void jobsAreListedByLabel() {
    JobId mine = submitted(request().label("customer", "4711").label("kind", "invoice"));
    submitted(request().label("customer", "4712"));
    submitted(request());

    assertThat(
            store.list(
                new JobFilter(
                    EnumSet.allOf(JobState.class), null, null, Map.of("customer", "4711"), 10)))
        .extracting(JobView::id)
        .containsExactly(mine);
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
