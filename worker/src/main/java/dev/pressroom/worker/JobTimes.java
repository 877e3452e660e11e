package dev.pressroom.worker;

/** How long jobs take here, on the average of the last ones. Safe for use by several threads. */
final class JobTimes {
  /**
   * Below this, claiming the next job takes a share of the time that is worth saving; and a job
   * that was claimed ahead does not wait for longer than anybody notices.
   */
  private static final double SHORT_NANOS = 250e6;

  private static final double WEIGHT_OF_LAST = 0.2;

  /** Long, until it is known better. */
  private double average = 4 * SHORT_NANOS;

  synchronized void add(long nanos) {
    average += WEIGHT_OF_LAST * (nanos - average);
  }

  synchronized boolean areShort() {
    return average < SHORT_NANOS;
  }
}
