package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.ExamineStore.Norms;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.SettableClock;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ails a spool is said, and nothing of it is changed. */
class ExaminationTest {
  private static final Norms NORMS = new Norms(Duration.ofMinutes(1), Duration.ofHours(1));

  @TempDir Path temp;

  private final SettableClock clock = new SettableClock(Instant.now());
  private Path root;
  private SpoolStore store;

  @BeforeEach
  void open() {
    root = temp.resolve("work");
    store = SpoolStore.open(root, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Job job(String report) {
    return new Job(
        JobId.create(clock.instant(), report),
        JobRequest.of(report).output("csv").build(),
        clock.instant(),
        null);
  }

  private List<Finding> examined() throws IOException {
    Set<String> before = everything();
    List<Finding> findings = new Examination(root, clock).examine(NORMS);
    assertThat(everything()).as("nothing is changed").isEqualTo(before);
    return findings;
  }

  private Set<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> all = new TreeSet<>();
      for (Path file : files.toList()) {
        all.add(
            file
                + " "
                + Files.getLastModifiedTime(file)
                + " "
                + Files.getAttribute(file, "unix:mode"));
      }
      return all;
    }
  }

  private static void age(Path file, Duration by) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(by)));
  }

  private void says(Finding.Kind kind, boolean harmful, String... words) throws IOException {
    assertThat(examined())
        .anySatisfy(
            found -> {
              assertThat(found.kind()).isEqualTo(kind);
              assertThat(found.harmful()).isEqualTo(harmful);
              assertThat(found.what()).contains(words);
              assertThat(found.cure()).isNotBlank();
            });
  }

  @Test
  void aFreshSpoolIsHealthy() throws IOException {
    store.submit(job("sales"));
    store.register("w1", List.of("default"));
    assertThat(examined()).filteredOn(found -> found.kind() != Finding.Kind.DISK).isEmpty();
  }

  @Test
  void workersAreSeenWithTheirQueues() {
    Lease lease = store.register("w1", List.of("fast", "default"));
    assertThat(new Examination(root, clock).workers())
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.lease()).isEqualTo(lease.id());
              assertThat(worker.name()).isEqualTo("w1");
              assertThat(worker.queues()).containsExactly("fast", "default");
              assertThat(worker.pid()).isEqualTo(ProcessHandle.current().pid());
              assertThat(worker.alive(clock.instant(), NORMS.lease())).isTrue();
            });
    store.register("w2");
    assertThat(new Examination(root, clock).workers())
        .extracting(WorkerView::name)
        .containsExactly("w1", "w2");
  }

  @Test
  void aQueueThatNobodyServesIsTold() throws IOException {
    store.submit(job("sales"));
    clock.advance(Duration.ofMinutes(2));
    says(Finding.Kind.UNCLAIMED, true, "1 job waits in queue default, and no worker is there");
  }

  @Test
  void whatRunsFarTooLongIsTold() throws IOException {
    store.submit(job("endless"));
    Lease lease = store.register("w1", List.of("default"));
    Claim claim = store.claim(lease, List.of("default"), 1).get(0);
    age(claim.directory().resolve("attempts"), Duration.ofHours(5));
    store.cancel(claim.id());
    age(claim.directory().resolve("cancel"), Duration.ofHours(1));

    says(Finding.Kind.STUCK, true, "for far longer than its timeout of 1h");
    says(Finding.Kind.STUCK, true, "was to be cancelled and still runs");
  }

  @Test
  void jobsThatCannotBeReadAndStrangersAreTold() throws IOException {
    JobId broken = store.submit(job("broken"));
    JobId newer = store.submit(job("newer"));
    Files.writeString(store.find(broken).orElseThrow().directory().resolve("job.json"), "{");
    Files.writeString(
        store.find(newer).orElseThrow().directory().resolve("job.json"),
        "{\"format\": \"pressroom/job/2\"}");
    Files.writeString(root.resolve("queued/default/notes.txt"), "hello");
    Files.createDirectory(root.resolve("backup"));

    says(Finding.Kind.DAMAGED, true, broken.text(), "cannot be read");
    says(Finding.Kind.UNCLAIMED, true, newer.text(), "newer worker");
    says(Finding.Kind.DAMAGED, false, "notes.txt");
    says(Finding.Kind.DAMAGED, false, "backup");
  }

  @Test
  void whatWasForgottenIsTold() throws IOException {
    JobId prepared = store.prepare(job("prepared"));
    Files.writeString(root.resolve("inbox/my.txt.wrong"), "{}");
    age(root.resolve("inbox/my.txt.wrong"), Duration.ofHours(1));
    Files.createDirectory(root.resolve("tmp/half"));
    age(root.resolve("tmp/half"), Duration.ofDays(3));
    Path mark = root.resolve("deliveries/" + prepared + ".1.succeeded.2026-11-20");
    Files.writeString(mark, "");
    age(mark, Duration.ofHours(1));
    clock.advance(Duration.ofDays(2));

    says(Finding.Kind.FORGOTTEN, true, prepared.text(), "never released it");
    says(Finding.Kind.FORGOTTEN, true, "not called *.json");
    says(Finding.Kind.FORGOTTEN, false, "1 thing is left behind half made");
    says(Finding.Kind.FORGOTTEN, true, "still to be delivered");
  }

  @Test
  void clocksThatAreAheadAreTold() throws IOException {
    clock.advance(Duration.ofHours(1));
    JobId future = store.submit(job("future"));
    store.register("ahead", List.of("default"));
    clock.advance(Duration.ofHours(-1));
    age(root.resolve("running").resolve(lease()).resolve("lease"), Duration.ofHours(-1));

    says(Finding.Kind.CLOCK, true, future.text(), "in the future");
    says(Finding.Kind.CLOCK, true, "worker ahead said that it lives");
  }

  private String lease() {
    return new Examination(root, clock).workers().get(0).lease();
  }

  @Test
  void aKeyOfAJobThatIsNowhereIsToldAndOneThatHoldsIsNot() throws IOException {
    JobRequest request =
        JobRequest.of("sales").output("csv").key(UniqueKey.whileUnfinished("sales-today")).build();
    JobId id =
        store.submit(
            new Job(JobId.create(clock.instant(), "sales"), request, clock.instant(), null));
    clock.advance(Duration.ofDays(2));
    assertThat(examined()).noneMatch(found -> found.what().contains("unique key"));

    Unix.run("rm", "-r", root.resolve("queued/default/default.5." + id + ".0of3").toString()).ok();
    says(Finding.Kind.FORGOTTEN, false, "a unique key names job " + id + ", which is nowhere");
  }

  @Test
  void aWorkerWhoseMaskShutsOutTheGroupIsToldInAGroupsSpoolOnly() throws IOException {
    String mask =
        Files.readString(Path.of("/proc/self/status"))
            .replaceAll("(?s).*\\nUmask:\\s+([0-7]+).*", "$1");
    assumeTrue((Integer.parseInt(mask, 8) & 070) != 0, "this process's mask " + mask + " is right");
    store.register("w1", List.of("default"));
    assertThat(examined()).noneMatch(found -> found.what().contains("with the mask"));

    Files.setAttribute(root, "unix:mode", 02771);
    says(Finding.Kind.DISK, true, "worker w1 runs with the mask " + mask + " in a group's spool");
  }

  @Test
  void aDiskThatRunsOutOfInodesIsTold() throws IOException {
    Unix.onlyRoot("making a file system with few inodes");
    Path small = Files.createDirectory(temp.resolve("small"));
    Unix.Said mounted =
        Unix.run("mount", "-t", "tmpfs", "-o", "nr_inodes=900,mode=0755", "none", small.toString());
    assumeTrue(mounted.exit() == 0, "no file system can be mounted here: " + mounted.text());
    try {
      Path spool = small.resolve("work");
      SpoolStore.open(spool, clock).close();
      assertThat(new Examination(spool, clock).examine(NORMS))
          .anySatisfy(
              found -> {
                assertThat(found.kind()).isEqualTo(Finding.Kind.DISK);
                assertThat(found.harmful()).isTrue();
                assertThat(found.what()).matches("the disk has only [0-9]+ inodes left.*");
              });
    } finally {
      Unix.run("umount", small.toString()).ok();
    }
  }

  @Test
  void groundThatNoSpoolCanStandOnIsTold() throws IOException {
    store.close();
    Files.setAttribute(root.resolve("keys"), "unix:mode", 0777);
    Files.delete(root.resolve("trash"));

    says(Finding.Kind.DISK, true, "its mode is 777");
    says(Finding.Kind.DAMAGED, true, "the folder trash of the spool is missing");
  }
}
