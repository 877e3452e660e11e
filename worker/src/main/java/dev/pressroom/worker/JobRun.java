package dev.pressroom.worker;

import dev.pressroom.job.Outcome;
import dev.pressroom.press.Assignment;
import dev.pressroom.press.Briefing;
import dev.pressroom.press.Line;
import dev.pressroom.queue.Claim;
import java.time.Duration;
import java.time.Instant;

/**
 * One claimed attempt on its way through a press: handed over, listened to, stopped when it takes
 * too long or somebody says so, killed when it does not stop. When {@link #on} returns, nothing of
 * the attempt runs any more, or the press has said that it finished.
 *
 * <p>One thread runs it; {@link #stop} may come from any, also before and after.
 */
final class JobRun {
  private final Claim claim;
  private final Limits limits;
  private final long claimed = System.nanoTime();
  private StopReason stopped;
  private Press press;

  /**
   * @param time how long the attempt may take
   * @param stopping how long a report that was asked to stop may take for it
   * @param presses those of presses
   */
  record Limits(Duration time, Duration stopping, Briefing.Limits presses) {}

  JobRun(Claim claim, Limits limits) {
    this.claim = claim;
    this.limits = limits;
  }

  Claim claim() {
    return claim;
  }

  /** For how many nanoseconds it has been claimed. */
  long age() {
    return System.nanoTime() - claimed;
  }

  /** Why it was stopped from outside, or null. */
  synchronized StopReason stopped() {
    return stopped;
  }

  /** Stops it. The first reason counts, except that a lost lease overrides every other. */
  synchronized void stop(StopReason reason) {
    if (stopped == null || reason == StopReason.LEASE_LOST) {
      stopped = reason;
    }
    if (press != null) {
      press.wake();
    }
  }

  private synchronized void begin(Press on) {
    press = on;
  }

  private synchronized void end() {
    press = null;
  }

  /** What came of it. */
  Outcome on(Press running) throws InterruptedException {
    Assignment assignment =
        new Assignment(
            claim.id(),
            claim.attempt(),
            claim.directory(),
            claim.route(),
            claim.lease().worker(),
            claim.claimedAt());
    Endings endings = new Endings(claim, Instant.now(), limits.presses());
    begin(running);
    try {
      if (stopped() != null) {
        return endings.stopped(stopped());
      }
      running.run(assignment);
      return listen(running, assignment, endings);
    } finally {
      end();
    }
  }

  private Outcome listen(Press running, Assignment assignment, Endings endings)
      throws InterruptedException {
    long deadline = System.nanoTime() + limits.time().toNanos();
    Line dying = null;
    boolean stopping = false;
    boolean timedOut = false;
    while (true) {
      Line line = running.next(deadline - System.nanoTime());
      String said = line == null ? "" : line.say();
      if (said.equals("finished") && dying == null && assignment.isMeantBy(line)) {
        return finished(running, line, endings, timedOut);
      }
      if (said.equals("dying") && assignment.isMeantBy(line)) {
        // It may hang on its way out.
        dying = line;
        deadline = Math.min(deadline, System.nanoTime() + limits.stopping().toNanos());
      }
      boolean over = System.nanoTime() >= deadline;
      boolean ended = said.equals(Press.ENDED);
      if (over && !stopping && dying == null) {
        timedOut = true;
      }
      if (running.nonsense() != null
          || ended
          || stopped() == StopReason.LEASE_LOST
          || (over && (stopping || dying != null))) {
        running.kill();
        return dead(running, dying, endings, timedOut);
      }
      if (!stopping && (timedOut || stopped() != null)) {
        stopping = true;
        running.stop(assignment);
        deadline = System.nanoTime() + limits.stopping().toNanos();
      }
    }
  }

  /** The press has spoken. One that was asked to stop is never used again, whatever it says. */
  private Outcome finished(Press running, Line line, Endings endings, boolean timedOut) {
    boolean askedToStop = timedOut || stopped() != null;
    String retire = line.textOrNull("retire");
    if (askedToStop) {
      running.kill();
    } else if (retire != null) {
      endings.retired(running, retire);
      running.dismiss();
    }
    Outcome outcome = endings.said();
    if (!askedToStop || outcome.produced() != null) {
      return outcome;
    }
    return stopped() != null
        ? endings.stopped(stopped())
        : endings.timedOut(running, limits.time());
  }

  private Outcome dead(Press running, Line dying, Endings endings, boolean timedOut) {
    if (stopped() != null) {
      return endings.stopped(stopped());
    }
    return timedOut ? endings.timedOut(running, limits.time()) : endings.died(running, dying);
  }
}
