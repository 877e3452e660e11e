package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseWatch;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rescue alone, over a real spool with leases that make trouble. */
final class RescueTest {
  private static final Duration BEAT = Duration.ofSeconds(1);

  @TempDir Path home;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicLong now = new AtomicLong();
  private RuntimeException refusal = new QueueException("one of its jobs cannot be moved");
  private Bench bench;
  private Rescue rescue;

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
    Store store =
        TroubledStore.over(
            bench.store(),
            (method, arguments) -> {
              if (refused.contains(method)
                  || (method.equals("rescue") && refused.contains((String) arguments[0]))) {
                throw refusal;
              }
            });
    rescue =
        new Rescue(
            store,
            new Registration(store, "own", List.of("default"), lost -> {}),
            new LeaseWatch(BEAT.multipliedBy(3), BEAT, now::get),
            now::get);
  }

  /** A lease that nobody keeps, with whatever waits. */
  private Lease abandoned(JobId id) {
    Lease lease = bench.store().register("gone");
    assertThat(bench.store().claim(lease, List.of("default"), 9))
        .extracting(Claim::id)
        .contains(id);
    return lease;
  }

  private JobId job() {
    return bench.submit(bench.job("test.quick").output("csv"));
  }

  private void watchForALeaseTime() {
    for (int beat = 0; beat < 5; beat++) {
      now.addAndGet(BEAT.toNanos());
      rescue.look();
    }
  }

  private boolean queued(JobId id) {
    return bench.view(id).state() == JobState.QUEUED;
  }

  @Test
  void aLeaseThatCannotBeRescuedHoldsUpNoOther() {
    JobId stuck = job();
    refused.add(abandoned(stuck).id());
    JobId free = job();
    abandoned(free);
    watchForALeaseTime();
    // Also one that is abandoned while the other makes trouble.
    JobId later = job();
    abandoned(later);
    watchForALeaseTime();
    assertThat(queued(free)).isTrue();
    assertThat(queued(later)).isTrue();
    assertThat(queued(stuck)).isFalse();
    refused.clear();
    for (int beat = 0; beat < 20; beat++) {
      now.addAndGet(BEAT.toNanos());
      rescue.look();
    }
    assertThat(queued(stuck)).isTrue();
  }

  @Test
  void aBugInOneRescueHoldsUpNoOther() {
    refusal = new IllegalStateException("a bug");
    JobId stuck = job();
    refused.add(abandoned(stuck).id());
    JobId free = job();
    abandoned(free);
    watchForALeaseTime();
    assertThat(queued(free)).isTrue();
  }

  @Test
  void aLookThatFailsBeginsTheWatchAnew() {
    JobId id = job();
    abandoned(id);
    now.addAndGet(BEAT.toNanos());
    rescue.look();
    now.addAndGet(2 * BEAT.toNanos());
    rescue.look();
    refused.add("leases");
    rescue.look();
    refused.clear();
    now.addAndGet(2 * BEAT.toNanos());
    rescue.look();
    assertThat(queued(id)).isFalse();
  }
}
