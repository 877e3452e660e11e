package dev.pressroom.press;

import dev.pressroom.job.Outcome;
import dev.pressroom.report.definition.Limits;

/**
 * What goes back and forth between a running report and whoever had it run. Methods may be called
 * from any thread and return at once, but for {@link #awaitGrant}.
 */
public interface RunControl {

  /** How far the report is, in its own words. */
  void progress(long done, long total, String message);

  /** Whether the attempt was asked to stop. */
  boolean stopRequested();

  /**
   * Which report it is that runs, and what it may take at most of its own accord: told once, before
   * any of its code does. Rows, pages and bytes are looked after by who runs it.
   */
  void found(Outcome.Report report, Limits limits);

  /**
   * Waits until what the report has written may be committed: its artifacts are durable, and
   * whoever had it run has made sure that the job is still theirs. By hand there is nobody to ask.
   *
   * @throws InterruptedException if it may not; it is to be rolled back
   */
  default void awaitGrant() throws InterruptedException {}

  /** Whether what the report writes is committed in the end; otherwise it is rolled back. */
  default boolean commits() {
    return true;
  }

  /**
   * Takes what ends a statement that runs on the database, to be called when a stop is asked for.
   */
  void onStop(Runnable cancel);
}
