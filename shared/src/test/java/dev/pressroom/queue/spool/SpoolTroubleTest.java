package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.FaultyDisk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Rescued;
import dev.pressroom.queue.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One entry that cannot be dealt with costs itself, not the others. */
class SpoolTroubleTest {
  private static final List<String> DEFAULT = List.of("default");

  @TempDir Path root;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));
  private final FaultyDisk disk = new FaultyDisk();
  private SpoolStore store;

  @BeforeEach
  void open() {
    store = SpoolStore.open(root, disk, clock);
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

  private JobId submitted(String report) {
    return store.submit(job(report));
  }

  private JobState stateOf(JobId id) {
    return store.find(id).orElseThrow().state();
  }

  @Test
  void aJobThatCannotBeTakenBackDoesNotKeepTheOthersFromIt() {
    JobId stuck = submitted("stuck");
    JobId good = submitted("good");
    Lease lost = store.register("lost");
    store.claim(lost, DEFAULT, 2);
    disk.refuse("rename .*-stuck.* into default");
    Lease own = store.register("rescuer");

    assertThat(store.rescue(lost.id(), own)).containsExactly(new Rescued(good, JobState.QUEUED));
    assertThat(stateOf(stuck)).isEqualTo(JobState.RUNNING);
    assertThat(store.leases())
        .as("anybody goes on with it")
        .contains(new LeaseBeat(lost.id(), "revoked", true));

    disk.refuse("(?!)");
    assertThat(store.rescue(lost.id(), own)).containsExactly(new Rescued(stuck, JobState.QUEUED));
  }

  @Test
  void anAttemptsFolderInDisorderDoesNotKeepItsJobFromBeingRescued() throws IOException {
    JobId id = submitted("odd");
    Lease lost = store.register("lost");
    Claim claim = store.claim(lost, DEFAULT, 1).get(0);
    Files.createDirectories(
        new JobDirectory(claim.directory()).attemptOutcome(1).resolve("a-directory"));

    assertThat(store.rescue(lost.id(), store.register("rescuer")))
        .containsExactly(new Rescued(id, JobState.QUEUED));
  }

  @Test
  void strangersAmongTheLeasesAreNobodysLease() throws IOException {
    Files.writeString(root.resolve("running/note.txt"), "hello");
    Files.createDirectory(root.resolve("running/old"));
    Lease lease = store.register("w1");

    assertThat(store.leases()).extracting(LeaseBeat::lease).containsExactly(lease.id());
    assertThat(store.find(JobId.create(clock.instant(), "a"))).isEmpty();
  }

  @Test
  void aJobThatCannotBeClaimedDoesNotKeepTheOthersFromIt() {
    JobId stuck = submitted("stuck");
    JobId good = submitted("good");
    Lease lease = store.register("w1");
    disk.refuse("rename .*-stuck.* into " + lease.id());

    assertThat(store.claim(lease, DEFAULT, 5)).extracting(Claim::id).containsExactly(good);
    assertThat(stateOf(stuck)).isEqualTo(JobState.QUEUED);
    disk.refuse("(?!)");
    assertThat(store.claim(lease, DEFAULT, 5)).extracting(Claim::id).containsExactly(stuck);
  }

  @Test
  void aClaimThatCannotBePreparedIsGivenBackAndItsBatchGoesOn() {
    JobId first = submitted("first");
    JobId second = submitted("second");
    Lease lease = store.register("w1");
    disk.refuse("mkdir attempts");

    assertThatThrownBy(() -> store.claim(lease, DEFAULT, 5)).isInstanceOf(QueueException.class);
    disk.refuse("(?!)");

    assertThat(store.find(first).orElseThrow().attempt()).isEqualTo(new Attempt(1, 4));
    assertThat(stateOf(second)).isEqualTo(JobState.SCHEDULED);
    clock.advance(Duration.ofMinutes(1));
    store.promoteDue();
    assertThat(store.claim(lease, DEFAULT, 5)).hasSize(2);
  }

  @Test
  void aDueJobThatCannotBeMovedDoesNotHoldUpTheOthers() {
    Instant soon = clock.instant().plusSeconds(5);
    JobId stuck =
        store.submit(
            new Job(
                JobId.create(clock.instant(), "stuck"),
                JobRequest.of("stuck").runAt(soon).build(),
                clock.instant(),
                null));
    JobId good =
        store.submit(
            new Job(
                JobId.create(clock.instant(), "good"),
                JobRequest.of("good").runAt(soon).build(),
                clock.instant(),
                null));
    clock.advance(Duration.ofSeconds(10));
    disk.refuse("rename .*-stuck.* into default");

    store.promoteDue();

    assertThat(stateOf(good)).isEqualTo(JobState.QUEUED);
    assertThat(stateOf(stuck)).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void aReportThatDeletedItsAttemptIsTriedAgainAllTheSame() throws IOException {
    JobId id = submitted("tidy");
    Claim claim = store.claim(store.register("w1"), DEFAULT, 1).get(0);
    Path attempt = new JobDirectory(claim.directory()).attempt(1);
    Files.delete(attempt.resolve("output"));
    Files.delete(attempt);
    Outcome failed =
        new Outcome(
            id,
            JobState.SCHEDULED,
            Reason.PRESS_DIED,
            claim.attempt(),
            claim.route(),
            new Outcome.Run("w1", clock.instant(), null, clock.instant(), null, null),
            null,
            Failure.of("it died", false),
            null);

    assertThat(store.retry(claim, failed, clock.instant())).isTrue();
    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
  }

  @Test
  void whatWasSweptAwayWhileItsSubmitterSleptIsNotAcknowledged() {
    disk.justBefore(
        "-slept.0of3 into default",
        () -> new LocalDisk().removeTree(onlyEntry(store.root().resolve("tmp"))));

    Job job = job("slept");

    assertThatThrownBy(() -> store.submit(job)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(store.list(JobFilter.newest(9))).isEmpty();
    assertThat(store.submitAgain(job)).isEqualTo(job.id());
  }

  private static Path onlyEntry(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findFirst().orElseThrow();
    }
  }

  @Test
  void artifactsOfACutOffSettlingAreNotPublishedWithAFailure() throws IOException {
    JobId id =
        store.submit(
            new Job(
                JobId.create(clock.instant(), "last"),
                JobRequest.of("last").output("csv").attempts(1).build(),
                clock.instant(),
                null));
    Lease lost = store.register("lost");
    Claim claim = store.claim(lost, DEFAULT, 1).get(0);
    Files.createDirectory(claim.directory().resolve("output"));
    Files.writeString(claim.directory().resolve("output/last.csv"), "looks complete");

    store.rescue(lost.id(), store.register("rescuer"));

    Path output = store.find(id).orElseThrow().directory().resolve("output");
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("last.txt");
    }
  }
}
