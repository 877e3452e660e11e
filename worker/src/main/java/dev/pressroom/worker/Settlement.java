package dev.pressroom.worker;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.QueueException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the store record what came of attempts, off the threads of their presses, which get their
 * next job meanwhile: whatever has finished since the last look goes in one batch, and a lone job
 * waits for no company.
 *
 * <p>A store that cannot be reached is tried again for as long as the lease stands; a claim that no
 * longer stands is a log line and nothing else. What a store that answers otherwise refuses to
 * record is settled as failed after some ten minutes, and at once if a bug of ours is in the way:
 * neither may run a job again and again, nor hold up another one's settling.
 *
 * <p>Runs on a thread of its own; the other methods may be called from any and return at once.
 */
final class Settlement implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  /** With the waits between them about ten minutes: time to make room on a full disk. */
  private static final int MOST_REFUSALS = 120;

  /** With the waits between them about half a minute. */
  private static final int MOST_LAST_REFUSALS = 10;

  /**
   * More than presses finish while one batch is settled; bounds what a store out of reach costs.
   */
  private static final int MOST_UNRECORDED = 64;

  /** Whether the store took nothing when it was last asked: one line for all that wait for it. */
  private volatile boolean refusing;

  private final DispatchStore store;
  private final Decisions decisions;
  private final Told told;
  private final int mostRefusals;
  private final BlockingQueue<Recording> arrived = new LinkedBlockingQueue<>();
  private final AtomicInteger unrecorded = new AtomicInteger();

  /** Only for the settling thread: what is to be recorded, now or when its time has come. */
  private final List<Recording> open = new ArrayList<>();

  /** Whether the store answered when it was asked in this batch; null before. */
  private Boolean answers;

  private volatile boolean ending;
  private volatile boolean leaving;
  private volatile long giveUpAt;

  /** Who hears of it. */
  interface Told {
    /** Nothing more is done about an attempt: it is recorded, or another worker repeats it. */
    void over(JobRun run);

    /** An attempt can in no way be recorded, and shall not run again because of that. */
    void abandoned(JobRun run);

    /** A settled job has something to deliver. */
    void delivering();
  }

  Settlement(DispatchStore store, Told told, Clock clock) {
    this(store, told, clock, MOST_REFUSALS);
  }

  /**
   * @param mostRefusals so often an outcome is tried to be recorded while the store answers
   *     otherwise
   */
  Settlement(DispatchStore store, Told told, Clock clock, int mostRefusals) {
    this.store = store;
    this.told = told;
    this.decisions = new Decisions(clock);
    this.mostRefusals = mostRefusals;
  }

  /** Whether more jobs should be begun, or too many have ended that cannot be recorded. */
  boolean hasRoom() {
    return unrecorded.get() < MOST_UNRECORDED;
  }

  /** The worker ends: a store that cannot be reached is tried for that much longer. */
  void giveUpAfter(Duration patience) {
    giveUpAt = System.nanoTime() + patience.toNanos();
    leaving = true;
    wake();
  }

  /** Lets the thread end once everything is recorded, or given up. Nothing may come after this. */
  void end() {
    ending = true;
    wake();
  }

  private void wake() {
    arrived.add(new Recording(null, null, 0));
  }

  /** Gives back a job that no press took. */
  void neverRan(JobRun run) {
    settle(run, decisions.outcome(run.claim(), JobState.QUEUED, Reason.RELEASED, null));
  }

  /** Gives back a job for which no press could be started. */
  void noPress(JobRun run, String why) {
    Failure failure =
        Failure.of("no press could be started for the job; the last reason: " + why, false);
    settle(run, decisions.outcome(run.claim(), JobState.SCHEDULED, Reason.RELEASED, failure));
  }

  /** Takes what came of an attempt, of which nothing runs any more. */
  void settle(JobRun run, Outcome outcome) {
    add(new Recording(run, outcome, mostRefusals));
  }

  /**
   * Settles an attempt, of which nothing runs any more, as failed, because it could not be
   * supervised.
   */
  void fail(JobRun run, Throwable why) {
    Recording recording = new Recording(run, null, mostRefusals);
    recording.lastResort = why;
    add(recording);
  }

  private void add(Recording recording) {
    unrecorded.incrementAndGet();
    arrived.add(recording);
  }

  @Override
  public void run() {
    try {
      while (true) {
        take();
        if (open.isEmpty() && ending && arrived.isEmpty()) {
          return;
        }
        List<Recording> due = due();
        try {
          record(due);
        } catch (Throwable e) {
          // Memory exhausted, perhaps. What is still open is tried again, after a while.
          LOG.error("settling failed; it is done again", e);
          due.forEach(Recording::later);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until something has arrived, or the time of something has come. */
  private void take() throws InterruptedException {
    List<Recording> batch = new ArrayList<>();
    if (open.isEmpty() && !ending) {
      batch.add(arrived.take());
    } else {
      long next = Long.MAX_VALUE;
      for (Recording recording : open) {
        next = Math.min(next, recording.notBefore - System.nanoTime());
      }
      Recording first =
          open.isEmpty() ? null : arrived.poll(Math.max(0, next), TimeUnit.NANOSECONDS);
      if (first != null) {
        batch.add(first);
      }
    }
    arrived.drainTo(batch);
    batch.stream().filter(recording -> recording.run != null).forEach(open::add);
    if (leaving) {
      // Whoever waits for longer would hold up the end.
      long soon = System.nanoTime() + Recording.FIRST_WAIT_MILLIS * 1_000_000;
      for (Recording recording : open) {
        recording.notBefore = recording.notBefore - soon < 0 ? recording.notBefore : soon;
        recording.wait = Recording.FIRST_WAIT_MILLIS;
      }
    }
  }

  private List<Recording> due() {
    long now = System.nanoTime();
    return open.stream().filter(recording -> recording.notBefore - now <= 0).toList();
  }

  private void record(List<Recording> due) {
    answers = null;
    List<Recording> ends = new ArrayList<>();
    List<Recording> others = new ArrayList<>();
    for (Recording recording : due) {
      if (decided(recording)) {
        (recording.decision.kind() == Decision.Kind.SETTLE ? ends : others).add(recording);
      }
    }
    if (!ends.isEmpty()) {
      settleAll(ends);
    }
    others.forEach(this::goOn);
  }

  /** False if there is nothing to record. */
  private boolean decided(Recording recording) {
    JobRun run = recording.run;
    if (run.stopped() == StopReason.LEASE_LOST) {
      recording.about(() -> LOG.warn("lease-lost; what this attempt made is not recorded"));
      over(recording);
      return false;
    }
    if (recording.decision == null && recording.lastResort == null) {
      try {
        recording.decision = decisions.on(run.claim(), recording.outcome);
      } catch (RuntimeException e) {
        recording.lastResort = e;
      }
    }
    if (recording.decision == null) {
      recording.about(() -> failInstead(recording));
    }
    return true;
  }

  /**
   * The last resort: the job is settled as failed, without the attempt's files and whatever its
   * outcome was. If not even that can be recorded, the job stays with the lease until another
   * worker rescues it, or this one ends: that counts as an attempt, giving it back would not.
   */
  private void failInstead(Recording recording) {
    Throwable why = recording.lastResort;
    LOG.error("what came of the attempt cannot be recorded; the job is settled as failed", why);
    Failure failure =
        new Failure(
            "the worker could not record what came of the attempt: "
                + why
                + ". What the attempt made, if anything, is in its own folder and was not"
                + " published. Remove the cause and retry the job.",
            false,
            null,
            Failure.causesOf(why),
            "");
    recording.decision =
        Decision.end(
            decisions.outcome(
                recording.run.claim(), JobState.FAILED, Reason.TEMPORARY_FAILURE, failure));
    recording.most = MOST_LAST_REFUSALS;
    recording.refusals = 0;
    recording.wait = Recording.FIRST_WAIT_MILLIS;
  }

  private void settleAll(List<Recording> ends) {
    List<DispatchStore.Settled> settled;
    try {
      settled =
          store.settleAll(
              ends.stream()
                  .map(end -> new DispatchStore.Settle(end.run.claim(), end.decision.outcome()))
                  .toList());
    } catch (QueueException e) {
      ends.forEach(end -> end.about(() -> refused(end, e)));
      return;
    } catch (RuntimeException e) {
      if (ends.size() == 1) {
        ends.get(0).about(() -> broken(ends.get(0), e));
      } else {
        // It is the fault of one of them; the others need not share its fate.
        ends.forEach(end -> settleAll(List.of(end)));
      }
      return;
    }
    for (int i = 0; i < ends.size(); i++) {
      Recording end = ends.get(i);
      DispatchStore.Settled one = settled.get(i);
      end.about(
          () -> {
            if (one.trouble() != null) {
              refused(end, one.trouble());
            } else {
              recorded(end, one.stood());
            }
          });
    }
  }

  private void goOn(Recording recording) {
    Decision decision = recording.decision;
    recording.about(
        () -> {
          try {
            recorded(
                recording,
                decision.kind() == Decision.Kind.RETRY
                    ? store.retry(recording.run.claim(), decision.outcome(), decision.at())
                    : store.release(recording.run.claim(), decision.outcome(), decision.at()));
          } catch (QueueException e) {
            refused(recording, e);
          } catch (RuntimeException e) {
            broken(recording, e);
          }
        });
  }

  private void recorded(Recording recording, boolean stood) {
    Decision decision = recording.decision;
    refusing = false;
    over(recording);
    if (!stood) {
      LOG.warn("lease-lost; the claim no longer stands, nothing was changed");
      return;
    }
    Outcome outcome = decision.outcome();
    switch (decision.kind()) {
      case SETTLE -> LOG.info("settled state={} reason={}", outcome.state(), outcome.reason());
      case RETRY -> LOG.info("retried reason={} at={}", outcome.reason(), decision.at());
      case RELEASE -> released(decision);
    }
    if (decision.kind() == Decision.Kind.SETTLE
        && !recording.run.claim().job().request().deliver().isEmpty()) {
      told.delivering();
    }
  }

  /** Loud where somebody may have to do something: a password, a database that is down. */
  private static void released(Decision decision) {
    if (decision.outcome().failure() == null) {
      LOG.info("released at={}", decision.at());
    } else {
      LOG.warn("released at={} because {}", decision.at(), decision.outcome().failure().message());
    }
  }

  /** The store does not take it now. */
  private void refused(Recording recording, QueueException e) {
    if (recording.run.stopped() == StopReason.LEASE_LOST
        || (leaving && System.nanoTime() - giveUpAt > 0)) {
      LOG.error("the outcome could not be recorded; another worker repeats the attempt", e);
      over(recording);
    } else if (answersOtherwise() && ++recording.refusals >= recording.most) {
      broken(recording, e);
    } else {
      if (!refusing || recording.refusals > 0) {
        LOG.warn("the outcome cannot be recorded now; tried again in {} ms", recording.wait, e);
      }
      refusing = true;
      recording.later();
      if (!hasRoom()) {
        LOG.warn(
            "{} outcomes wait to be recorded; no job is begun until there are fewer than {}",
            unrecorded.get(),
            MOST_UNRECORDED);
      }
    }
  }

  /** It is this one that cannot be recorded: as failed, or not at all. */
  private void broken(Recording recording, RuntimeException e) {
    if (recording.lastResort == null) {
      recording.lastResort = e;
      recording.decision = null;
      recording.notBefore = System.nanoTime();
      return;
    }
    if (e != recording.lastResort) {
      e.addSuppressed(recording.lastResort);
    }
    LOG.error(
        "the job cannot even be settled as failed; it stays in {} for as long as this worker"
            + " lives, and counts as an attempt then; make what is said below possible, and restart"
            + " the worker",
        recording.run.claim().directory(),
        e);
    over(recording, () -> told.abandoned(recording.run));
  }

  private void over(Recording recording) {
    over(recording, () -> told.over(recording.run));
  }

  private void over(Recording recording, Runnable telling) {
    if (open.remove(recording)) {
      unrecorded.decrementAndGet();
      telling.run();
    }
  }

  /** Whether it is this one outcome that the store does not take. */
  private boolean answersOtherwise() {
    if (answers == null) {
      try {
        store.leases();
        answers = true;
      } catch (QueueException e) {
        answers = false;
      }
    }
    return answers;
  }
}
