package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose queue is in a database. */
abstract class DatabaseSubmitterContract {
  private TestDatabase database;
  private Submitter submitter;

  abstract TestDatabase create();

  @BeforeEach
  void open() {
    database = create();
    submitter = Submitter.open(database.url(), "shop");
  }

  @AfterEach
  void close() {
    submitter.close();
    database.close();
  }

  Connection transaction() throws SQLException {
    Connection connection = database.source().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static JobRequest.Builder request() {
    return JobRequest.of("finance.invoice").parameter("order", 4711).output("pdf");
  }

  Submitter submitter() {
    return submitter;
  }

  @Test
  void submittedFoundListedAndCancelled() throws InterruptedException {
    SubmittedJob job = submitter.submit(request().label("customer", "7").build());

    assertThat(job.existed()).isFalse();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.request().report()).isEqualTo("finance.invoice");
    assertThat(submitter.find(job.id().text()).orElseThrow().await(Duration.ZERO))
        .isEqualTo(JobState.QUEUED);
    assertThat(submitter.list(JobFilter.newest(9).withLabel("customer", "7"))).hasSize(1);
    assertThat(job.progress()).isEmpty();
    assertThat(job.cancel()).isEqualTo(JobState.CANCELLED);
    assertThat(job.await(Duration.ofSeconds(1))).isEqualTo(JobState.CANCELLED);
    assertThat(job.artifacts()).isEmpty();
    assertThat(job.errorText()).isEmpty();
    assertThat(job.log()).isEmpty();
  }

  @Test
  void withinATransactionItIsThereOnceThatCommits() throws SQLException {
    try (Connection host = transaction()) {
      SubmittedJob kept = submitter.submit(host, request().build());
      assertThatThrownBy(kept::state)
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("has not been committed");
      host.commit();
      submitter.committed();
      SubmittedJob undone = submitter.submit(host, request().build());
      host.rollback();

      assertThat(kept.state()).isEqualTo(JobState.QUEUED);
      assertThat(submitter.find(undone.id())).isEmpty();
      assertThat(host.getAutoCommit()).isFalse();
    }
  }

  @Test
  void aConnectionThatCommitsByItselfIsRefused() throws SQLException {
    try (Connection host = database.source().getConnection()) {
      assertThatThrownBy(() -> submitter.submit(host, request().build()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("setAutoCommit(false)");
    }
    assertThat(submitter.list(JobFilter.newest(9))).isEmpty();
  }

  @Test
  void manyWithinATransactionAndTheirKeys() throws SQLException {
    List<JobRequest> requests =
        IntStream.range(0, 50)
            .mapToObj(i -> request().key(UniqueKey.whileUnfinished("order " + i % 40)).build())
            .toList();
    try (Connection host = transaction()) {
      List<SubmittedJob> jobs = submitter.submitAll(host, requests);
      assertThat(jobs.subList(0, 40)).noneMatch(SubmittedJob::existed);
      assertThat(jobs.subList(40, 50)).allMatch(SubmittedJob::existed);
      assertThat(jobs.get(40).id()).isEqualTo(jobs.get(0).id());
      host.commit();
      assertThat(submitter.submitAll(host, requests)).allMatch(SubmittedJob::existed);
      host.rollback();
    }
    assertThat(submitter.list(JobFilter.newest(99))).hasSize(40);
  }

  @Test
  void whatWasOnlyPreparedIsReleasedWithTheTransactionThatWantsItsKey() throws SQLException {
    UniqueKey key = UniqueKey.once("order 1", Duration.ofDays(1));
    PreparedJob prepared = submitter.prepare(request().key(key).build());
    try (Connection host = transaction()) {
      SubmittedJob job = submitter.submit(host, request().key(key).build());
      assertThat(job.existed()).isTrue();
      assertThat(job.id()).isEqualTo(prepared.id());
      assertThat(job.state()).isEqualTo(JobState.PREPARED);
      host.rollback();
      assertThat(job.state()).as("nothing left").isEqualTo(JobState.PREPARED);

      submitter.submit(host, request().key(key).build());
      host.commit();
      assertThat(job.state()).isEqualTo(JobState.QUEUED);
      assertThat(prepared.discard()).isFalse();
    }
  }

  @Test
  void oneKeyFromEightThreadsIsOneJobWhicheverCommits() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<SubmittedJob>> submitting =
        IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> keyed(i % 2 == 0))).toList();
    Set<String> committed = new java.util.TreeSet<>();
    for (Future<SubmittedJob> each : submitting) {
      SubmittedJob job = each.get();
      if (job != null) {
        committed.add(job.id().text());
      }
    }
    threads.shutdown();
    assertThat(committed).hasSize(1);
    assertThat(submitter.list(JobFilter.newest(9)))
        .extracting(job -> job.id().text())
        .containsExactlyElementsOf(committed);
  }

  /** Null if it was rolled back. */
  private SubmittedJob keyed(boolean commits) throws SQLException {
    try (Connection host = transaction()) {
      SubmittedJob job =
          submitter.submit(host, request().key(UniqueKey.whileUnfinished("one")).build());
      if (commits) {
        host.commit();
        return job;
      }
      host.rollback();
      return null;
    }
  }

  @Test
  void manyThreadsShareFewConnections() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    Set<String> ids =
        threads
            .invokeAll(
                IntStream.range(0, 200)
                    .<java.util.concurrent.Callable<String>>mapToObj(
                        i -> () -> submitter.submit(request().build()).id().text())
                    .toList())
            .stream()
            .map(DatabaseSubmitterContract::got)
            .collect(Collectors.toSet());
    threads.shutdown();
    assertThat(ids).hasSize(200);
    assertThat(submitter.list(JobFilter.newest(999))).hasSize(200);
  }

  private static String got(Future<String> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void preparedReleasedAndDiscardedAsInASpool() {
    PreparedJob kept = submitter.prepare(request().build());
    PreparedJob undone = submitter.prepare(request().build());
    assertThat(submitter.prepared()).hasSize(2);
    assertThat(kept.release().state()).isEqualTo(JobState.QUEUED);
    assertThat(undone.discard()).isTrue();
    assertThat(submitter.prepared()).isEmpty();
    assertThat(submitter.list(JobFilter.newest(9))).hasSize(1);
  }

  @Test
  void overAPoolOfTheHostsTheSame() {
    try (Submitter pooled = Submitter.open(database.source(), "shop")) {
      SubmittedJob job = pooled.submit(request().build());
      assertThat(submitter.find(job.id())).isPresent();
    }
  }

  @Test
  void openedByItsUrlWithTheFolderOfTheArtifacts(@TempDir Path artifacts) {
    try (Submitter sharing = Submitter.open(database.url(), "shop", artifacts)) {
      assertThat(submitter.find(sharing.submit(request().build()).id())).isPresent();
    }
    assertThatThrownBy(() -> Submitter.open(database.url(), "shop", artifacts.resolve("none")))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("is not there");
    assertThatThrownBy(() -> Submitter.open("spool:" + artifacts, "shop", artifacts))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsTooLargeIsRefusedHere() {
    JobRequest.Builder large = request();
    for (int i = 0; i < 11; i++) {
      large.parameter("p" + i, "x".repeat(100_000));
    }
    assertThatThrownBy(() -> submitter.submit(large.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1048576");
  }
}
