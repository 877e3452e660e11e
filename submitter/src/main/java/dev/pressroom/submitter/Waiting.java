package dev.pressroom.submitter;

import dev.pressroom.job.JobState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Waits for jobs on behalf of {@link SubmittedJob#whenFinished}: one daemon thread, started when
 * there is something to wait for, and ended when there is not. Its monitor guards all fields; jobs
 * are looked at and stages completed outside it.
 */
final class Waiting {
  static final String THREAD = "pressroom-submitter-waiting";

  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 500;
  private static final long LONGEST_JOIN_MILLIS = 2_000;

  private final Map<CompletableFuture<JobState>, SubmittedJob> waiting = new LinkedHashMap<>();
  private Thread thread;
  private boolean fresh;
  private boolean closed;

  CompletableFuture<JobState> whenFinished(SubmittedJob job) {
    CompletableFuture<JobState> stage = new CompletableFuture<>();
    synchronized (this) {
      if (!closed) {
        if (thread == null) {
          thread = start();
        }
        waiting.put(stage, job);
        fresh = true;
        notifyAll();
        return stage;
      }
    }
    cancel(stage, job);
    return stage;
  }

  /** Nothing of the thread that happens to ask is inherited: its context may have to be let go. */
  private Thread start() {
    Thread started = new Thread(null, this::run, THREAD, 0, false);
    started.setContextClassLoader(Waiting.class.getClassLoader());
    started.setDaemon(true);
    started.start();
    return started;
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      Map<CompletableFuture<JobState>, SubmittedJob> round;
      synchronized (this) {
        waiting.keySet().removeIf(CompletableFuture::isDone);
        if (closed || waiting.isEmpty()) {
          thread = null;
          return;
        }
        if (fresh) {
          pause = FIRST_PAUSE_MILLIS;
          fresh = false;
        }
        round = new LinkedHashMap<>(waiting);
      }
      long began = System.nanoTime();
      round.forEach(Waiting::look);
      // At most half of the time goes into looking, however many jobs there are.
      pause(Math.max(pause, (System.nanoTime() - began) / 1_000_000));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private static void look(CompletableFuture<JobState> stage, SubmittedJob job) {
    try {
      if (!stage.isDone() && job.state().finished()) {
        JobState state = job.durableState();
        if (state.finished()) {
          stage.complete(state);
        }
      }
    } catch (RuntimeException | Error e) {
      stage.completeExceptionally(e);
    }
  }

  private synchronized void pause(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    try {
      while (!fresh && !closed && left > 0) {
        wait(left);
        left = (until - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      // Nobody but something chained to a stage can have done that; it does not stop the others.
      return;
    }
  }

  /** Ends the thread; what still waits hears of it. */
  void close() {
    Thread ending;
    Map<CompletableFuture<JobState>, SubmittedJob> left;
    synchronized (this) {
      closed = true;
      ending = thread;
      left = new LinkedHashMap<>(waiting);
      waiting.clear();
      notifyAll();
    }
    left.forEach(Waiting::cancel);
    if (ending != null && ending != Thread.currentThread()) {
      try {
        ending.join(LONGEST_JOIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void cancel(CompletableFuture<JobState> stage, SubmittedJob job) {
    stage.completeExceptionally(
        new CancellationException(
            "the submitter was closed while job "
                + job.id()
                + " was waited for; the job goes on without"));
  }
}
