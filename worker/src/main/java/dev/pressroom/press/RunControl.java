package dev.pressroom.press;

import dev.pressroom.job.Outcome;

/**
 * What goes back and forth between a running report and whoever had it run. Methods may be called
 * from any thread and return at once.
 */
public interface RunControl {

  /** How far the report is, in its own words. */
  void progress(long done, long total, String message);

  /** Whether the attempt was asked to stop. */
  boolean stopRequested();

  /** Which report it is that runs: told once, before any of its code does. */
  void found(Outcome.Report report);

  /**
   * Takes what ends a statement that runs on the database, to be called when a stop is asked for.
   */
  void onStop(Runnable cancel);
}
