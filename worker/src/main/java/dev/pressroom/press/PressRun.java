package dev.pressroom.press;

import dev.pressroom.job.Outcome;
import dev.pressroom.report.definition.Limits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The attempt that a press is at. {@link #stop} may come from another thread at any time, also when
 * the attempt has just ended.
 */
final class PressRun implements RunControl {
  private static final int LONGEST_STACK = 8_000;
  private static final int MOST_THREADS = 10;

  private final Assignment assignment;
  private final Progress progress;
  private final Voice voice;
  private final CountDownLatch granted = new CountDownLatch(1);
  private final LogLimit log;
  private final Thread runner = Thread.currentThread();
  private volatile boolean stopRequested;
  private volatile Runnable cancel = () -> {};
  private boolean over;

  /** Takes how large the attempt's log may be at most, and who says so. */
  interface LogLimit {
    void atMost(long bytes, String setBy);
  }

  PressRun(Assignment assignment, Progress progress, Voice voice, LogLimit log) {
    this.assignment = assignment;
    this.progress = progress;
    this.voice = voice;
    this.log = log;
  }

  Assignment assignment() {
    return assignment;
  }

  @Override
  public void progress(long done, long total, String message) {
    progress.note(done, total, message);
  }

  @Override
  public void found(Outcome.Report report, Limits limits) {
    limits.log().ifPresent(own -> log.atMost(own.most(), own.setBy()));
    voice.say(
        assignment
            .about("found")
            .with("definition", report.digest())
            .with("masked", String.join(" ", report.masked()))
            .with("timeMillis", limits.time().map(Limits.Limit::most).orElse(null))
            .with("timeSetBy", limits.time().map(Limits.Limit::setBy).orElse(null)));
  }

  @Override
  public boolean stopRequested() {
    return stopRequested;
  }

  @Override
  public void onStop(Runnable end) {
    cancel = end;
    if (stopRequested) {
      end.run();
    }
  }

  @Override
  public void awaitGrant() throws InterruptedException {
    voice.say(assignment.about("prepared"));
    granted.await();
  }

  /** The worker lets it commit. */
  void grant() {
    granted.countDown();
  }

  /** Asks the report to end: it may look, its statement is cancelled, its thread interrupted. */
  synchronized void stop() {
    if (over || stopRequested) {
      return;
    }
    stopRequested = true;
    sayWhereItStands();
    runner.interrupt();
    // On a thread of its own: the database may be slow to answer, and the worker is listened to
    // meanwhile.
    Thread canceller = new Thread(() -> cancel.run(), "pressroom-cancel");
    canceller.setDaemon(true);
    canceller.start();
  }

  /** People ask what a report was at when it took too long. */
  private void sayWhereItStands() {
    StringBuilder stack = new StringBuilder();
    for (StackTraceElement frame : runner.getStackTrace()) {
      if (stack.length() > LONGEST_STACK) {
        break;
      }
      stack.append("at ").append(frame).append('\n');
    }
    voice.say(assignment.about("stopping").with("message", stack).with("deadlock", deadlock()));
  }

  /** The threads that wait for each other, or null. */
  private static String deadlock() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] waiting = threads.findDeadlockedThreads();
    if (waiting == null) {
      return null;
    }
    return Arrays.stream(threads.getThreadInfo(waiting))
        .filter(Objects::nonNull)
        .limit(MOST_THREADS)
        .map(
            one -> "\"%s\" waits for \"%s\"".formatted(one.getThreadName(), one.getLockOwnerName()))
        .collect(Collectors.joining(", "));
  }

  /** After this no stop reaches the thread any more. */
  synchronized void over() {
    over = true;
    Thread.interrupted();
  }
}
