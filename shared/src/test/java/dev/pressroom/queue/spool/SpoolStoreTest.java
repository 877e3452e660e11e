package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.StoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolStoreTest extends StoreContract {
  @TempDir Path root;

  @Override
  protected Store open(Clock with) {
    return SpoolStore.open(root, with);
  }

  private Path inQueue(String name) {
    return root.resolve("queued/default").resolve(name);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theNameOfTheDirectoryTellsTheJobsStory() throws IOException {
    JobId id = submitted(request().priority(2).principal("acme", null).attempts(4));
    assertThat(names(root.resolve("queued/default")))
        .containsExactly("default.2." + id + ".0of4@acme");

    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    assertThat(names(root.resolve("running").resolve(lease.id())))
        .containsExactly("default.2." + id + ".1of4@acme", "lease");

    store.retry(claim, failure(claim, "again"), START.plusSeconds(3));
    assertThat(names(root.resolve("scheduled")))
        .containsExactly("20261121T080003000Z.default.2." + id + ".1of4@acme");
  }

  @Test
  void finishedJobsLieInTheFolderOfTheirDay() {
    JobId id = submitted(request());
    Claim claim = claimedBy(store.register("w1"));
    store.settle(claim, success(claim));

    assertThat(root.resolve("succeeded/2026-11-21").resolve(id.text()).resolve("job.json"))
        .exists();
  }

  @Test
  void aMalformedJobIsPutAsideWithItsReasonAndTheOthersGoOn() throws IOException {
    JobId bad = submitted(request());
    JobId good = submitted(request());
    Files.writeString(
        inQueue("default.5." + bad + ".0of3/job.json"),
        "{\"format\": \"pressroom/job/1\", \"id\": 7}");

    assertThat(claimedBy(store.register("w1")).id()).isEqualTo(good);

    assertThat(store.find(bad)).isEmpty();
    assertThat(root.resolve("corrupt/default.5." + bad + ".0of3/job.json")).exists();
    assertThat(root.resolve("corrupt/default.5." + bad + ".0of3.txt"))
        .content()
        .startsWith("job.json 1:37 \"id\" is not text");
  }

  @Test
  void strangersInAQueueArePutAside() throws IOException {
    Files.createDirectories(inQueue("not-a-job"));
    Files.createDirectories(inQueue("other.5." + JobId.create(START, "a") + ".0of3"));
    Files.createDirectories(inQueue("default.5." + JobId.create(START, "a") + ".0of3"));
    Files.writeString(inQueue("default.5." + JobId.create(START, "b") + ".0of3"), "a file");
    JobId good = submitted(request());

    assertThat(store.claim(store.register("w1"), DEFAULT, 9))
        .extracting(Claim::id)
        .containsExactly(good);

    assertThat(names(root.resolve("queued/default"))).isEmpty();
    assertThat(names(root.resolve("corrupt"))).hasSize(8);
  }

  @Test
  void aJobInANewerFormStaysInItsQueue() throws IOException {
    JobId newer = submitted(request());
    JobId good = submitted(request());
    Path json = inQueue("default.5." + newer + ".0of3/job.json");
    Files.writeString(json, Files.readString(json).replace(JobJson.FORM, "pressroom/job/2"));

    assertThat(claimedBy(store.register("w1")).id()).isEqualTo(good);

    assertThat(stateOf(newer)).isEqualTo(JobState.QUEUED);
    assertThat(names(root.resolve("corrupt"))).isEmpty();
  }

  @Test
  void aPausedQueueIsNotClaimedFrom() throws IOException {
    JobId id = submitted(request());
    Lease lease = store.register("w1");
    Files.createFile(inQueue("paused"));
    assertThat(store.claim(lease, DEFAULT, 1)).isEmpty();

    Files.delete(inQueue("paused"));
    assertThat(claimedBy(lease).id()).isEqualTo(id);
  }

  @Test
  void aJobMovedIntoAQueueIsNoticed() throws Exception {
    assertThat(store.awaitWork(DEFAULT, Duration.ZERO)).as("the first look").isTrue();
    assertThat(store.awaitWork(DEFAULT, Duration.ZERO)).isFalse();
    try (Store host = open(clock)) {
      host.submit(job(request()));
    }

    assertThat(store.awaitWork(DEFAULT, Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void aClaimThatLandsInARevokedFolderIsRescuedToo() throws IOException {
    JobId id = submitted(request());
    Lease lease = store.register("lost");
    claimedBy(lease);
    Path folder = root.resolve("running").resolve(lease.id());
    // What a rescuer leaves that died after it revoked the lease.
    Files.move(folder, root.resolve("running").resolve(lease.id() + ".lapsed"));

    assertThat(store.leases()).extracting("revoked").containsExactly(true);
    assertThat(rescued(lease.id())).extracting("id").containsExactly(id);
    assertThat(names(root.resolve("running"))).isEmpty();
  }

  @Test
  void aLeaseFolderWithoutItsFileIsStillSeenAndRescued() throws IOException {
    JobId id = submitted(request());
    Lease lease = store.register("lost");
    claimedBy(lease);
    // What an orderly end leaves that a late claim crossed.
    Files.delete(root.resolve("running").resolve(lease.id()).resolve("lease"));

    assertThat(store.leases()).extracting("lease").containsExactly(lease.id());
    assertThat(rescued(lease.id())).extracting("id").containsExactly(id);
  }

  @Test
  void theSweepTakesOnlyWhatIsOld() throws IOException {
    Path left = root.resolve("tmp").resolve(JobName.of(job(request())).text());
    Files.createDirectory(left);
    Files.setLastModifiedTime(left, java.nio.file.attribute.FileTime.from(START));
    Files.createDirectories(root.resolve("trash/x/y"));

    store.sweep();
    assertThat(left).exists();
    assertThat(names(root.resolve("trash"))).isEmpty();

    clock.advance(Sweep.ABANDONED_AFTER.plusSeconds(1));
    store.sweep();
    assertThat(left).doesNotExist();
    assertThat(names(root.resolve("trash"))).isEmpty();
  }

  @Test
  void aLinkInPlaceOfTheJobFileIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    JobId id = submitted(request());
    Path json = inQueue("default.5." + id + ".0of3/job.json");
    Path secret = Files.write(elsewhere.resolve("secret"), Files.readAllBytes(json));
    Files.delete(json);
    Files.createSymbolicLink(json, secret);

    assertThat(store.claim(store.register("w1"), DEFAULT, 1)).isEmpty();

    assertThat(root.resolve("corrupt/default.5." + id + ".0of3.txt"))
        .content(StandardCharsets.UTF_8)
        .contains("not a regular file");
  }
}
