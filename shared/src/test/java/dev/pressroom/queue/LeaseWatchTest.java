package dev.pressroom.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {
  private long now = 1_000_000_000L;
  private final LeaseWatch watch =
      new LeaseWatch(Duration.ofSeconds(60), Duration.ofSeconds(10), () -> now);

  private List<String> lookAfter(int seconds, LeaseBeat... seen) {
    now += Duration.ofSeconds(seconds).toNanos();
    return watch.lapsed(List.of(seen), now);
  }

  private static LeaseBeat lease(String id, int beat) {
    return new LeaseBeat(id, Integer.toString(beat), false);
  }

  @Test
  void aLeaseLapsesAfterOneLeaseTimeWithoutChange() {
    for (int i = 0; i < 6; i++) {
      assertThat(lookAfter(10, lease("dead", 1), lease("alive", i))).isEmpty();
    }
    assertThat(lookAfter(10, lease("dead", 1), lease("alive", 7))).containsExactly("dead");
  }

  @Test
  void aChangeBeginsTheWatchAnew() {
    for (int i = 0; i < 5; i++) {
      lookAfter(10, lease("slow", 1));
    }
    assertThat(lookAfter(10, lease("slow", 2))).isEmpty();
    for (int i = 0; i < 5; i++) {
      assertThat(lookAfter(10, lease("slow", 2))).isEmpty();
    }
    assertThat(lookAfter(10, lease("slow", 2))).containsExactly("slow");
  }

  @Test
  void aFailedLookBeginsEveryWatchAnew() {
    for (int i = 0; i < 6; i++) {
      lookAfter(10, lease("dead", 1));
    }
    watch.lookFailed();
    assertThat(lookAfter(10, lease("dead", 1))).isEmpty();
  }

  @Test
  void anObserverThatWasFrozenRescuesNobody() {
    lookAfter(10, lease("alive", 1));
    assertThat(lookAfter(3600, lease("alive", 1))).isEmpty();
    assertThat(lookAfter(10, lease("alive", 1))).isEmpty();
  }

  @Test
  void aLookThatTookLongIsNoProofForItsOwnTime() {
    for (int i = 0; i < 6; i++) {
      lookAfter(10, lease("dead", 1));
    }
    long began = now - Duration.ofSeconds(5).toNanos();
    now += Duration.ofSeconds(10).toNanos();
    assertThat(watch.lapsed(List.of(lease("dead", 1)), began)).isEmpty();
  }

  @Test
  void aRevokedLeaseIsTakenUpAtOnce() {
    assertThat(lookAfter(10, new LeaseBeat("begun", "x", true))).containsExactly("begun");
  }

  @Test
  void aLeaseThatWentAndCameAgainIsANewOne() {
    for (int i = 0; i < 5; i++) {
      lookAfter(10, lease("a", 1));
    }
    lookAfter(10);
    assertThat(lookAfter(10, lease("a", 1))).isEmpty();
  }
}
