package dev.pressroom.worker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BeatTest {
  @Test
  void goesOnWhateverIsThrown() {
    AtomicInteger beats = new AtomicInteger();
    try (Beat beat =
        Beat.start(
            "test",
            Duration.ofMillis(1),
            () -> {
              if (beats.incrementAndGet() < 3) {
                throw new OutOfMemoryError("for the test");
              }
            })) {
      await().until(() -> beats.get() >= 4);
    }
  }
}
