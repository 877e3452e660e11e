package dev.pressroom.worker;

import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The presses, each with a thread of its own ({@link Slot}), and the jobs that are with them: from
 * the moment that a claim is handed over until it is settled. Safe for use by several threads.
 *
 * <p>While jobs are short, a press asks for its next one when it begins with one, so that claiming
 * goes on beside running. Such a job waits here for the first press that is free, and goes back to
 * the queue if that takes long.
 */
final class PressPool {
  private static final Logger LOG = LoggerFactory.getLogger(PressPool.class);

  /** Then another worker shall have it: much longer than what counts as a short job. */
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

  private final ConcurrentHashMap<String, JobRun> runs = new ConcurrentHashMap<>();
  private final BlockingQueue<JobRun> handedOver = new LinkedBlockingQueue<>();
  private final Semaphore idle = new Semaphore(0);

  /** Presses that asked ahead, but whose job went back: they ask again when they are free. */
  private final AtomicInteger owed = new AtomicInteger();

  private final JobTimes times = new JobTimes();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final AtomicInteger unable = new AtomicInteger();

  /** Serves one press until the pool ends. */
  interface Serving {
    void serve(PressPool pool);
  }

  /** Starts the presses. */
  void start(int count, Serving slot) {
    for (int i = 1; i <= count; i++) {
      Thread thread = new Thread(() -> serve(slot), "press-slot-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  private void serve(Serving slot) {
    while (!isEnding()) {
      try {
        slot.serve(this);
      } catch (Throwable e) {
        // A fault of ours costs this press, not the place that it stood in.
        LOG.error("a press was given up; another takes its place", e);
        pauseAfterFault();
      }
    }
  }

  private void pauseAfterFault() {
    try {
      pause(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A slot's: waits, but no longer than until the pool ends. */
  void pause(long millis) throws InterruptedException {
    if (ending.await(millis, TimeUnit.MILLISECONDS)) {
      LOG.debug("no more waiting; the presses end");
    }
  }

  /**
   * Takes as many presses as are idle; they are the caller's until {@link #run} or {@link
   * #giveBack}.
   *
   * @param wait at most so long for the first
   */
  int reserve(long wait, TimeUnit unit) throws InterruptedException {
    if (!idle.tryAcquire(wait, unit)) {
      return 0;
    }
    return 1 + idle.drainPermits();
  }

  void giveBack(int presses) {
    idle.release(presses);
  }

  /** Gives a job to a press that was reserved. */
  void run(JobRun run) {
    runs.put(key(run.claim()), run);
    handedOver.add(run);
  }

  /** A slot's: says that it is ready and waits for a job; null if there is none for a while. */
  JobRun awaitJob() throws InterruptedException {
    return handedOver.poll(500, TimeUnit.MILLISECONDS);
  }

  /**
   * A slot's: its press can take a job.
   *
   * @param asked whether it asked for it already
   */
  void ready(boolean asked) {
    if (!asked || owed.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      idle.release();
    }
  }

  /**
   * A slot's: its press begins with a job, after which it can take another.
   *
   * @return whether it has asked for that one now
   */
  boolean askAhead() {
    if (isEnding() || !times.areShort()) {
      return false;
    }
    idle.release();
    return true;
  }

  /** A slot's: a job was with its press for so long. */
  void took(long nanos) {
    times.add(nanos);
  }

  /** Gives back the jobs that were claimed ahead and have waited for a press for too long. */
  void giveBackLate(Consumer<JobRun> neverRan) {
    for (JobRun run : handedOver) {
      // Removing it says whether a press has taken it meanwhile.
      if (run.age() > LONGEST_WAIT_NANOS && handedOver.remove(run)) {
        owed.incrementAndGet();
        neverRan.accept(run);
      }
    }
  }

  /** Gives back every job that waits for a press; nothing is claimed any more. */
  void giveBackWaiting(Consumer<JobRun> neverRan) {
    for (JobRun run = handedOver.poll(); run != null; run = handedOver.poll()) {
      idle.release();
      neverRan.accept(run);
    }
  }

  /**
   * A slot's: its press cannot take a job for now.
   *
   * @return false if a job was promised to it already
   */
  boolean unready() {
    return idle.tryAcquire();
  }

  /** A slot's: it cannot start a press, and goes on trying. */
  void unable() {
    unable.incrementAndGet();
  }

  /** A slot's: it is no longer unable to. */
  void able() {
    unable.decrementAndGet();
  }

  /** Whether no press can be started, by any slot, and has not been for some tries. */
  boolean noneCanStart() {
    return unable.get() == threads.size();
  }

  /** The job is settled, or nothing more can be done about it. */
  void done(JobRun run) {
    runs.remove(key(run.claim()), run);
  }

  /** Whether an attempt is with a press. */
  boolean knows(String job, int attempt) {
    return runs.containsKey(key(job, attempt));
  }

  /** How many jobs are with presses. */
  int busy() {
    return runs.size();
  }

  /** Stops one attempt; nothing if it is not here. */
  void stop(String job, int attempt, StopReason reason) {
    JobRun run = runs.get(key(job, attempt));
    if (run != null) {
      run.stop(reason);
    }
  }

  void stopAll(StopReason reason) {
    stop(claim -> true, reason);
  }

  /** Stops all that runs under a lease. */
  void lost(Lease lease) {
    stop(claim -> claim.lease().equals(lease), StopReason.LEASE_LOST);
  }

  private void stop(Predicate<Claim> which, StopReason reason) {
    runs.values().stream().filter(run -> which.test(run.claim())).forEach(run -> run.stop(reason));
  }

  boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Ends the presses once their jobs are settled; returns when they are gone. */
  void end() throws InterruptedException {
    ending.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static String key(Claim claim) {
    return key(claim.id().text(), claim.attempt().number());
  }

  private static String key(String job, int attempt) {
    return job + " " + attempt;
  }
}
