package dev.pressroom.schedule;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.ScheduleStore;
import dev.pressroom.queue.ScheduleStore.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A schedule as its file says. Immutable, so its {@link #rule} may be asked from any thread. */
public final class Schedule {
  /** The label that says which schedule a job is of. */
  public static final String LABEL = "schedule";

  /** How long a second press of the same key within the same second finds the first's job. */
  private static final Duration BY_HAND_KEPT = Duration.ofMinutes(10);

  private final String name;
  private final When when;
  private final JobTemplate job;

  /**
   * When it fires.
   *
   * @param zone in which its times are told
   */
  record When(Times times, ZoneId zone, Misfire misfire, boolean enabled) {}

  Schedule(String name, When when, JobTemplate job) {
    this.name = name;
    this.when = when;
    this.job = job;
  }

  public String name() {
    return name;
  }

  public String report() {
    return job.report();
  }

  public ZoneId zone() {
    return when.zone();
  }

  public boolean enabled() {
    return when.enabled();
  }

  public Misfire misfire() {
    return when.misfire();
  }

  /** When it fires, in one line. */
  public String times() {
    return when.times().text();
  }

  /** The first fire after a moment; empty if there is none any more, or it is not enabled. */
  public Optional<Instant> next(Instant after) {
    return when.enabled() ? when.times().next(after) : Optional.empty();
  }

  /** What the job for a fire asks for. */
  public JobRequest request(Instant fire) {
    return job.request(fire)
        .label(LABEL, name)
        .asOf(fire)
        .key(ScheduleStore.key(name, fire))
        .build();
  }

  /** What a job asks for that a person wants now. Asked twice within a second, it is one job. */
  public JobRequest byHand(Instant now) {
    Instant second = Instant.ofEpochSecond(now.getEpochSecond());
    return job.request(second)
        .label(LABEL, name)
        .asOf(second)
        .key(UniqueKey.once(name + " by hand@" + second, BY_HAND_KEPT))
        .build();
  }

  /** What the store asks. */
  public ScheduleStore.Rule rule() {
    return new ScheduleStore.Rule() {
      @Override
      public String times() {
        // Enabled again, it starts anew.
        return Schedule.this.times() + (when.enabled() ? "" : ScheduleStore.NOT_ENABLED);
      }

      @Override
      public Due due(Instant after, Instant now) {
        return Schedule.this.due(after, now);
      }
    };
  }

  private Due due(Instant after, Instant now) {
    if (!when.enabled()) {
      return Due.NOTHING;
    }
    Instant missedBefore = now.minus(ScheduleState.ON_TIME);
    Instant justBefore = missedBefore.minusMillis(1);
    List<Instant> onTime =
        when.times().between(after.isAfter(justBefore) ? after : justBefore, now);
    if (!onTime.isEmpty()) {
      // One that is on time stands for all that were missed before.
      return new Due(
          onTime.stream().map(fire -> job(fire, now)).toList(), onTime.get(onTime.size() - 1));
    }
    return when.times()
        .lastBetween(after, justBefore)
        .map(
            missed ->
                new Due(
                    when.misfire() == Misfire.FIRE_ONCE ? List.of(job(missed, now)) : List.of(),
                    missed))
        .orElse(Due.NOTHING);
  }

  private Job job(Instant fire, Instant now) {
    JobRequest request = request(fire);
    return new Job(
        JobId.create(now, request.report()),
        request,
        now,
        new Job.SubmittedBy("schedule " + name, null));
  }
}
