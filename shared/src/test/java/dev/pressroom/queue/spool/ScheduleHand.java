package dev.pressroom.queue.spool;

import dev.pressroom.queue.EveryMinute;
import dev.pressroom.queue.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One process of {@link SpoolScheduleTest}: many threads that advance one schedule. */
final class ScheduleHand {
  private ScheduleHand() {}

  /** {@code <spool> <schedule> <now> <threads>}. */
  public static void main(String[] arguments) throws Exception {
    SettableClock clock = new SettableClock(Instant.parse(arguments[2]));
    int many = Integer.parseInt(arguments[3]);
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try (SpoolStore store = SpoolStore.open(Path.of(arguments[0]), clock)) {
      List<Callable<Object>> each = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        each.add(() -> store.advance(arguments[1], EveryMinute.called(arguments[1])));
      }
      for (Future<Object> done : threads.invokeAll(each)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
