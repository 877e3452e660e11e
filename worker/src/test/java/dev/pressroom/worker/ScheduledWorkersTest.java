package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.Job;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.SettableClock;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.spool.SpoolStore;
import dev.pressroom.schedule.Alarms;
import dev.pressroom.schedule.Firing;
import dev.pressroom.schedule.ScheduleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers that fire schedules, together and one after the other. */
@Timeout(120)
final class ScheduledWorkersTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(home);
  }

  /** Its jobs stand in a queue that nobody serves: when they are submitted is what counts. */
  private void schedule(String name, String rest) throws IOException {
    Path folder = Files.createDirectories(home.resolve("schedules"));
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        pressroom: schedule/1
        timeZone: UTC
        job: {report: test.quick, outputs: [csv], queue: unserved}
        """
            + rest);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  private List<JobView> jobs() {
    return bench.store().list(JobFilter.newest(9_999));
  }

  private List<Instant> fires(String schedule) throws Exception {
    List<Instant> fires = new ArrayList<>();
    for (JobView view : jobs()) {
      Job job = new JobDirectory(view.directory()).readJob(new LocalDisk());
      if (job.request().labels().get("schedule").equals(schedule)) {
        fires.add(job.asOf());
      }
    }
    return fires.stream().sorted().toList();
  }

  @Test
  void ofTwoWorkersOneOfWhichIsKilledEachFireIsOneJob() throws Exception {
    schedule("often", "every: 1s\n");
    try (WorkerProcess first = bench.start("w1");
        WorkerProcess second = bench.start("w2")) {
      soon().until(() -> second.log().contains("schedule-read schedule=often"));
      soon().until(() -> jobs().size() >= 3);
      first.signal("KILL");
      int before = jobs().size();
      soon().until(() -> jobs().size() >= before + 3);
      second.signal("TERM");
      assertThat(second.exit()).as(second.log()).isZero();
    }
    List<Instant> fires = fires("often");
    assertThat(fires).doesNotHaveDuplicates();
    assertThat(Duration.between(fires.get(0), fires.get(fires.size() - 1)))
        .as("none is missing of " + fires)
        .isEqualTo(Duration.ofSeconds(fires.size() - 1));
  }

  @Test
  void afterAllWereDownAcrossThreeFiresComesWhatThePolicySays() throws Exception {
    ZonedDateTime fire =
        Instant.now()
            .minus(1, ChronoUnit.HOURS)
            .truncatedTo(ChronoUnit.MINUTES)
            .atZone(ZoneOffset.UTC);
    String daily = "cron: 0 %d %d * * ?\n".formatted(fire.getMinute(), fire.getHour());
    schedule("once", daily);
    schedule("skipping", daily + "misfire: skip\n");
    seenThreeFiresAgo();

    try (WorkerProcess worker = bench.start("w1")) {
      soon()
          .until(() -> bench.store().schedules().stream().allMatch(state -> decided(state, fire)));
      assertThat(worker.log()).contains("fired schedule=once");
    }
    assertThat(fires("once")).containsExactly(fire.toInstant());
    assertThat(fires("skipping")).isEmpty();
  }

  private void seenThreeFiresAgo() {
    SettableClock then = new SettableClock(Instant.now().minus(Duration.ofHours(60)));
    try (Store store = SpoolStore.open(home.resolve("work"), then);
        Alarms alarms = new Alarms(Runnable::run)) {
      new Firing(store, new ScheduleFiles(home.resolve("schedules"), Set.of("csv")), alarms, then)
          .look();
    }
    assertThat(bench.store().schedules()).hasSize(2);
    assertThat(jobs()).isEmpty();
  }

  private static boolean decided(ScheduleState state, ZonedDateTime fire) {
    return state.through().equals(fire.toInstant());
  }

  @Test
  void filesThatAreAddedChangedBrokenAndRemovedAreFollowed() throws Exception {
    try (WorkerProcess worker = bench.start("w1")) {
      soon().until(() -> worker.log().contains("worker-started"));
      schedule("often", "every: 1s\n");
      soon().until(() -> !jobs().isEmpty());
      schedule("often", "every: soon\n");
      soon().until(() -> worker.log().contains("it goes on as it was before"));
      assertThat(worker.log()).contains("often.yaml:4:8 every \"soon\" is not a duration");
      int before = jobs().size();
      soon().until(() -> jobs().size() > before);
      Files.delete(home.resolve("schedules/often.yaml"));
      soon().until(() -> worker.log().contains("schedule-ended schedule=often"));
      worker.signal("TERM");
      assertThat(worker.exit()).as(worker.log()).isZero();
      assertThat(worker.log().split("schedule-refused")).as("said once").hasSize(2);
    }
  }

  @Test
  void aWorkerThatRunsWhatThereIsFiresNothing() throws Exception {
    schedule("often", "every: 1s\n");
    assertThat(bench.runUntilEmpty()).doesNotContain("schedule-read");
    assertThat(bench.store().schedules()).isEmpty();
  }

  @Test
  void oldJobsAreRemovedAfterTheRetention() throws Exception {
    bench.add("retention: 2d");
    Path day = home.resolve("work/succeeded/2026-01-01");
    Files.createDirectories(day.getParent());
    bench.submit(bench.job("test.quick").output("csv"));
    bench.runUntilEmpty();
    Path done = bench.directory(jobs().get(0).id());
    Files.move(done.getParent(), day);

    try (WorkerProcess worker = bench.start("w1")) {
      soon().until(() -> worker.log().contains("purged jobs=1"));
      soon().until(() -> !Files.exists(day.resolve(done.getFileName())));
    }
  }
}
