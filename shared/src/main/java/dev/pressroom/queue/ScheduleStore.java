package dev.pressroom.queue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.UniqueKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What schedules need of a store. Any number of workers may advance the same schedule at the same
 * time; each fire becomes one job.
 */
public interface ScheduleStore {
  /**
   * How long after a fire's job has ended its key holds, beside the last fire that the store
   * remembers: longer than any trouble in which the one was done and the other was not. No shorter
   * retention removes the job before that.
   */
  Duration KEY_KEPT = Duration.ofDays(7);

  /** How the times of a schedule end that is not enabled. */
  String NOT_ENABLED = " (not enabled)";

  /**
   * Decides about the fires since the last time, by the store's clock, and submits the jobs for
   * them; all while nobody else decides about this schedule. A schedule that is seen for the first
   * time starts now; one that is paused stays as it is; one whose times were changed since starts
   * now with them, but for fires that are on time.
   *
   * <p>If this throws, some of the jobs may be there, and the fires are decided about again the
   * next time; the keys of the jobs keep each from being there twice.
   *
   * @throws QueueException if the store cannot be reached or refuses; trying again is right
   */
  Advanced advance(String schedule, Rule rule);

  /**
   * Stops a schedule, on every worker, until it is resumed.
   *
   * @return false if the store has never seen it
   */
  boolean pauseSchedule(String schedule);

  /**
   * Lets a schedule go on. What would have fired meanwhile is skipped.
   *
   * @return false if the store has never seen it
   */
  boolean resumeSchedule(String schedule);

  /** Every schedule that the store has seen, by name. */
  List<ScheduleState> schedules();

  /**
   * The names of those of which the store cannot read what it remembers: they do not fire, and
   * {@link #schedules} lacks them.
   */
  default Set<String> damagedSchedules() {
    return Set.of();
  }

  /** The key of the job for a fire. */
  static UniqueKey key(String schedule, Instant fire) {
    return UniqueKey.once(schedule + "@" + fire, KEY_KEPT);
  }

  /**
   * When a schedule fires, and what is submitted then. Called in the middle of a store's
   * transaction: it must be quick, depend on nothing but its arguments, and use no store.
   */
  interface Rule {
    /** When it fires, in one line. If this changes, the schedule starts anew. */
    String times();

    /**
     * The jobs for the fires after the first moment and up to the second, which is now.
     *
     * @return what was decided; {@link Due#NOTHING} if no fire lies in between
     */
    Due due(Instant after, Instant now);
  }

  /**
   * What is due.
   *
   * @param jobs each with the {@link #key} of its fire, the earliest first; may be empty, if fires
   *     are to be skipped
   * @param through the latest fire that was decided about; null if there was none
   */
  record Due(List<Job> jobs, Instant through) {
    public static final Due NOTHING = new Due(List.of(), null);

    public Due {
      jobs = List.copyOf(jobs);
      if (!jobs.isEmpty() && through == null
          || jobs.stream()
              .anyMatch(
                  job ->
                      job.request().key().map(UniqueKey::kind).orElse(null)
                          != UniqueKey.Kind.ONCE)) {
        throw new IllegalArgumentException(
            "jobs of a schedule need the key of their fire, and the fire that they are for");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param state what the store remembers from now on
   * @param jobs those that stand for the fires that are due, in their order; another worker may
   *     have submitted them
   */
  record Advanced(ScheduleState state, List<JobId> jobs) {}

  /**
   * The decision itself, which every store makes between reading what it remembers and writing it:
   * submit the jobs, then remember the state.
   *
   * @param state what to remember
   * @param jobs to be submitted
   */
  record Decision(ScheduleState state, List<Job> jobs) {

    /**
     * Decides.
     *
     * @param known what the store remembers; empty if it has never seen the schedule
     * @param now by the store's clock
     */
    public static Decision of(
        String schedule, Optional<ScheduleState> known, Instant now, Rule rule) {
      if (known.isEmpty()) {
        return new Decision(ScheduleState.firstSeen(schedule, rule.times(), now), List.of());
      }
      ScheduleState state = known.get();
      if (state.paused()) {
        return new Decision(state, List.of());
      }
      Instant through = state.through();
      if (through.isAfter(now.plus(ScheduleState.LONGEST_SILENCE))) {
        through = now;
      }
      if (!rule.times().equals(state.times())) {
        // What is enabled again has missed nothing, not even what would be on time.
        boolean enabledAgain = state.times().endsWith(NOT_ENABLED);
        through =
            ScheduleState.later(through, enabledAgain ? now : now.minus(ScheduleState.ON_TIME));
      }
      Due due = through.isBefore(now) ? rule.due(through, now) : Due.NOTHING;
      Instant fired =
          due.jobs().isEmpty()
              ? state.fired()
              : due.jobs().get(due.jobs().size() - 1).request().asOf().orElse(due.through());
      return new Decision(
          state.decided(rule.times(), due.through() == null ? through : due.through(), fired),
          due.jobs());
    }
  }
}
