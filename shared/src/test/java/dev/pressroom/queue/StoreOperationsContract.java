package dev.pressroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;

/** What every store does with unique keys, prepared jobs and operators' wishes. */
public abstract class StoreOperationsContract extends StoreFixture {
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
    assertThat(store.paused()).containsExactly("default");

    store.resume("default");
    store.resume("default");
    assertThat(store.paused()).isEmpty();
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

  // Settling several at once.

  @Test
  void severalAreSettledAtOnceEachByItself() throws IOException {
    JobId good = submitted(request());
    JobId failed = submitted(request());
    JobId bad = submitted(request());
    JobId late = submitted(request());
    Lease lease = store.register("w1");
    List<Claim> claims = store.claim(lease, DEFAULT, 3);
    claims.forEach(store::layOut);
    Claim lost = claimedBy(store.register("frozen"));
    rescued(lost.lease().id());
    List<DispatchStore.Settle> all =
        List.of(
            new DispatchStore.Settle(lost, success(lost)),
            new DispatchStore.Settle(claims.get(0), success(claims.get(0))),
            new DispatchStore.Settle(claims.get(2), success(claims.get(2))),
            new DispatchStore.Settle(claims.get(1), failure(claims.get(1), "no luck")));
    Path artifact = claims.get(2).directory().resolve("attempts/1/output/monthly.csv");
    byte[] content = Files.readAllBytes(artifact);
    Files.delete(artifact);

    List<DispatchStore.Settled> settled = store.settleAll(all);

    assertThat(settled)
        .extracting(DispatchStore.Settled::stood)
        .containsExactly(false, true, false, true);
    assertThat(settled)
        .extracting(one -> one.trouble() == null)
        .containsExactly(true, true, false, true);
    assertThat(stateOf(late)).isEqualTo(JobState.QUEUED);
    assertThat(file(good, "output/monthly.csv")).hasContent("a,b\n1,2\n");
    assertThat(file(failed, "output/monthly.txt")).content().startsWith("no luck\n");
    assertThat(stateOf(bad)).isEqualTo(JobState.RUNNING);

    Files.write(artifact, content);
    assertThat(store.settleAll(all))
        .containsExactly(
            new DispatchStore.Settled(false, null),
            new DispatchStore.Settled(true, null),
            new DispatchStore.Settled(true, null),
            new DispatchStore.Settled(true, null));
    assertThat(file(bad, "output/monthly.csv")).hasContent("a,b\n1,2\n");
    assertThat(store.deregister(lease)).isTrue();
  }
}
