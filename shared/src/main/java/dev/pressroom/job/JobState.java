package dev.pressroom.job;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The states of a job and the one table of legal transitions. Every store asks it; nothing else
 * decides what is legal.
 */
public enum JobState {
  /** Written, waiting for the host's release. Spool only. */
  PREPARED,
  /** Waits for its time: a later run, or a retry after a back-off. */
  SCHEDULED,
  /** Waits for a worker. */
  QUEUED,
  /** Claimed by a worker's lease. */
  RUNNING,
  /** Its artifacts are published. */
  SUCCEEDED,
  /** No attempt is left, or trying again cannot help; the error file says why. */
  FAILED,
  /** Ended by request, or because nobody needs it any more. */
  CANCELLED;

  private static final Map<JobState, Set<JobState>> TRANSITIONS = new EnumMap<>(JobState.class);

  static {
    TRANSITIONS.put(PREPARED, EnumSet.of(SCHEDULED, QUEUED, CANCELLED));
    TRANSITIONS.put(SCHEDULED, EnumSet.of(QUEUED, CANCELLED));
    TRANSITIONS.put(QUEUED, EnumSet.of(RUNNING, CANCELLED));
    TRANSITIONS.put(RUNNING, EnumSet.of(SUCCEEDED, FAILED, CANCELLED, SCHEDULED, QUEUED));
    TRANSITIONS.put(SUCCEEDED, EnumSet.noneOf(JobState.class));
    TRANSITIONS.put(FAILED, EnumSet.of(QUEUED));
    TRANSITIONS.put(CANCELLED, EnumSet.of(QUEUED));
  }

  /** Whether a job may go from this state to {@code next} in one step. */
  public boolean mayBecome(JobState next) {
    return TRANSITIONS.get(this).contains(next);
  }

  /** Whether the job has ended; only an operator's retry leaves such a state. */
  public boolean finished() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** The state's name in files, listings and paths: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static JobState parse(String text) {
    for (JobState state : values()) {
      if (state.text().equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a state of a job; one of: " + EnumSet.allOf(JobState.class));
  }

  @Override
  public String toString() {
    return text();
  }
}
