package dev.pressroom.schedule;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiringTest {
  private static final Instant START = Instant.parse("2026-11-21T07:30:00Z");
  private static final String DAILY = "cron: 0 0 8 * * ?\n";

  @TempDir Path folder;
  @TempDir Path root;

  private final SettableClock clock = new SettableClock(START);
  private final Alarms alarms = new Alarms(Runnable::run);
  private Store store;
  private Firing firing;

  @BeforeEach
  void open() {
    store = SpoolStore.open(root, clock);
    restart();
  }

  @AfterEach
  void close() {
    alarms.close();
    store.close();
  }

  /** As a worker does that was down until now. */
  private void restart() {
    firing = new Firing(store, new ScheduleFiles(folder, Set.of("pdf")), alarms, clock);
  }

  private void write(String file, String rest) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "pressroom: schedule/1\ntimeZone: UTC\njob: {report: sales}\n" + rest);
  }

  private void lookAfter(Duration time) {
    clock.advance(time);
    restart();
    firing.look();
  }

  /** The moments that jobs were submitted for, the earliest first. */
  private List<Instant> fires() {
    return store.list(JobFilter.newest(999)).stream().map(this::asOf).sorted().toList();
  }

  private Instant asOf(JobView view) {
    try {
      Job job = new JobDirectory(view.directory()).readJob(new LocalDisk());
      assertThat(job.request().labels()).containsKey("schedule");
      return job.asOf();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Instant day(int day) {
    return Instant.parse("2026-11-%02dT08:00:00Z".formatted(day));
  }

  @Test
  void aFireIsOneJobAsOfTheFire() throws IOException {
    write("daily.yaml", DAILY);
    firing.look();

    lookAfter(Duration.ofMinutes(30).plusSeconds(7));
    lookAfter(Duration.ofSeconds(5));

    assertThat(fires()).containsExactly(day(21));
  }

  @Test
  void ofThreeFiresThatNobodyWasThereForTheLatestIsFiredOnce() throws IOException {
    write("daily.yaml", DAILY);
    firing.look();

    lookAfter(Duration.ofDays(3));

    assertThat(fires()).containsExactly(day(23));
    lookAfter(Duration.ofDays(1));
    assertThat(fires()).containsExactly(day(23), day(24));
  }

  @Test
  void ofThreeFiresThatNobodyWasThereForNoneIsFiredIfTheyAreToBeSkipped() throws IOException {
    write("daily.yaml", DAILY + "misfire: skip\n");
    firing.look();

    lookAfter(Duration.ofDays(3));
    assertThat(fires()).isEmpty();

    lookAfter(Duration.ofMinutes(30).plusSeconds(1));
    assertThat(fires()).containsExactly(day(24));
  }

  @Test
  void aFireThatIsNoticedALittleLateWasNotMissed() throws IOException {
    write("daily.yaml", DAILY + "misfire: skip\n");
    firing.look();

    lookAfter(Duration.ofMinutes(30).plus(ScheduleState.ON_TIME));

    assertThat(fires()).containsExactly(day(21));
  }

  @Test
  void aFireThatIsOnTimeStandsForThoseThatWereMissed() throws IOException {
    write("daily.yaml", DAILY);
    firing.look();

    lookAfter(Duration.ofDays(3).plusMinutes(30).plusSeconds(10));

    assertThat(fires()).containsExactly(day(24));
  }

  @Test
  void aScheduleThatIsDisabledForAWhileStartsAnew() throws IOException {
    write("daily.yaml", DAILY);
    firing.look();
    write("daily.yaml", DAILY + "enabled: false\n");
    lookAfter(Duration.ofMinutes(1));

    lookAfter(Duration.ofDays(3));
    assertThat(fires()).isEmpty();
    write("daily.yaml", DAILY);
    lookAfter(Duration.ZERO);
    assertThat(fires()).isEmpty();
    lookAfter(Duration.ofMinutes(30));
    assertThat(fires()).containsExactly(day(24));
  }

  @Test
  void whatIsEnabledAgainDoesNotFireForASecondThatHasPassed() throws IOException {
    write("daily.yaml", DAILY + "enabled: false\n");
    firing.look();
    lookAfter(Duration.ofMinutes(30).plusSeconds(5));
    write("daily.yaml", DAILY);

    lookAfter(Duration.ZERO);
    lookAfter(Duration.ofSeconds(20));

    assertThat(fires()).isEmpty();
  }

  @Test
  void ofAnHourThatComesTwiceTheFireIsOnTime() throws IOException {
    Files.writeString(
        folder.resolve("zurich.yaml"),
        "pressroom: schedule/1\ntimeZone: Europe/Zurich\njob: {report: sales}\n"
            + "cron: 0 0 2 * * ?\nmisfire: skip\n");
    ScheduleFiles files = new ScheduleFiles(folder, Set.of("pdf"));
    files.look();
    Schedule schedule = files.schedules().get("zurich");
    Instant fire = Instant.parse("2026-10-25T01:00:00Z");
    Instant through = Instant.parse("2026-10-24T21:00:07Z");
    List<Instant> fired = new ArrayList<>();
    for (Instant now = through; now.isBefore(fire.plus(Duration.ofHours(3))); ) {
      now = now.plusSeconds(20);
      var due = schedule.rule().due(through, now);
      due.jobs().forEach(job -> fired.add(job.asOf()));
      through = due.through() == null ? through : due.through();
    }

    assertThat(fired).containsExactly(fire);
  }

  @Test
  void whatCannotBeReadHoldsUpNoOtherAndGoesOn() throws IOException {
    write("a.yaml", DAILY);
    write("b.yaml", DAILY);
    ScheduleFiles files = new ScheduleFiles(folder, Set.of("pdf"));
    files.look();
    // Reading it fails for anybody, with an error of input and output.
    Files.delete(folder.resolve("a.yaml"));
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("/proc/self/mem"));
    write("c.yaml", DAILY);

    assertThat(files.look()).extracting(ScheduleFiles.Found::name).containsExactly("a", "c");
    assertThat(files.schedules()).containsOnlyKeys("a", "b", "c");
    assertThat(files.find("a").orElseThrow().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("cannot be read"));
    assertThat(files.look()).as("said once").isEmpty();
  }

  @Test
  void whatIsSaidByTwoFilesIsAProblemOfBoth() throws IOException {
    write("finance/m.yaml", DAILY);
    ScheduleFiles files = new ScheduleFiles(folder, Set.of("pdf"));
    files.look();
    write("finance.m.yaml", DAILY + "misfire: skip\n");

    assertThat(files.look()).singleElement().matches(ScheduleFiles.Found::broken);
    assertThat(files.find("finance.m").orElseThrow().problems())
        .extracting(problem -> problem.file())
        .containsExactly("finance.m.yaml", "finance/m.yaml");
    assertThat(files.schedules().get("finance.m").misfire()).isEqualTo(Misfire.FIRE_ONCE);
    Files.delete(folder.resolve("finance/m.yaml"));
    assertThat(files.look()).singleElement().matches(found -> !found.broken());
  }

  @Test
  void aBrokenEditKeepsTheLastGoodVersionAndIsSaidOnce() throws IOException {
    write("finance/daily.yaml", DAILY);
    ScheduleFiles files = new ScheduleFiles(folder, Set.of("pdf"));
    assertThat(files.look()).hasSize(1);
    write("finance/daily.yaml", DAILY + "misfire: never\n");

    assertThat(files.look())
        .singleElement()
        .satisfies(found -> assertThat(found.broken()).isTrue())
        .satisfies(found -> assertThat(found.name()).isEqualTo("finance.daily"));
    assertThat(files.look()).as("said once").isEmpty();
    assertThat(files.schedules()).containsKey("finance.daily");

    write("finance/daily.yaml", DAILY + "misfire: skip\n");
    assertThat(files.look()).hasSize(1);
    assertThat(files.schedules().get("finance.daily").misfire()).isEqualTo(Misfire.SKIP);
    Files.delete(folder.resolve("finance/daily.yaml"));
    assertThat(files.look()).isEmpty();
    assertThat(files.schedules()).isEmpty();
  }

  @Test
  void aBrokenScheduleHoldsUpNoOther() throws IOException {
    write("good.yaml", DAILY);
    write("broken.yaml", "cron: soon\n");
    write("Not A Name.yaml", DAILY);
    write(".growing.yaml", "x");
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});
    Files.write(folder.resolve("huge.yaml"), new byte[1 << 20]);
    Files.createDirectory(folder.resolve("folder.yaml"));
    Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("nowhere"));
    firing.look();

    lookAfter(Duration.ofHours(1));

    assertThat(fires()).containsExactly(day(21));
    ScheduleFiles files = new ScheduleFiles(folder, Set.of("pdf"));
    files.look();
    assertThat(files.found())
        .filteredOn(ScheduleFiles.Found::broken)
        .extracting(ScheduleFiles.Found::name)
        .containsExactlyInAnyOrder("broken", "binary", "huge", "Not A Name.yaml");
  }

  @Test
  void whatTheStoreCannotReadHoldsUpNoOther() throws IOException {
    write("a.yaml", DAILY);
    write("b.yaml", DAILY);
    firing.look();
    Files.writeString(root.resolve("schedules/a"), "garbage");

    lookAfter(Duration.ofHours(1));

    assertThat(fires()).hasSize(1);
  }

  @Test
  void theAlarmRingsAtTheFire() throws IOException {
    Store real = SpoolStore.open(root, Clock.systemUTC());
    write("often.yaml", "every: 1s\n");
    new Firing(real, new ScheduleFiles(folder, Set.of("pdf")), alarms, Clock.systemUTC()).look();

    await().atMost(Duration.ofSeconds(20)).until(() -> real.list(JobFilter.newest(9)).size() >= 3);

    assertThat(fires()).doesNotHaveDuplicates();
    real.close();
  }
}
