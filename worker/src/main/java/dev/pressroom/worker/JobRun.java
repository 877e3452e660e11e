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
  private static final long ASK_AGAIN_NANOS = 250_000_000;

  private final Claim claim;
  private final Limits limits;
  private final long claimed = System.nanoTime();
  private StopReason stopped;
  private Press press;
  private TimeLimit time;

  /**
   * @param time how long the attempt may take, as far as is known before its report is
   * @param stopping how long a report that was asked to stop may take for it
   * @param presses those of presses
   */
  record Limits(TimeLimit time, Duration stopping, Briefing.Limits presses) {}

  JobRun(Claim claim, Limits limits) {
    this.claim = claim;
    this.limits = limits;
    this.time = limits.time();
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
  Outcome on(Press running, Grants grants) throws InterruptedException {
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
      return listen(running, assignment, endings, grants);
    } finally {
      end();
    }
  }

  private Outcome listen(Press running, Assignment assignment, Endings endings, Grants grants)
      throws InterruptedException {
    long began = System.nanoTime();
    long deadline = began + time.most().toNanos();
    Line dying = null;
    boolean stopping = false;
    boolean timedOut = false;
    boolean prepared = false;
    boolean granted = false;
    while (true) {
      long wait = deadline - System.nanoTime();
      Line line = running.next(prepared && !granted ? Math.min(wait, ASK_AGAIN_NANOS) : wait);
      String said = line == null ? "" : line.say();
      if (said.equals("finished") && dying == null && assignment.isMeantBy(line)) {
        return finished(running, line, endings, timedOut);
      }
      if (said.equals("found") && assignment.isMeantBy(line)) {
        boolean first = endings.found(line);
        if (first && !stopping) {
          time = time.tighter(line);
          deadline = began + time.most().toNanos();
        }
      }
      if (said.equals("dying") && assignment.isMeantBy(line)) {
        // It may hang on its way out.
        dying = line;
        deadline = Math.min(deadline, System.nanoTime() + limits.stopping().toNanos());
      }
      if (said.equals("stopping") && assignment.isMeantBy(line)) {
        endings.stoodAt(line);
      }
      prepared |= said.equals("prepared") && assignment.isMeantBy(line);
      if (prepared && !granted && stopped() == null && System.nanoTime() < deadline) {
        granted = grants.mayCommit(this);
        if (granted) {
          endings.granted();
          running.commit(assignment);
          time = TimeLimit.COMMIT;
          deadline = System.nanoTime() + time.most().toNanos();
        }
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
        endings.frozen(running.isFrozen());
        running.kill();
        return dead(running, dying, endings, timedOut);
      }
      // What may be committed by now is not stopped for anything but time.
      if (!stopping && (timedOut || (stopped() != null && !granted))) {
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
    if (line.isTrue("plugins")) {
      running.bindTo(claim.job().request().principal().tenant());
    }
    if (askedToStop) {
      running.kill();
    } else if (retire != null) {
      endings.retired(running, retire);
      running.dismiss();
    }
    Outcome outcome = endings.said();
    if (endings.isUntrue()) {
      // Somebody else spoke for it; the report may still run.
      running.kill();
    }
    if (!askedToStop || outcome.produced() != null || (endings.isGranted() && !timedOut)) {
      return outcome;
    }
    return dead(running, null, endings, timedOut);
  }

  private Outcome dead(Press running, Line dying, Endings endings, boolean timedOut) {
    // What may have been committed was not simply stopped, unless it is another worker's by now.
    if (stopped() != null && (!endings.isGranted() || stopped() == StopReason.LEASE_LOST)) {
      return endings.stopped(stopped());
    }
    return timedOut ? endings.timedOut(running, time) : endings.died(running, dying);
  }
}
