package dev.pressroom.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbered steps on some threads, each taking the next as it has time. */
final class Parallel {

  /** One step; called by several threads. */
  interface Step {
    void run(int number) throws IOException;
  }

  private Parallel() {}

  /**
   * Runs all steps.
   *
   * @return how many a second
   * @throws IOException if one failed, in whatever way
   */
  static double perSecond(int threads, int steps, Step step) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      AtomicInteger next = new AtomicInteger();
      Callable<Void> part =
          () -> {
            for (int number = next.getAndIncrement();
                number < steps;
                number = next.getAndIncrement()) {
              step.run(number);
            }
            return null;
          };
      List<Future<Void>> parts = new ArrayList<>();
      long began = System.nanoTime();
      for (int thread = 0; thread < threads; thread++) {
        parts.add(pool.submit(part));
      }
      for (Future<Void> running : parts) {
        running.get();
      }
      return steps * 1e9 / (System.nanoTime() - began);
    } catch (ExecutionException e) {
      throw new IOException("a step failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
