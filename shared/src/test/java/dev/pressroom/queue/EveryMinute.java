package dev.pressroom.queue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The simplest schedule: a job for every full minute, none skipped.
 *
 * @param times as the store sees it; another text is another schedule
 */
public record EveryMinute(String name, String times) implements ScheduleStore.Rule {

  public static EveryMinute called(String name) {
    return new EveryMinute(name, "every minute");
  }

  @Override
  public ScheduleStore.Due due(Instant after, Instant now) {
    List<Job> jobs = new ArrayList<>();
    Instant fire = after.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    for (; !fire.isAfter(now); fire = fire.plusSeconds(60)) {
      JobRequest request =
          JobRequest.of("sales.monthly")
              .output("csv")
              .asOf(fire)
              .key(ScheduleStore.key(name, fire))
              .build();
      jobs.add(new Job(JobId.create(now, request.report()), request, now, null));
    }
    return jobs.isEmpty()
        ? ScheduleStore.Due.NOTHING
        : new ScheduleStore.Due(jobs, fire.minusSeconds(60));
  }
}
