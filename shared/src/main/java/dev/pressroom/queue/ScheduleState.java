package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import java.time.Duration;
import java.time.Instant;

/**
 * What a store remembers of a schedule. Immutable; its methods give what is to be remembered next,
 * so that every store decides alike.
 *
 * @param name lower-case letters and digits with single dots or dashes between them, up to 64
 * @param times when it fires, as its rule says it: another text means other times
 * @param since when the store first saw it
 * @param through every fire up to this moment is decided; those after it are not
 * @param fired the latest fire that a job was submitted for; null if there was none
 * @param pausedAt null if it is not paused
 */
public record ScheduleState(
    String name, String times, Instant since, Instant through, Instant fired, Instant pausedAt) {
  /**
   * A fire that is noticed later than this was missed. Must exceed the time between two looks at
   * the clock, or a fire would count as missed that nobody was late for.
   */
  public static final Duration ON_TIME = Duration.ofSeconds(60);

  /**
   * A clock that is behind the last fire by less than this was set back a little: what was decided
   * stays decided, and the schedule waits until the clock has caught up. If it is behind by more,
   * the clock must have been wrong when that fire was noted, and the schedule goes on from now.
   */
  public static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  private static final int LONGEST_TIMES = 500;

  public ScheduleState {
    checkName(name);
    if (since == null || through == null) {
      throw new IllegalArgumentException("schedule " + name + " must have begun at some time");
    }
    if (times.isBlank() || times.length() > LONGEST_TIMES || times.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "what schedule "
              + name
              + " fires by is a line of 1 to "
              + LONGEST_TIMES
              + " characters, not \""
              + times
              + '"');
    }
  }

  /** Of a schedule that the store sees for the first time: it starts now. */
  static ScheduleState firstSeen(String name, String times, Instant now) {
    return new ScheduleState(name, times, now, now, null, null);
  }

  /**
   * Checks a schedule's name.
   *
   * @return the name
   * @throws IllegalArgumentException if it is none
   */
  public static String checkName(String name) {
    try {
      return JobId.checkReport(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          '"'
              + name
              + "\" is not a schedule's name; it is up to 64 of a-z and 0-9 with single dots or"
              + " dashes between them, like finance.monthly-sales",
          e);
    }
  }

  public boolean paused() {
    return pausedAt != null;
  }

  /** The same, paused. */
  public ScheduleState pause(Instant now) {
    return paused() ? this : new ScheduleState(name, times, since, through, fired, now);
  }

  /** The same, no longer paused: what would have fired up to now is skipped. */
  public ScheduleState resume(Instant now) {
    return paused()
        ? new ScheduleState(name, times, since, later(through, now), fired, null)
        : this;
  }

  ScheduleState decided(String newTimes, Instant newThrough, Instant newFired) {
    return new ScheduleState(name, newTimes, since, newThrough, newFired, pausedAt);
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
