package dev.pressroom.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A worker without presses: one thread claims in batches, slots take job after job and do nothing,
 * and their ends are written as {@link Completion} says.
 *
 * @param <J> a claimed job
 */
record Pipeline<J>(Claiming<J> claiming, Completing<J> completing, Completion completion) {
  static final int SLOTS = 8;
  static final int BATCH = 100;

  /** Called by one thread. */
  interface Claiming<J> {
    List<J> claim(int most) throws IOException;
  }

  /** Called by several threads. */
  interface Completing<J> {
    void complete(List<J> jobs) throws IOException;
  }

  /** Something that has ended, and who waits for that to be durable. */
  private record End<J>(J job, CompletableFuture<Void> durable) {}

  /**
   * @return how many a second, from the first claim until all are durable
   */
  double perSecond(int jobs) throws IOException {
    BlockingQueue<J> claimed = new ArrayBlockingQueue<>(2 * BATCH);
    BlockingQueue<End<J>> ended = new LinkedBlockingQueue<>();
    AtomicInteger begun = new AtomicInteger();
    List<Callable<Void>> parts = new ArrayList<>();
    parts.add(() -> claim(jobs, claimed));
    for (int slot = 0; slot < SLOTS; slot++) {
      parts.add(() -> run(jobs, begun, claimed, ended));
    }
    if (completion != Completion.SINGLE) {
      parts.add(() -> write(jobs, ended));
    }
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try {
      ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
      long began = System.nanoTime();
      parts.forEach(running::submit);
      for (int i = 0; i < parts.size(); i++) {
        running.take().get();
      }
      return jobs * 1e9 / (System.nanoTime() - began);
    } catch (ExecutionException e) {
      throw new IOException("draining failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Void claim(int jobs, BlockingQueue<J> claimed) throws IOException, InterruptedException {
    for (int taken = 0; taken < jobs; ) {
      List<J> some = claiming.claim(Math.min(BATCH, jobs - taken));
      if (some.isEmpty()) {
        throw new IOException("nothing is left to claim after " + taken + " of " + jobs + " jobs");
      }
      for (J job : some) {
        claimed.put(job);
      }
      taken += some.size();
    }
    return null;
  }

  private Void run(
      int jobs, AtomicInteger begun, BlockingQueue<J> claimed, BlockingQueue<End<J>> ended)
      throws IOException, InterruptedException, ExecutionException {
    while (begun.getAndIncrement() < jobs) {
      J job = claimed.take();
      switch (completion) {
        case SINGLE -> completing.complete(List.of(job));
        case AWAITED -> {
          CompletableFuture<Void> durable = new CompletableFuture<>();
          ended.add(new End<>(job, durable));
          durable.get();
        }
        case BATCHED -> ended.add(new End<>(job, null));
      }
    }
    return null;
  }

  private Void write(int jobs, BlockingQueue<End<J>> ended)
      throws IOException, InterruptedException {
    for (int done = 0; done < jobs; ) {
      List<End<J>> some = new ArrayList<>();
      some.add(ended.take());
      ended.drainTo(some, BATCH - 1);
      completing.complete(some.stream().map(End::job).toList());
      for (End<J> end : some) {
        if (end.durable() != null) {
          end.durable().complete(null);
        }
      }
      done += some.size();
    }
    return null;
  }
}
