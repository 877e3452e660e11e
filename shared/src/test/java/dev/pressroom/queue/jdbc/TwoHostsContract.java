package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two workers on two disks, and a host that has neither disk. */
abstract class TwoHostsContract extends JdbcFixture {
  private JdbcStore other;
  private JdbcStore host;
  private ArtifactStore artifacts;

  @BeforeEach
  void openOthers() {
    artifacts = DatabaseArtifacts.in(database.source(), 1 << 20);
    store.close();
    store = worker("work");
    other = worker("elsewhere");
    host = JdbcStore.open(database.source(), null, artifacts, clock);
  }

  private JdbcStore worker(String folder) {
    return JdbcStore.open(database.source(), root.resolve(folder), artifacts, clock);
  }

  @AfterEach
  void closeOthers() {
    other.close();
    host.close();
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Claim laidOut(JdbcStore on, Lease lease) {
    Claim claim = on.claim(lease, DEFAULT, 1).get(0);
    on.layOut(claim);
    return claim;
  }

  @Test
  void aHostReadsArtifactsWhereverTheyWereMade() throws IOException {
    for (JdbcStore on : List.of(store(), other)) {
      JobId id = host.submit(job(request()));
      Claim claim = laidOut(on, on.register("w"));
      Files.writeString(new JobDirectory(claim.directory()).pressLog(1), "said\0 something\n");
      on.settle(claim, success(claim));

      Outcome outcome = host.reading().outcome(id).orElseThrow();
      Artifact artifact = outcome.produced().artifacts().get(0);
      assertThat(text(host.reading().open(id, artifact))).isEqualTo("a,b\n1,2\n");
      assertThat(host.reading().log(id).orElseThrow()).contains("said", "something");
      assertThat(host.find(id).orElseThrow().directory()).isNull();
      assertThat(host.reading().errorText(id)).isEmpty();
      assertThat(text(other.reading().open(id, artifact))).isEqualTo("a,b\n1,2\n");
    }
  }

  @Test
  void aHostReadsTheErrorFileWhereverItWasWritten() throws IOException {
    JobId id = host.submit(job(request()));
    Claim claim = laidOut(other, other.register("w"));
    other.settle(claim, failure(claim, "no luck"));

    JobView seen = other.find(id).orElseThrow();
    assertThat(host.reading().errorText(id).orElseThrow())
        .isEqualTo(Files.readString(seen.directory().resolve("output/monthly.txt")));
  }

  @Test
  void artifactsAreKeptOncePerAttemptAndLosersGo() throws IOException {
    JobId id = JobId.create(START, "a");
    Path file = Files.write(root.resolve("large"), new byte[700_000]);
    artifacts.put(id, 1, "a.pdf", file);
    Files.writeString(file, "other");
    artifacts.put(id, 1, "a.pdf", file);
    artifacts.put(id, 2, "a.pdf", file);

    try (InputStream in = artifacts.open(id, 1, "a.pdf")) {
      assertThat(in.readAllBytes()).isEqualTo(new byte[700_000]);
    }
    artifacts.keepOnly(id, 2);
    assertThatThrownBy(() -> artifacts.open(id, 1, "a.pdf"))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(text(artifacts.open(id, 2, "a.pdf"))).isEqualTo("other");
    artifacts.remove(id);
    assertThatThrownBy(() -> artifacts.open(id, 2, "a.pdf"))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anArtifactTooLargeForTheDatabaseIsRefusedWithACure() throws IOException {
    Path file = Files.write(root.resolve("large"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> artifacts.put(JobId.create(START, "a"), 1, "a.pdf", file))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("1048577")
        .hasMessageContaining("shared folder");
  }

  @Test
  void purgeTakesTheCopiesAlongAndAHostsDirectoryGoesWithItsSweep() throws IOException {
    JobId id = host.submit(job(request()));
    Lease lease = other.register("w");
    Claim claim = laidOut(other, lease);
    other.settle(claim, success(claim));
    Path directory = other.find(id).orElseThrow().directory();
    assertThat(directory).exists();
    clock.advance(Duration.ofDays(9));

    assertThat(host.purge(LocalDate.of(2027, 1, 1))).containsExactly(id);

    assertThatThrownBy(() -> artifacts.open(id, 1, "monthly.csv"))
        .isInstanceOf(NoSuchFileException.class);
    other.sweep();
    assertThat(directory).doesNotExist();
    assertThat(directory.getParent()).doesNotExist();
  }

  @Test
  void aHostThatComesBackFinishesTheMoveOfWhatWasRescued() throws IOException {
    JobId id = host.submit(job(request().attempts(1)));
    Lease lost = other.register("lost");
    Path running = laidOut(other, lost).directory();
    rescued(lost.id());
    assertThat(stateOf(id)).isEqualTo(JobState.FAILED);
    assertThat(running).exists();

    other.sweep();

    assertThat(running).doesNotExist();
    Path directory = other.find(id).orElseThrow().directory();
    assertThat(directory.resolve("output/monthly.txt")).content().contains("was lost");
    assertThat(directory.resolve("outcome.json")).exists();
    assertThat(running.getParent()).doesNotExist();
  }

  @Test
  void aMoveThatWasCutOffAfterTheRowIsSeenAndFinished() throws IOException {
    JobId id = host.submit(job(request()));
    Claim claim = laidOut(other, other.register("w"));
    Path inTheWay = root.resolve("elsewhere/succeeded/2026-11-21");
    Files.writeString(inTheWay, "no folder");
    assertThat(other.settle(claim, success(claim))).isTrue();

    assertThat(other.find(id).orElseThrow().directory()).isEqualTo(claim.directory());
    assertThat(claim.directory().resolve("output/monthly.csv")).exists();
    Files.delete(inTheWay);
    other.sweep();

    assertThat(other.find(id).orElseThrow().directory()).isEqualTo(inTheWay.resolve(id.text()));
    assertThat(inTheWay.resolve(id.text()).resolve("output/monthly.csv")).exists();
    assertThat(claim.directory()).doesNotExist();
  }

  @Test
  void theNextAttemptElsewhereKnowsTheStoryAndLeavesALeftoverThatGoes() throws Exception {
    JobId id = host.submit(job(request()));
    Claim first = laidOut(other, other.register("w1"));
    other.retry(first, failure(first, "no luck"), clock.instant());
    Path left = root.resolve("elsewhere/waiting").resolve(id.text());
    assertThat(left.resolve("attempts/1/error.txt")).exists();

    Claim second = laidOut(store(), store.register("w2"));
    JobDirectory files = new JobDirectory(second.directory());
    assertThat(second.attempt()).isEqualTo(new Attempt(2, 3));
    assertThat(files.readAttemptOutcome(new dev.pressroom.jobdir.LocalDisk(), 1)).isPresent();
    assertThat(host.reading().outcome(id, 1).orElseThrow().failure().message())
        .isEqualTo("no luck");
    store.settle(second, success(second));

    other.sweep();
    assertThat(left).doesNotExist();
    assertThat(
            text(
                host.reading()
                    .open(
                        id,
                        host.reading().outcome(id).orElseThrow().produced().artifacts().get(0))))
        .isEqualTo("a,b\n1,2\n");
  }

  @Test
  void theNextAttemptOnTheSameDiskTakesTheDirectoryAlong() throws IOException {
    JobId id = host.submit(job(request()));
    Claim first = laidOut(other, other.register("w1"));
    other.retry(first, failure(first, "no luck"), clock.instant());

    Claim second = laidOut(other, other.register("w2"));

    assertThat(second.id()).isEqualTo(id);
    assertThat(second.directory().resolve("attempts/1/error.txt")).exists();
    assertThat(root.resolve("elsewhere/waiting").resolve(id.text())).doesNotExist();
  }

  // Deliveries.

  private Claim settled(JdbcStore on, Lease lease) {
    Claim claim = laidOut(on, lease);
    assertThat(on.settle(claim, success(claim))).isTrue();
    return claim;
  }

  @Test
  void theHostWithTheFilesDeliversWhileAWorkerServesItsDisk() {
    host.submit(job(request().publishAt("out")));
    settled(other, other.register("w"));
    clock.advance(Duration.ofDays(1));

    assertThat(store.deliveries()).isEmpty();
    assertThat(host.deliveries()).isEmpty();
    DeliveryMark mark = other.deliveries().get(0);
    assertThat(mark.directory()).exists();
    assertThat(other.deliver(mark, () -> {})).isTrue();
    assertThat(other.deliveries()).isEmpty();
  }

  @Test
  void whatALostHostDidNotDeliverAnotherDoesFromItsCopyAndOnlyOnce() throws IOException {
    JobId id = host.submit(job(request().publishAt("out")));
    Lease lost = other.register("lost");
    settled(other, lost);
    rescued(lost.id());
    assertThat(store.deliveries()).as("its host may be back at once").isEmpty();
    clock.advance(Deliveries.TAKEN_OVER_AFTER.plusSeconds(1));

    DeliveryMark mark = store.deliveries().get(0);
    assertThat(mark.id()).isEqualTo(id);
    assertThat(mark.directory()).isNull();
    Artifact artifact = store.reading().outcome(id).orElseThrow().produced().artifacts().get(0);
    assertThat(text(store.reading().open(id, artifact))).isEqualTo("a,b\n1,2\n");
    other.register("back");
    DeliveryMark own = other.deliveries().get(0);
    List<String> revealed = new ArrayList<>();
    assertThat(store.deliver(mark, () -> revealed.add("by the other"))).isTrue();
    assertThat(other.deliver(own, () -> revealed.add("by its own"))).isFalse();
    assertThat(revealed).containsExactly("by the other");
    assertThat(other.deliveries()).isEmpty();
  }

  @Test
  void theErrorFileOfALostAttemptIsDeliveredByAnother() {
    JobId id = host.submit(job(request().attempts(1).publishAt("out")));
    Lease lost = other.register("lost");
    laidOut(other, lost);
    rescued(lost.id());
    clock.advance(Deliveries.TAKEN_OVER_AFTER.plusSeconds(1));

    assertThat(store.deliveries()).containsExactly(new DeliveryMark(id, 1, JobState.FAILED, null));
  }

  @Test
  void withoutCopiesADeliveryWaitsForTheHostWithTheFiles() {
    try (JdbcStore lonely = JdbcStore.open(database.source(), root.resolve("work"), null, clock)) {
      host.submit(job(request().publishAt("out")));
      Lease lost = other.register("lost");
      settled(other, lost);
      rescued(lost.id());
      clock.advance(Duration.ofDays(1));

      assertThat(lonely.deliveries()).isEmpty();
      assertThat(other.deliveries()).hasSize(1);
    }
  }

  @Test
  void aMarkWithoutItsJobIsTakenAwayByAnybody() throws Exception {
    JobId id = host.submit(job(request().publishAt("out")));
    settled(other, other.register("w"));
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from pressroom_history");
    }

    DeliveryMark mark = store.deliveries().get(0);
    assertThat(mark.id()).isEqualTo(id);
    assertThat(store.deliver(mark, () -> Assertions.fail("nothing is delivered"))).isFalse();
    assertThat(store.deliveries()).isEmpty();
  }
}
