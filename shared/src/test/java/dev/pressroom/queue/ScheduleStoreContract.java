package dev.pressroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store does with schedules. */
public abstract class ScheduleStoreContract extends StoreFixture {
  private static final String NAME = "finance.monthly-sales";
  private static final EveryMinute RULE = EveryMinute.called(NAME);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private List<JobId> advanced() {
    return store.advance(NAME, RULE).jobs();
  }

  private List<JobId> advancedAfter(Duration time) {
    clock.advance(time);
    return advanced();
  }

  private List<JobView> jobs() {
    return store.list(JobFilter.newest(1_000));
  }

  private ScheduleState state() {
    return store.schedules().stream()
        .filter(known -> known.name().equals(NAME))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNewScheduleStartsAtTheMomentAtWhichItWasFirstSeen() {
    ScheduleStore.Advanced first = store.advance(NAME, RULE);

    assertThat(first.jobs()).isEmpty();
    assertThat(first.state())
        .isEqualTo(new ScheduleState(NAME, "every minute", START, START, null, null));
    assertThat(store.schedules()).containsExactly(first.state());
    assertThat(advancedAfter(Duration.ofSeconds(59))).isEmpty();
    assertThat(state().since()).isEqualTo(START);
  }

  @Test
  void aFireBecomesOneJobHoweverOftenItIsLookedAt() {
    advanced();

    List<JobId> ids = advancedAfter(MINUTE.plusSeconds(5));

    assertThat(ids).hasSize(1);
    assertThat(advanced()).isEmpty();
    assertThat(stateOf(ids.get(0))).isEqualTo(JobState.QUEUED);
    assertThat(jobs()).extracting(JobView::id).containsExactlyElementsOf(ids);
    assertThat(store.findByKey(ScheduleStore.key(NAME, START.plus(MINUTE))))
        .map(JobView::id)
        .contains(ids.get(0));
    assertThat(state().through()).isEqualTo(START.plus(MINUTE));
    assertThat(state().fired()).isEqualTo(START.plus(MINUTE));
  }

  @Test
  void theRuleIsAskedForWhatLiesAfterTheLastFireUpToNow() {
    advanced();
    advancedAfter(MINUTE.plusSeconds(5));
    List<Instant> asked = new ArrayList<>();
    clock.advance(Duration.ofSeconds(20));

    store.advance(NAME, deciding(asked, ScheduleStore.Due.NOTHING));

    assertThat(asked).containsExactly(START.plus(MINUTE), START.plusSeconds(85));
    assertThat(state().through()).as("nothing was due").isEqualTo(START.plus(MINUTE));
  }

  @Test
  void severalFiresBecomeSeveralJobsInTheirOrder() {
    advanced();

    List<JobId> ids = advancedAfter(MINUTE.multipliedBy(3));

    assertThat(ids).hasSize(3).isSorted();
    assertThat(state().fired()).isEqualTo(START.plus(MINUTE.multipliedBy(3)));
  }

  @Test
  void firesThatTheRuleSkipsAreDecidedAboutAllTheSame() {
    advanced();
    clock.advance(MINUTE.multipliedBy(3));

    store.advance(
        NAME, deciding(new ArrayList<>(), new ScheduleStore.Due(List.of(), START.plus(MINUTE))));

    assertThat(state().through()).isEqualTo(START.plus(MINUTE));
    assertThat(state().fired()).isNull();
    assertThat(jobs()).isEmpty();
  }

  private static ScheduleStore.Rule deciding(List<Instant> asked, ScheduleStore.Due due) {
    return new ScheduleStore.Rule() {
      @Override
      public String times() {
        return RULE.times();
      }

      @Override
      public ScheduleStore.Due due(Instant after, Instant now) {
        asked.add(after);
        asked.add(now);
        return due;
      }
    };
  }

  @Test
  void aRuleThatFailsChangesNothing() {
    advanced();
    clock.advance(MINUTE);
    ScheduleStore.Rule broken =
        new ScheduleStore.Rule() {
          @Override
          public String times() {
            return "broken";
          }

          @Override
          public ScheduleStore.Due due(Instant after, Instant now) {
            throw new IllegalStateException("out of order");
          }
        };

    assertThatThrownBy(() -> store.advance(NAME, broken)).hasMessageContaining("out of order");

    assertThat(state().times()).isEqualTo("every minute");
    assertThat(advanced()).hasSize(1);
  }

  @Test
  void aHundredThreadsThatSeeOneFireMakeOneJob() throws Exception {
    advanced();
    clock.advance(MINUTE);
    List<Callable<List<JobId>>> workers = new ArrayList<>();
    List<Store> stores = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      stores.add(open(clock));
    }
    for (int i = 0; i < 100; i++) {
      Store mine = stores.get(i % stores.size());
      workers.add(() -> mine.advance(NAME, RULE).jobs());
    }
    ExecutorService threads = Executors.newFixedThreadPool(100);
    Set<JobId> ids = ConcurrentHashMap.newKeySet();
    for (Future<List<JobId>> jobs : threads.invokeAll(workers)) {
      ids.addAll(jobs.get());
    }
    threads.shutdown();
    stores.forEach(Store::close);

    assertThat(ids).hasSize(1);
    assertThat(jobs()).extracting(JobView::id).containsExactlyElementsOf(ids);
  }

  @Test
  void whatIsKnownOfAScheduleOutlivesItsStore() {
    advanced();
    advancedAfter(MINUTE);
    ScheduleState before = state();
    store.close();
    store = open(clock);

    assertThat(state()).isEqualTo(before);
    assertThat(advancedAfter(MINUTE)).hasSize(1);
  }

  // Clocks.

  @Test
  void aClockThatIsSetBackFiresNothingAgain() {
    advanced();
    advancedAfter(MINUTE.multipliedBy(3));

    assertThat(advancedAfter(Duration.ofMinutes(-2))).isEmpty();
    assertThat(advancedAfter(MINUTE)).as("decided before").isEmpty();
    assertThat(advancedAfter(MINUTE)).as("decided before").isEmpty();
    assertThat(jobs()).hasSize(3);
    assertThat(advancedAfter(MINUTE)).hasSize(1);
  }

  @Test
  void aClockThatWasFarAheadSilencesAScheduleForADayAtMost() {
    advanced();
    Duration far = ScheduleState.LONGEST_SILENCE.plus(MINUTE.multipliedBy(5));
    clock.advance(far);
    ScheduleStore.Rule fireOnce =
        deciding(new ArrayList<>(), RULE.due(clock.instant().minus(MINUTE), clock.instant()));
    List<JobId> ahead = store.advance(NAME, fireOnce).jobs();
    assertThat(ahead).hasSize(1);

    clock.advance(far.negated());
    assertThat(advanced()).as("goes on from now").isEmpty();
    assertThat(advancedAfter(MINUTE)).hasSize(1);
    assertThat(advancedAfter(MINUTE.multipliedBy(3))).hasSize(3);

    assertThat(advancedAfter(far.minus(MINUTE.multipliedBy(4))))
        .as("the fire that the clock was ahead for has its job")
        .endsWith(ahead.get(0));
  }

  @Test
  void aFireWhoseJobHasEndedIsNotDoneAgainThoughTheClockWasSetBackByDays() {
    advanced();
    JobId first = advancedAfter(MINUTE).get(0);
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, success(claim));
    clock.advance(Duration.ofDays(-2));
    assertThat(advanced()).as("goes on from then").isEmpty();

    clock.advance(Duration.ofDays(2));
    ScheduleStore.Due sameFire = RULE.due(START, START.plus(MINUTE));
    assertThat(store.advance(NAME, deciding(new ArrayList<>(), sameFire)).jobs())
        .containsExactly(first);
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void theKeyOfAFireIsKeptForItsTimeAfterTheJobHasEnded() {
    UniqueKey key = ScheduleStore.key(NAME, START);

    assertThat(key.value()).isEqualTo("finance.monthly-sales@2026-11-21T08:00:00Z");
    assertThat(key.kind()).isEqualTo(UniqueKey.Kind.ONCE);
    assertThat(key.keep()).isEqualTo(ScheduleStore.KEY_KEPT);
  }

  // Changes and pauses.

  @Test
  void aScheduleWhoseTimesAreChangedStartsAnewWithThem() {
    advanced();
    clock.advance(Duration.ofMinutes(10));

    ScheduleStore.Advanced changed =
        store.advance(NAME, new EveryMinute(NAME, "every minute of another kind"));

    assertThat(changed.jobs()).as("only what is on time").hasSize(1);
    assertThat(changed.state().times()).isEqualTo("every minute of another kind");
    assertThat(state()).isEqualTo(changed.state());
  }

  @Test
  void aPausedScheduleFiresNothingAndSkipsWhatItWouldHaveFired() {
    advanced();
    advancedAfter(MINUTE);
    assertThat(store.pauseSchedule(NAME)).isTrue();
    assertThat(store.pauseSchedule(NAME)).as("again").isTrue();
    assertThat(state().pausedAt()).isEqualTo(clock.instant());

    assertThat(advancedAfter(Duration.ofHours(1))).isEmpty();
    assertThat(store.resumeSchedule(NAME)).isTrue();
    assertThat(store.resumeSchedule(NAME)).as("again").isTrue();

    assertThat(state().paused()).isFalse();
    assertThat(advanced()).isEmpty();
    assertThat(advancedAfter(MINUTE)).hasSize(1);
  }

  @Test
  void aScheduleThatTheStoreHasNeverSeenCanNeitherBePausedNorResumed() {
    assertThat(store.pauseSchedule("unknown")).isFalse();
    assertThat(store.resumeSchedule("unknown")).isFalse();
    assertThat(store.schedules()).isEmpty();
  }

  @Test
  void schedulesAreListedByName() {
    for (String name : List.of("b", "a.c", "a-b")) {
      store.advance(name, EveryMinute.called(name));
    }
    store.pauseSchedule("b");

    assertThat(store.schedules())
        .extracting(ScheduleState::name)
        .containsExactly("a-b", "a.c", "b");
    assertThat(store.schedules())
        .extracting(ScheduleState::paused)
        .containsExactly(false, false, true);
  }

  @Test
  void aNameThatIsNoScheduleIsRefused() {
    for (String name : List.of("../lock", "A", "", "a b", "a".repeat(65))) {
      assertThatThrownBy(() -> store.advance(name, RULE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a schedule's name");
      assertThatThrownBy(() -> store.pauseSchedule(name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
