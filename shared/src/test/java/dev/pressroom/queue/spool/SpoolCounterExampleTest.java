package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.jobdir.FaultyDisk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.LeaseWatch;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The accidents that the spool's odder rules are there for. Each test fails when its rule is taken
 * away, which was tried: the mutation stands above the test.
 */
class SpoolCounterExampleTest extends BadInput {

  private Claim claim() {
    return store.claim(lease, DEFAULT, 1).get(0);
  }

  private boolean settled(Claim claim) {
    return store.settle(claim, outcome(claim, JobState.SUCCEEDED));
  }

  private JobState stateOf(JobId id) {
    return store.find(id).orElseThrow().state();
  }

  /** Another worker on the same spool, to whom something happens just before a step. */
  private SpoolStore storeWhere(String step, FaultyDisk.Meanwhile happens) {
    return SpoolStore.open(root, new FaultyDisk().justBefore(step, happens), clock);
  }

  /**
   * Mutation: {@code Attempt.released} gives back the number instead of raising what is allowed.
   */
  @Test
  void aLateAttemptIsNotMistakenForTheOneAfterARelease() throws IOException {
    JobId id = submitted();
    Claim late = claim();
    assertThat(store.release(late, outcome(late, JobState.SUCCEEDED), START)).isTrue();
    Claim now = claim();

    // Its press was only thought dead, and says that it is done.
    assertThat(settled(late)).isFalse();
    assertThat(late.directory()).isNotEqualTo(now.directory());
    assertThat(now.attempt().number()).isEqualTo(2);
    assertThat(stateOf(id)).isEqualTo(JobState.RUNNING);
    assertThat(settled(now)).isTrue();
  }

  /** Mutation: {@code Operation.nameForRetry} begins to count at 0 again. */
  @Test
  void anOperatorsRetryUsesNoNumberAgain() {
    JobId id = submitted();
    Claim late = claim();
    assertThat(store.settle(late, outcome(late, JobState.CANCELLED))).isTrue();
    store.retry(id, 1);
    Claim now = claim();

    assertThat(settled(late)).isFalse();
    assertThat(now.attempt().number()).isEqualTo(2);
    assertThat(settled(now)).isTrue();
  }

  /** Mutation: {@code JobDirectory.attempt} gives all attempts one folder. */
  @Test
  void anOpenHandleThatFollowsItsDirectoryWritesIntoNoPublishedFile() throws IOException {
    submitted();
    Claim lost = claim();
    Path growing = new JobDirectory(lost.directory()).attemptOutput(1).resolve("sales.csv");
    try (OutputStream handle = Files.newOutputStream(growing)) {
      handle.write("first".getBytes(StandardCharsets.UTF_8));
      rescueAll();
      Claim second = claim();
      Path made = new JobDirectory(second.directory()).attemptOutput(2).resolve("sales.csv");
      Files.writeString(made, "second");
      assertThat(
              store.settle(
                  second,
                  outcome(second, JobState.SUCCEEDED)
                      .producing(
                          new Outcome.Produced(
                              1,
                              List.of(new Artifact("sales.csv", "csv", "text/csv", 6, null, "0")),
                              List.of()))))
          .isTrue();

      // The lost attempt's press still has its handle, and writes through it.
      handle.write(" and late".getBytes(StandardCharsets.UTF_8));

      JobDirectory published = new JobDirectory(store.find(second.id()).orElseThrow().directory());
      assertThat(published.output().resolve("sales.csv")).hasContent("second");
      assertThat(published.attemptOutput(1).resolve("sales.csv")).hasContent("first and late");
    }
    // By its path, it writes nowhere.
    assertThatThrownBy(() -> Files.writeString(growing, "x")).isInstanceOf(IOException.class);
  }

  /**
   * Mutation: {@code Spool.discard} deletes in place. The cleaner was walking the directory when
   * its writer published it: of the acknowledged job nothing but the name was left.
   */
  @Test
  void aCleanerOfTmpDeletesNothingThatIsPublishedMeanwhile() throws IOException {
    Job job = job();
    Path growing = root.resolve("tmp").resolve("default.5." + job.id() + ".0of3");
    Path waits = waiting(job.id());
    Files.createDirectories(queue());
    try (SpoolStore writer = SpoolStore.open(root, clock)) {
      writer.submit(job);
    }
    // Its writer stopped for long just before the rename.
    Files.move(waits, growing);
    Files.setLastModifiedTime(growing, FileTime.from(START));
    clock.advance(Sweep.ABANDONED_AFTER.plusSeconds(1));
    boolean[] published = new boolean[1];
    FaultyDisk.Meanwhile publish =
        () -> {
          if (Files.exists(growing)) {
            Files.move(growing, waits);
            published[0] = true;
          }
        };

    // Whatever the cleaner's step of deleting is called: the writer goes on just before it.
    try (SpoolStore cleaner = storeWhere("remove all of", publish)) {
      cleaner.sweep();
    }

    assertThat(published[0]).as("the writer's rename found its source").isFalse();
    assertThat(growing).doesNotExist();
    assertThat(store.submitAgain(job)).isEqualTo(job.id());
    assertThat(claimed()).containsExactly(job.id());
  }

  /**
   * Mutation: {@code SpoolLock.hold} holds nothing. Two submitters both see that the key's job has
   * ended, and both take it.
   */
  @Test
  void aStaleKeyIsTakenByOneOfTwo() throws Exception {
    UniqueKey key = UniqueKey.whileUnfinished("payroll");
    store.submit(keyed(key));
    assertThat(settled(claim())).isTrue();

    List<JobId> ids = Collections.synchronizedList(new ArrayList<>());
    Thread second = new Thread(() -> ids.add(store.submit(keyed(key))));
    // The first has looked at the key, and is about to write it, when the second comes along.
    try (SpoolStore first =
        storeWhere(
            "write .",
            () -> {
              second.start();
              await().until(() -> isHeldUp(second) || !second.isAlive());
            })) {
      ids.add(first.submit(keyed(key)));
    }
    second.join();

    assertThat(ids).hasSize(2);
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
    assertThat(store.list(unfinished())).hasSize(1);
  }

  private static boolean isHeldUp(Thread thread) {
    return thread.getState() == Thread.State.BLOCKED;
  }

  private Job keyed(UniqueKey key) {
    JobRequest request = JobRequest.of("sales").output("csv").key(key).build();
    return new Job(JobId.create(clock.instant(), "sales"), request, clock.instant(), null);
  }

  private static JobFilter unfinished() {
    return new JobFilter(
        EnumSet.of(JobState.QUEUED, JobState.RUNNING, JobState.SCHEDULED),
        null,
        null,
        Map.of(),
        99);
  }

  /**
   * Mutation: {@code Finishing} takes every "no such file" for a lost claim. The day's folder was
   * purged between being made and the rename.
   */
  @Test
  void aMissingDayIsNotTakenForALostLease() throws IOException {
    JobId id = submitted();
    Claim claim = claim();
    Path day = root.resolve("succeeded/2026-11-21");
    try (SpoolStore worker = storeWhere("rename default.5", () -> Files.delete(day))) {
      assertThatThrownBy(() -> worker.settle(claim, outcome(claim, JobState.SUCCEEDED)))
          .isInstanceOf(QueueException.class);
      assertThat(worker.settle(claim, outcome(claim, JobState.SUCCEEDED))).isTrue();
    }
    assertThat(stateOf(id)).isEqualTo(JobState.SUCCEEDED);
  }

  /**
   * Mutation: {@code Claiming.take} takes every "no such file" for a lost race. A worker whose
   * lease was revoked would go through the whole queue and call each job somebody else's.
   */
  @Test
  void aMissingLeaseIsNotTakenForALostRace() {
    submitted();
    Lease own = store.register("rescuer");
    store.rescue(lease.id(), own);

    assertThatThrownBy(() -> store.claim(lease, DEFAULT, 1)).isInstanceOf(LeaseLostException.class);
  }

  /**
   * Mutations: {@code Inbox.job} makes a new id each time; or {@code Inbox.submit} never looks
   * whether the job is there already.
   */
  @Test
  void anInboxFileIsOneJobThoughItsWorkerDiesBeforeTheReceipt() throws IOException {
    Files.writeString(root.resolve("inbox/a.json"), REQUEST);
    FaultyDisk disk = new FaultyDisk().justBefore("chmod .", this::dies);
    try (SpoolStore dying = SpoolStore.open(root, disk, clock)) {
      assertThatThrownBy(() -> dying.takeIn(lease)).isInstanceOf(QueueException.class);
    }
    List<JobId> first = store.list(JobFilter.newest(9)).stream().map(JobView::id).toList();
    assertThat(first).hasSize(1);

    rescueAll();
    assertThat(store.takeIn(lease)).isEqualTo(first);

    assertThat(store.list(JobFilter.newest(9))).hasSize(1);
    assertThat(read(root.resolve("inbox/a.id")).strip()).isEqualTo(first.get(0).text());
    assertThat(claimed()).isEqualTo(first);
  }

  private void dies() throws IOException {
    throw new IOException("this worker has just died");
  }

  /** Mutation: {@code Inbox.take} copies the file instead of moving it into its lease. */
  @Test
  void twoWorkersTakeAnInboxFileOnce() throws IOException {
    Files.writeString(root.resolve("inbox/a.json"), REQUEST);
    Lease other = store.register("w2");
    List<JobId> byOther = new ArrayList<>();
    List<JobId> mine;
    try (SpoolStore slow = storeWhere("rename a.json", () -> byOther.addAll(store.takeIn(other)))) {
      mine = slow.takeIn(lease);
    }

    assertThat(byOther).hasSize(1);
    assertThat(mine).isEmpty();
    assertThat(store.list(JobFilter.newest(9))).hasSize(1);
    assertThat(store.deregister(lease)).isTrue();
  }

  /**
   * Mutation: {@code Leases.heartbeat} makes its folder and file when they are gone. The worker
   * slept through its lease and goes on as before.
   */
  @Test
  void aWorkerThatWakesUpAfterItsLeaseLapsedChangesNothing() throws IOException {
    JobId id = submitted();
    Lease asleep = lease;
    Claim lost = claim();
    rescueAll();
    Claim now = claim();

    assertThatThrownBy(() -> store.heartbeat(asleep)).isInstanceOf(LeaseLostException.class);
    submitted();
    assertThatThrownBy(() -> store.claim(asleep, DEFAULT, 1))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> store.takeIn(asleep)).isInstanceOf(LeaseLostException.class);
    assertThat(settled(lost)).isFalse();
    assertThat(store.retry(lost, outcome(lost, JobState.SUCCEEDED), START)).isFalse();
    assertThat(store.release(lost, outcome(lost, JobState.SUCCEEDED), START)).isFalse();

    assertThat(root.resolve("running").resolve(asleep.id())).doesNotExist();
    assertThat(stateOf(id)).isEqualTo(JobState.RUNNING);
    assertThat(settled(now)).isTrue();
  }

  /**
   * Mutations: {@code Leases.rescue} ends with {@code discard} instead of {@code rmdir}; or it
   * leaves the folder its name. A claim that waited in the kernel lands in the folder after its
   * listing.
   */
  @Test
  void aClaimThatLandsInAFolderUnderRescueIsNotTrashed() throws IOException {
    JobId late = submitted();
    Lease lost = lease;
    Path folder = root.resolve("running").resolve(lost.id() + Spool.LAPSED);
    Lease rescuer = store.register("rescuer");
    try (SpoolStore other =
        storeWhere(
            "remove lease",
            () -> Files.move(waiting(late), folder.resolve("default.5." + late + ".1of3")))) {
      assertThat(other.rescue(lost.id(), rescuer)).hasSize(1);
    }
    lease = rescuer;

    assertThat(claimed()).containsExactly(late);
    assertThat(folder).doesNotExist();
    assertThat(root.resolve("trash")).isEmptyDirectory();
  }

  /** Mutation: {@code Leases.deregister} discards the folder instead of {@code rmdir}. */
  @Test
  void aClaimThatLandsInAFolderAtItsOrderlyEndIsNotTrashed() throws IOException {
    JobId late = submitted();
    Path folder = root.resolve("running").resolve(lease.id());
    try (SpoolStore ending =
        storeWhere(
            "remove lease",
            () -> Files.move(waiting(late), folder.resolve("default.5." + late + ".1of3")))) {
      assertThat(ending.deregister(lease)).isFalse();
    }

    rescueAll();
    assertThat(claimed()).containsExactly(late);
  }

  /**
   * Mutation: {@code LeaseWatch} does not begin anew after a late look. The observer was stopped
   * for an hour, and so was nobody else: the workers beat, but just not since its one look.
   */
  @Test
  void anObserverThatWasFrozenRescuesNobody() {
    long[] now = {1};
    LeaseWatch watch = new LeaseWatch(Duration.ofSeconds(60), Duration.ofSeconds(10), () -> now[0]);
    assertThat(watch.lapsed(others(), now[0])).isEmpty();

    // Both were frozen, as by a suspended machine; the observer wakes first.
    now[0] += Duration.ofHours(1).toNanos();
    assertThat(watch.lapsed(others(), now[0])).isEmpty();

    store.heartbeat(lease);
    for (int i = 0; i < 6; i++) {
      now[0] += Duration.ofSeconds(10).toNanos();
      assertThat(watch.lapsed(others(), now[0])).isEmpty();
    }
    now[0] += Duration.ofSeconds(10).toNanos();
    assertThat(watch.lapsed(others(), now[0])).as("really dead").containsExactly(lease.id());
  }

  private List<LeaseBeat> others() {
    return store.leases();
  }
}
