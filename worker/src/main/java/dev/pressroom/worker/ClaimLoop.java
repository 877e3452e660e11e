package dev.pressroom.worker;

import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.QueueException;
import dev.pressroom.worker.config.WorkerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims as many jobs as presses are idle and hands them over; moves jobs whose time has come into
 * their queues on its way. Runs on a thread of its own; {@link #stop} and {@link #isClaiming} may
 * come from any.
 */
final class ClaimLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** What is due already, and was not promoted, must not be asked for without a pause. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

  private final DispatchStore store;
  private final Registration registration;
  private final PressPool presses;
  private final Rules rules;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean claiming;
  private volatile boolean withoutPress;
  private volatile boolean withoutSpace;
  private Duration pause = Duration.ZERO;

  /** Of this turn's claims; counted as it goes, because a fault may break off in the middle. */
  private int handedOver;

  /** Whether nothing ran when the last look found nothing. */
  private boolean quiet;

  /**
   * How it claims.
   *
   * @param settings of the worker
   * @param untilEmpty whether to end when nothing waits and nothing runs; what is scheduled for
   *     later, retries included, is not waited for
   * @param supervising makes a run of a claim
   * @param space that claimed jobs need
   * @param clock tells when scheduled jobs are due
   */
  record Rules(
      WorkerSettings settings,
      boolean untilEmpty,
      Function<Claim, JobRun> supervising,
      FreeSpace space,
      Clock clock) {}

  ClaimLoop(DispatchStore store, Registration registration, PressPool presses, Rules rules) {
    this.store = store;
    this.registration = registration;
    this.presses = presses;
    this.rules = rules;
  }

  /** No claims from now on; the loop ends soon. */
  void stop() {
    stopped.countDown();
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Whether it ended because there is no press and none can be started. */
  boolean isWithoutPress() {
    return withoutPress;
  }

  /** Whether it ended because the disk has no room for jobs, though some may wait. */
  boolean isWithoutSpace() {
    return withoutSpace;
  }

  /** Whether the store may know of claims that are not yet with a press. */
  boolean isClaiming() {
    return claiming;
  }

  @Override
  public void run() {
    try {
      while (!isStopped()) {
        if (!turn()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when there is nothing more to do. */
  private boolean turn() throws InterruptedException {
    int idle = presses.reserve(200, TimeUnit.MILLISECONDS);
    if (idle == 0) {
      withoutPress = rules.untilEmpty() && presses.noneCanStart();
      return !withoutPress;
    }
    handedOver = 0;
    try {
      Optional<Instant> due = store.promoteDue();
      boolean room = rules.space().suffices();
      if (!room && rules.untilEmpty() && presses.busy() == 0) {
        // Nothing here makes room, and what waits cannot be begun without.
        withoutSpace = true;
        return false;
      }
      if (room) {
        claim(idle);
      }
      pause = Duration.ZERO;
      if (handedOver == 0) {
        presses.giveBack(idle);
        idle = 0;
        boolean more = waitForWork(due);
        // Only one that has looked has seen that nothing waits.
        quiet &= room;
        return more;
      }
      return true;
    } catch (QueueException e) {
      boolean first = pause.isZero();
      pause();
      if (first) {
        LOG.warn("nothing can be claimed; it is tried again until it can", e);
      } else if (pause.equals(LONGEST_PAUSE)) {
        LOG.warn("nothing can be claimed still: {}", e.getMessage());
      }
      return true;
    } catch (RuntimeException | Error e) {
      // A fault of ours in one turn must not end the worker while its presses wait.
      pause();
      LOG.error("a turn of the claim loop failed; the next in {} ms", pause.toMillis(), e);
      return true;
    } finally {
      presses.giveBack(Math.max(0, idle - handedOver));
      if (!pause.isZero()) {
        if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.debug("no more waiting; the claim loop ends");
        }
      }
    }
  }

  private void claim(int idle) {
    Lease lease = registration.lease();
    claiming = true;
    try {
      List<Claim> claims =
          isStopped() ? List.of() : store.claim(lease, rules.settings().queues(), idle);
      for (Claim claim : claims) {
        try (About about = About.attempt(claim)) {
          LOG.info("claimed queue={} priority={}", claim.route().queue(), claim.route().priority());
          if (isLaidOut(claim)) {
            JobRun run = rules.supervising().apply(claim);
            handedOver++;
            presses.run(run);
          }
        }
      }
    } catch (LeaseLostException e) {
      registration.lost(lease);
    } finally {
      claiming = false;
    }
  }

  /** One claim that has no room to begin in must not keep the others from it. */
  private boolean isLaidOut(Claim claim) {
    try {
      store.layOut(claim);
      return true;
    } catch (QueueException e) {
      // The heartbeat gives back what nobody here knows of.
      LOG.warn("the attempt's directory cannot be made; the job is given back", e);
      return false;
    }
  }

  private boolean waitForWork(Optional<Instant> due) throws InterruptedException {
    // Settled jobs may have put something back into a queue after the claim had looked there.
    if (rules.untilEmpty() && presses.busy() == 0 && quiet) {
      return false;
    }
    quiet = presses.busy() == 0;
    Duration most = rules.untilEmpty() ? Duration.ofMillis(50) : rules.settings().poll();
    Duration until = due.map(at -> Duration.between(rules.clock().instant(), at)).orElse(most);
    if (until.compareTo(most) > 0) {
      until = most;
    }
    if (until.compareTo(SHORTEST_WAIT) < 0) {
      until = SHORTEST_WAIT;
    }
    long end = System.nanoTime() + until.toNanos();
    // In pieces, so that a long wait does not hold up the end.
    for (long left = until.toNanos(); left > 0 && !isStopped(); left = end - System.nanoTime()) {
      Duration piece = Duration.ofNanos(Math.min(left, LONGEST_WAIT.toNanos()));
      if (store.awaitWork(rules.settings().queues(), piece)) {
        break;
      }
    }
    return true;
  }

  private void pause() {
    Duration next = pause.isZero() ? Duration.ofMillis(250) : pause.multipliedBy(2);
    pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }
}
