package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Delivery;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.ExamineStore.Norms;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.FinishedCount;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.WorkerView;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the doctor sees in a queue in a database, and after a restore from a backup. */
abstract class DoctorContract extends JdbcFixture {
  private static final Norms NORMS = new Norms(Duration.ofMinutes(1), Duration.ofMinutes(30));
  private static final List<String> TABLES =
      List.of(
          "worker",
          "prepared",
          "scheduled",
          "queued",
          "running",
          "history",
          "attempt",
          "key",
          "delivery",
          "paused",
          "schedule");

  private ExamineStore examination() {
    return store().examination();
  }

  private List<String> told() {
    return examination().examine(NORMS).stream()
        .map(
            finding ->
                finding.kind().text()
                    + (finding.harmful() ? ": " : ", harmless: ")
                    + finding.what()
                    + " -> "
                    + finding.cure())
        .toList();
  }

  private void assertTold(String... parts) {
    assertThat(told()).hasSize(1);
    assertThat(told().get(0)).contains(parts);
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Test
  void aHealthyQueueHasNoFindings() {
    Lease lease = store.register("w1", List.of("default", "nightly"));
    submitted(request());
    claimedBy(lease);
    submitted(request());
    store.submit(job(request().runAt(START.plusSeconds(60))));
    store.prepare(job(request()));

    assertThat(told()).isEmpty();
    WorkerView worker = examination().workers().get(0);
    assertThat(worker.name()).isEqualTo("w1");
    assertThat(worker.queues()).containsExactly("default", "nightly");
    assertThat(worker.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(worker.alive(clock.instant(), NORMS.lease())).isTrue();
  }

  @Test
  void whatWaitsAndIsNotTaken() {
    submitted(request());
    clock.advance(Duration.ofMinutes(2));
    assertTold("unclaimed", "1 job waits in queue default, and no worker is there");

    Lease lease = store.register("w1", List.of("nightly"));
    assertTold("unclaimed", "no worker serves it", "worker.queues");
    store.deregister(lease);
    store.pause("default");
    assertTold("unclaimed", "queue default is paused, and 1 job waits in it");
  }

  @Test
  void whatIsOverdueOrForgotten() {
    submitted(request().runAt(START.plusSeconds(60)));
    JobId prepared = store.prepare(job(request()));
    clock.advance(Duration.ofDays(2));
    assertThat(told()).hasSize(2);
    assertThat(told().get(0)).contains("unclaimed", "1 scheduled job is overdue");
    assertThat(told().get(1)).contains("forgotten", prepared.text(), "never released it");
  }

  @Test
  void aSilentWorkerAndWhatItHolds() {
    submitted(request());
    Lease lease = store.register("w1");
    claimedBy(lease);
    clock.advance(Duration.ofMinutes(2));
    assertTold("stuck", "worker w1 has been silent", "holds 1 job", "start a worker");
    store.heartbeat(lease);
    assertThat(told()).isEmpty();
  }

  @Test
  void whatRunsForTooLongOrIsNotStopped() {
    JobId id = submitted(request().timeout(Duration.ofMinutes(2)));
    Lease lease = store.register("w1");
    claimedBy(lease);
    clock.advance(Duration.ofMinutes(6));
    store.heartbeat(lease);
    assertTold("stuck", id.text(), "far longer than its timeout of 2m");

    store.cancel(id);
    assertThat(told()).hasSize(1);
    clock.advance(Duration.ofMinutes(3));
    store.heartbeat(lease);
    assertThat(told()).hasSize(2).anyMatch(line -> line.contains("was to be cancelled"));
  }

  @Test
  void documentsThatDoNotReadAndNewerForms() throws SQLException {
    store.register("w1");
    JobId bad = submitted(request());
    execute("update pressroom_queued set job = '{}'");
    assertTold("damaged", bad.text(), "cannot be read");
    execute("update pressroom_queued set form = 2, job = '{\"format\": \"pressroom/job/2\"}'");
    assertTold("unclaimed", bad.text(), "waits for a newer worker");
  }

  @Test
  void aJobWhoseLeaseIsNowhereAndTheCure() throws SQLException {
    JobId id = submitted(request());
    claimedBy(store.register("w1"));
    execute("delete from pressroom_worker");
    Finding finding = examination().examine(NORMS).get(0);
    assertThat(finding.what()).contains(id.text(), "which is nowhere");

    execute(finding.cure().substring(finding.cure().indexOf("insert into")));

    assertThat(rescued(store.leases().get(0).lease())).hasSize(1);
    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aKeyOfAJobThatIsNowhereAndTheCure() throws SQLException {
    JobId id = submitted(request().key(UniqueKey.whileUnfinished("a")));
    execute("delete from pressroom_queued");
    Finding finding = examination().examine(NORMS).get(0);
    assertThat(finding.what()).contains("the key \"a\" is held by job " + id);

    execute(finding.cure());

    assertThat(submitted(request().key(UniqueKey.whileUnfinished("a")))).isNotEqualTo(id);
  }

  // After a restore.

  private void backUp() throws SQLException {
    for (String table : TABLES) {
      execute("create table backup_" + table + " as select * from pressroom_" + table);
    }
  }

  private void restore() throws SQLException {
    execute("delete from pressroom_tally");
    for (String table : TABLES) {
      execute(
          "delete from pressroom_" + table,
          "insert into pressroom_" + table + " select * from backup_" + table);
    }
  }

  @Test
  void aDatabaseOlderThanItsDirectoriesIsRecognisedAndNothingRunsTwice() throws SQLException {
    Job first =
        job(
            request()
                .key(UniqueKey.once("nightly@1", Duration.ofDays(7)))
                .deliver(new Delivery.Publish("out")));
    Job second = job(request().attempts(1));
    store.submitAll(List.of(first, second));
    backUp();
    Lease lease = store.register("w1");
    Claim one = claimedBy(lease);
    store.settle(one, success(one));
    store.deliver(store.deliveries().get(0), () -> {});
    Claim two = claimedBy(lease);
    store.settle(two, failure(two, "no luck"));
    Job later = job(request());
    store.submit(later);
    Claim three = claimedBy(lease);
    store.settle(three, success(three));
    store.deregister(lease);

    restore();

    assertThatThrownBy(() -> store.register("w2"))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("older than the work directory")
        .hasMessageContaining("pressroom doctor --reconcile");
    assertThat(told())
        .anyMatch(line -> line.startsWith("damaged: the database is older") && line.contains("3"));

    assertThat(examination().reconcile())
        .containsExactlyInAnyOrder(first.id(), second.id(), later.id());

    assertThat(told()).isEmpty();
    assertThat(store.claim(store.register("w2"), DEFAULT, 9)).isEmpty();
    assertThat(stateOf(first.id())).isEqualTo(JobState.SUCCEEDED);
    assertThat(file(first.id(), "output/monthly.csv")).exists();
    assertThat(outcomeOf(second.id()).failure().message()).isEqualTo("no luck");
    assertThat(store.deliveries()).isEmpty();
    assertThat(submitted(request().key(UniqueKey.once("nightly@1", Duration.ofDays(7)))))
        .isEqualTo(first.id());
    assertThat(store().finished(LocalDate.of(2026, 11, 21)))
        .extracting(FinishedCount::jobs)
        .containsExactlyInAnyOrder(1L, 2L);
    assertThat(examination().reconcile()).isEmpty();
  }

  @Test
  void aMarkThatARestoreBringsBackIsNotDeliveredAgain() throws SQLException {
    submitted(request().publishAt("out"));
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    store.settle(claim, success(claim));
    backUp();
    assertThat(store.deliver(store.deliveries().get(0), () -> {})).isTrue();

    restore();

    DeliveryMark back = store.deliveries().get(0);
    assertThat(store.deliver(back, () -> Assertions.fail("twice"))).isFalse();
    assertThat(store.deliveries()).isEmpty();
  }

  @Test
  void aMarkOfWhatAnotherHostDeliveredForThisOneIsTakenAwayThere() throws SQLException {
    ArtifactStore copies = DatabaseArtifacts.in(database.source(), 1 << 20);
    try (JdbcStore made = JdbcStore.open(database.source(), root.resolve("a"), copies, clock);
        JdbcStore other = JdbcStore.open(database.source(), root.resolve("b"), copies, clock)) {
      submitted(request().publishAt("out"));
      Lease lease = made.register("w1");
      Claim claim = made.claim(lease, DEFAULT, 1).get(0);
      made.layOut(claim);
      made.settle(claim, success(claim));
      made.deregister(lease);
      backUp();
      clock.advance(Deliveries.TAKEN_OVER_AFTER.plusSeconds(1));
      assertThat(other.deliver(other.deliveries().get(0), () -> {})).isTrue();

      restore();

      assertThat(made.deliveries()).hasSize(1);
      assertThat(other.examination().examine(NORMS))
          .extracting(Finding::what)
          .anyMatch(what -> what.contains("was delivered from here"));
      other.examination().reconcile();
      assertThat(made.deliveries()).isEmpty();
      assertThat(other.examination().examine(NORMS)).isEmpty();
    }
  }

  @Test
  void whatWasDeliveredIsForgottenWithTheJob() throws Exception {
    JobId id = submitted(request().publishAt("out"));
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    store.settle(claim, success(claim));
    store.deliver(store.deliveries().get(0), () -> {});
    Path entry = root.resolve("work/delivered/2026-11-21").resolve(id + ".1.succeeded");
    assertThat(entry).exists();
    clock.advance(Duration.ofDays(9));
    store.sweep();
    assertThat(entry).exists();

    store.purge(LocalDate.of(2027, 1, 1));
    store.sweep();

    assertThat(entry.getParent()).doesNotExist();
  }

  @Test
  void directoriesOlderThanTheirDatabaseAreTold() throws Exception {
    submitted(request());
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    store.settle(claim, success(claim));
    Path lost = store.find(claim.id()).orElseThrow().directory();
    new dev.pressroom.jobdir.LocalDisk().removeTree(lost);

    assertTold("damaged: the work directory is older", claim.id().text(), "later backup");

    store.sweep();
    assertThat(stateOf(claim.id())).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void anOperatorsRetryIsNoRestore() {
    JobId id = submitted(request().attempts(1));
    Lease lease = store.register("w1");
    Claim claim = claimedBy(lease);
    store.settle(claim, failure(claim, "no luck"));
    try (JdbcStore host = JdbcStore.open(database.source(), null, null, clock)) {
      host.retry(id, 1);
    }
    assertThat(told()).isEmpty();
    Lease next = store.register("w2");
    // Put back elsewhere, with an id that this worker has gone past: found by a look at all.
    Awaitility.await().until(() -> store.claim(next, DEFAULT, 1).size() == 1);
    assertThat(store.heartbeat(next).get(0).attempt().number()).isEqualTo(2);
  }
}
