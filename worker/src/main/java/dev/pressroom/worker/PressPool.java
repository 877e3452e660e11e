package dev.pressroom.worker;

import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 *
 * <p>The invariant, on which claiming and the end of the worker rest: idle permits, plus presses
 * reserved, plus jobs handed over that no press has taken, plus what is {@link #owed}, are as many
 * as there are slots that wait for a job or asked ahead for one. Each method moves one unit from
 * one of these to another, or a slot comes or leaves with one. Since a permit that is owed can be
 * claimed with by nobody, a slot that waits turns it back into one.
 */
final class PressPool {
  private static final Logger LOG = LoggerFactory.getLogger(PressPool.class);

  /** Then another worker shall have it: much longer than what counts as a short job. */
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

  private static final int MOST_ABANDONED = 10_000;

  private final ConcurrentHashMap<String, JobRun> runs = new ConcurrentHashMap<>();
  private final BlockingQueue<JobRun> handedOver = new LinkedBlockingQueue<>();
  private final Semaphore idle = new Semaphore(0);

  /**
   * Presses that asked ahead, but whose job went back: they ask again when they are free. Less than
   * zero while slots are gone that had asked: the next that ask do so for nothing.
   */
  private final AtomicInteger owed = new AtomicInteger();

  /** The latest of those that were given up; more than that is another trouble altogether. */
  private final Set<String> abandoned =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST_ABANDONED;
            }
          });

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

  /** A slot's, which has said that it is ready: waits; null if there is no job for a while. */
  JobRun awaitJob() throws InterruptedException {
    JobRun run = handedOver.poll(500, TimeUnit.MILLISECONDS);
    if (run == null && idle.availablePermits() == 0) {
      // The job that it had asked for may have gone back after it was ready for it.
      ready(true);
    }
    return run;
  }

  /**
   * A slot's: its press can take a job.
   *
   * @param asked whether it asked for it already
   */
  void ready(boolean asked) {
    boolean asks =
        asked
            ? owed.getAndUpdate(left -> left > 0 ? left - 1 : left) > 0
            : owed.getAndUpdate(left -> left < 0 ? left + 1 : left) >= 0;
    if (asks) {
      idle.release();
    }
  }

  /** A slot's: it leaves by a fault, and had asked for a job that it does not take. */
  void forgo() {
    owed.decrementAndGet();
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
    giveBackLate(neverRan, LONGEST_WAIT_NANOS);
  }

  void giveBackLate(Consumer<JobRun> neverRan, long longest) {
    for (JobRun run : handedOver) {
      // Removing it says whether a press has taken it meanwhile.
      if (run.age() > longest && handedOver.remove(run)) {
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

  /** The job is settled. */
  void done(JobRun run) {
    runs.remove(key(run.claim()), run);
  }

  /**
   * Nothing more can be done about a job that the store does not let go of: given back, it would
   * run again and again. It stays known until this worker, or its lease, is gone.
   */
  void abandoned(JobRun run) {
    synchronized (abandoned) {
      abandoned.add(key(run.claim()));
    }
    done(run);
  }

  /** Whether an attempt is with a press, or given up for good. */
  boolean knows(String job, int attempt) {
    String key = key(job, attempt);
    if (runs.containsKey(key)) {
      return true;
    }
    synchronized (abandoned) {
      return abandoned.contains(key);
    }
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
