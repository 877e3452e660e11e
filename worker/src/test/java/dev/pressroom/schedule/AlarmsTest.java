package dev.pressroom.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  @Test
  void goesOnWhateverIsThrown() {
    AtomicInteger rings = new AtomicInteger();
    try (Alarms alarms = new Alarms(Runnable::run)) {
      alarms.every(
          "test",
          OFTEN,
          () -> {
            if (rings.incrementAndGet() < 3) {
              throw new OutOfMemoryError("for the test");
            }
          });
      await().until(() -> rings.get() >= 4);
    }
  }

  @Test
  void anAlarmCanBeSetAnewWhileItRingsAndTheLastOneCounts() {
    AtomicInteger rings = new AtomicInteger();
    try (Alarms alarms = new Alarms(Runnable::run)) {
      alarms.at("test", Instant.now().plusSeconds(3_600), () -> rings.addAndGet(1_000));
      alarms.at("test", Instant.now(), ringing(alarms, rings));
      await().until(() -> rings.get() == 5);
    }
    assertThat(rings).hasValue(5);
  }

  private static Runnable ringing(Alarms alarms, AtomicInteger rings) {
    return () -> {
      if (rings.incrementAndGet() < 5) {
        alarms.at("test", Instant.now(), ringing(alarms, rings));
      }
    };
  }

  @Test
  void itsThreadsAreDaemonsWithNamesAndEndWithIt() {
    CountDownLatch rang = new CountDownLatch(1);
    Alarms alarms = new Alarms(Runnable::run);
    alarms.every("test", OFTEN, rang::countDown);
    await().until(() -> rang.getCount() == 0);
    assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);

    alarms.close();
    await().until(() -> threads().length == 0);
  }

  private static Thread[] threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("alarm"))
        .toArray(Thread[]::new);
  }

  @Test
  void theEndWaitsForWhatRunsButNotForWhatIsUnhurried() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    Alarms alarms = new Alarms(Runnable::run);
    alarms.unhurried("long", OFTEN, () -> waiting(begun, never));
    alarms.every(
        "short",
        Duration.ofHours(1),
        () -> {
          waiting(begun, go);
          done.incrementAndGet();
        });
    begun.await();
    Thread closing = new Thread(alarms::close);
    closing.start();
    await().until(() -> closing.getState() == Thread.State.WAITING);
    assertThat(done).hasValue(0);

    go.countDown();
    closing.join();
    assertThat(done).hasValue(1);
    never.countDown();
  }

  private static void waiting(CountDownLatch begun, CountDownLatch until) {
    begun.countDown();
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
