package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Reason;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.QueueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitterTest {
  @TempDir Path root;

  private Submitter submitter;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(root);
    submitter = bench.submitter();
  }

  @AfterEach
  void close() {
    submitter.close();
    bench.close();
  }

  private static JobRequest request() {
    return JobRequest.of("sales").output("csv").build();
  }

  // Handing over.

  @Test
  void aSubmittedJobIsQueuedAndSaysWhoSubmittedIt() {
    SubmittedJob job = submitter.submit(request());

    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.existed()).isFalse();
    assertThat(job.request()).isEqualTo(request());
    assertThat(job.artifacts()).isEmpty();
    assertThat(job.error()).isEmpty();
    assertThat(job.reason()).isEmpty();
    assertThat(bench.claim().job().submittedBy().application()).isEqualTo("test");
  }

  @Test
  void manyAtOnceKeepTheirOrder() {
    List<JobRequest> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      requests.add(JobRequest.of("sales").parameter("n", i).queue("q" + i % 3).build());
    }

    List<SubmittedJob> jobs = submitter.submitAll(requests);

    assertThat(jobs).extracting(SubmittedJob::request).isEqualTo(requests);
    assertThat(jobs).extracting(SubmittedJob::state).containsOnly(JobState.QUEUED);
    assertThat(submitter.submitAll(List.of())).isEmpty();
  }

  @Test
  void aRequestThatIsTooLargeIsRefusedBeforeAnythingIsWritten() throws Exception {
    JobRequest.Builder large = JobRequest.of("sales");
    for (int i = 0; i < 20; i++) {
      large.parameter("p" + i, "x".repeat(90_000));
    }
    JobRequest tooLarge = large.build();

    assertThatThrownBy(() -> submitter.submit(tooLarge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hand over less");
    assertThatThrownBy(() -> submitter.prepare(tooLarge))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> submitter.submitAll(List.of(request(), tooLarge)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(bench.remains()).isEmpty();
  }

  @Test
  void aBadRequestFailsWhileItIsBuilt() throws Exception {
    assertThatThrownBy(() -> JobRequest.of("../sales")).hasMessageContaining("not a report's name");
    assertThatThrownBy(() -> JobRequest.of("sales").parameter("x", new Object()))
        .hasMessageContaining("hand over text, a number");
    assertThat(bench.remains()).isEmpty();
  }

  @Test
  void whatASpoolCannotTakeIsNotHalfThere() throws Exception {
    Files.delete(root.resolve("tmp"));

    assertThatThrownBy(() -> submitter.submit(request()))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("Nothing of it is in the queue");
    assertThatThrownBy(() -> submitter.submitAll(List.of(request(), request())))
        .isInstanceOf(QueueException.class)
        .isNotInstanceOf(PartlySubmittedException.class);
    assertThat(bench.remains()).isEmpty();
  }

  @Test
  void ofSeveralItIsToldWhichWereAccepted() throws Exception {
    Files.createDirectories(root.resolve("queued"));
    Files.createFile(root.resolve("queued/blocked"));
    JobRequest blocked = JobRequest.of("sales").queue("blocked").build();

    assertThatThrownBy(() -> submitter.submitAll(List.of(request(), blocked, request())))
        .isInstanceOfSatisfying(
            PartlySubmittedException.class,
            e -> {
              assertThat(e.submitted()).hasSize(1);
              assertThat(e.submitted().get(0).state()).isEqualTo(JobState.QUEUED);
              assertThat(e.notSubmitted()).containsExactly(blocked, request());
              assertThat(e.unknown()).isEmpty();
            });
    assertThat(submitter.list(JobFilter.newest(9))).hasSize(1);
  }

  @Test
  void aKeyThatIsHeldReturnsTheEarlierJob() throws Exception {
    UniqueKey key = UniqueKey.whileUnfinished("sales 2026-10");
    JobRequest keyed = JobRequest.of("sales").output("csv").key(key).build();
    SubmittedJob first = submitter.submit(keyed);

    SubmittedJob second = submitter.submit(keyed);

    assertThat(first.existed()).isFalse();
    assertThat(second.existed()).isTrue();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(submitter.find(key).orElseThrow().id()).isEqualTo(first.id());
    assertThat(submitter.submitAll(List.of(keyed, request())))
        .extracting(SubmittedJob::existed)
        .containsExactly(true, false);
    bench.succeed(bench.claim(), Map.of("sales.csv", "a"));
    assertThat(submitter.find(key)).isEmpty();
    assertThat(submitter.submit(keyed).existed()).isFalse();
  }

  // Finding.

  @Test
  void anotherProcessFindsTheJobByItsId() {
    String id = submitter.submit(request()).id().text();

    try (Submitter other = Submitter.open("spool:" + root)) {
      SubmittedJob found = other.find(id).orElseThrow();
      assertThat(found.state()).isEqualTo(JobState.QUEUED);
      assertThat(found.existed()).isTrue();
      assertThat(other.find(JobId.create(Instant.now(), "sales"))).isEmpty();
      assertThat(other.find("../../etc/passwd")).isEmpty();
      assertThat(other.find("")).isEmpty();
    }
  }

  @Test
  void jobsAreListedByStateQueueReportAndLabels() {
    SubmittedJob sales =
        submitter.submit(JobRequest.of("sales").label("customer", "4711").label("x", "y").build());
    SubmittedJob nightly = submitter.submit(JobRequest.of("stock").queue("nightly").build());
    SubmittedJob cancelled = submitter.submit(request());
    cancelled.cancel();

    JobFilter all = JobFilter.newest(10);
    assertThat(ids(all)).containsExactly(cancelled.id(), nightly.id(), sales.id());
    assertThat(ids(all.inState(JobState.CANCELLED))).containsExactly(cancelled.id());
    assertThat(ids(all.inState(JobState.CANCELLED, JobState.QUEUED))).hasSize(3);
    assertThat(ids(all.inQueue("nightly"))).containsExactly(nightly.id());
    assertThat(ids(all.ofReport("stock"))).containsExactly(nightly.id());
    assertThat(ids(all.withLabel("customer", "4711"))).containsExactly(sales.id());
    assertThat(ids(all.withLabel("customer", "4711").withLabel("x", "z"))).isEmpty();
    assertThat(ids(JobFilter.newest(1))).containsExactly(cancelled.id());
  }

  private List<JobId> ids(JobFilter filter) {
    return submitter.list(filter).stream().map(SubmittedJob::id).toList();
  }

  // What became of it.

  @Test
  void awaitReturnsTheStateWhenTheTimeIsOver() throws InterruptedException {
    SubmittedJob job = submitter.submit(request());
    assertThat(job.await(Duration.ofMillis(1))).isEqualTo(JobState.QUEUED);
    assertThat(job.await(Duration.ofSeconds(-1))).isEqualTo(JobState.QUEUED);
    job.cancel();
    assertThat(job.await(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aStateIsNeverOlderThanTheCall() throws Exception {
    SubmittedJob job = submitter.submit(request());
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    Claim claim = bench.claim();
    assertThat(job.state()).isEqualTo(JobState.RUNNING);
    bench.store.release(
        claim,
        new dev.pressroom.job.Outcome(
            claim.id(),
            JobState.QUEUED,
            Reason.RELEASED,
            claim.attempt(),
            claim.route(),
            null,
            null,
            null,
            null),
        Instant.EPOCH);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    bench.fail(bench.claim(), Failure.of("no", true));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    bench.store.retry(job.id(), 1);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.error()).isEmpty();
  }

  @Test
  void aFailedJobTellsItsErrorApartFromTheStackTrace() {
    SubmittedJob job = submitter.submit(request());
    Failure failure =
        new Failure(
            "There is no month 2026-13.",
            true,
            new Failure.Place("sales.sql", 3, 1, "select secret", 0, 0),
            Failure.causesOf(new IllegalStateException("boom")),
            "the log");
    bench.fail(bench.claim(), failure);

    JobError error = job.error().orElseThrow();
    assertThat(error.message()).isEqualTo("There is no month 2026-13.");
    assertThat(error.reason()).isEqualTo(Reason.REPORT_FAILED);
    assertThat(error.permanent()).isTrue();
    assertThat(error.attempt()).isEqualTo(1);
    assertThat(error.at()).isBeforeOrEqualTo(Instant.now());
    assertThat(error.toString()).doesNotContain("boom", "secret", "the log");
    assertThat(job.errorText().orElseThrow())
        .startsWith("There is no month 2026-13.")
        .contains("IllegalStateException: boom", "select secret", "the log");
    assertThat(job.artifacts()).isEmpty();
    assertThat(job.reason()).contains(Reason.REPORT_FAILED);
  }

  @Test
  void aJobThatDidNotFailHasNoErrorText() throws Exception {
    SubmittedJob job = submitter.submit(request());
    assertThat(job.errorText()).isEmpty();
    bench.succeed(bench.claim(), Map.of("sales.csv", "a"));
    assertThat(job.errorText()).isEmpty();
    assertThat(job.reason()).contains(Reason.SUCCEEDED);
  }

  @Test
  void aWaitingJobIsCancelledAtOnceAndARunningOneIsAsked() {
    SubmittedJob running = submitter.submit(request());
    Claim claim = bench.claim();
    SubmittedJob waiting = submitter.submit(request());

    assertThat(waiting.cancel()).isEqualTo(JobState.CANCELLED);
    assertThat(waiting.cancel()).isEqualTo(JobState.CANCELLED);
    assertThat(waiting.reason()).contains(Reason.CANCELLED);
    assertThat(running.cancel()).isEqualTo(JobState.RUNNING);
    assertThat(bench.store.heartbeat(claim.lease()).get(0).cancelRequested()).isTrue();
  }

  @Test
  void aPurgedJobIsSaidToBe() throws Exception {
    SubmittedJob job = submitter.submit(request());
    bench.succeed(bench.claim(), Map.of("sales.csv", "a"));
    FinishedFile file = job.artifacts().get(0);
    try (var left = Files.walk(root.resolve("succeeded"))) {
      for (Path path : left.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }

    for (Runnable look :
        List.<Runnable>of(
            job::state, job::artifacts, job::error, job::cancel, file::open, file::path)) {
      assertThatThrownBy(look::run)
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("it was purged");
    }
    assertThat(submitter.find(job.id())).isEmpty();
  }

  // Progress.

  @Test
  void aRunningJobTellsItsProgress() throws Exception {
    SubmittedJob job = submitter.submit(request());
    assertThat(job.progress()).isEmpty();
    Claim claim = bench.claim();
    assertThat(job.progress()).isEmpty();
    Path file = new JobDirectory(claim.directory()).progress(1);
    Files.writeString(
        file,
        "{\"done\":3,\"total\":12,\"message\":\"rows\",\"at\":\"2026-11-21T08:00:00Z\",\"new\":1}");

    JobProgress progress = job.progress().orElseThrow();

    assertThat(progress)
        .isEqualTo(new JobProgress(3, 12, "rows", Instant.parse("2026-11-21T08:00:00Z")));
    assertThat(progress.fraction()).hasValue(0.25);
    Files.writeString(file, "{\"done\":3,\"total\":0}");
    assertThat(job.progress().orElseThrow().fraction()).isEmpty();
    bench.succeed(claim, Map.of("sales.csv", "a"));
    assertThat(job.progress()).isEmpty();
  }

  @Test
  void progressThatIsNotAsItShouldBeIsNone() throws Exception {
    SubmittedJob job = submitter.submit(request());
    Path file = new JobDirectory(bench.claim().directory()).progress(1);
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "{}",
            "{\"done\":\"x\"}",
            "{\"done\":1.5e300}",
            "{\"done\":-1}",
            "{\"done\":1,\"done\":2}",
            "{\"done\":1}{",
            "{\"done\":1,\"at\":\"now\"}",
            "{\"done\":1,\"deep\":" + "[".repeat(500),
            "{\"done\":99999999999999999999}",
            "{\"done\":1,\"message\":\"" + "x".repeat(1_001) + "\"}",
            "{\"done\":1}" + " ".repeat(5_000))) {
      Files.writeString(file, text);
      assertThat(job.progress()).as(text).isEmpty();
    }
    Files.delete(file);
    Files.createSymbolicLink(file, Files.writeString(root.resolve("elsewhere"), "{\"done\":1}"));
    assertThat(job.progress()).isEmpty();
  }

  // The submitter itself.

  @Test
  void aQueueOfUnknownKindIsRefused() {
    assertThatThrownBy(() -> Submitter.open("ftp://x")).hasMessageContaining("write spool:");
    assertThatThrownBy(() -> Submitter.open("spool:")).hasMessageContaining("write spool:");
    assertThatThrownBy(() -> Submitter.open("spool:a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no path that this JVM can name");
  }

  @Test
  void aSpoolThatCannotBeMadeIsSaid() throws Exception {
    Path file = Files.createFile(root.resolve("a-file"));
    assertThatThrownBy(() -> Submitter.open("spool:" + file))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("must be a folder on a local disk");
  }

  @Test
  void aClosedSubmitterSaysSo() {
    SubmittedJob job = submitter.submit(request());
    submitter.close();
    submitter.close();

    assertThatThrownBy(() -> submitter.submit(request()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was closed");
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void noThreadIsStarted() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Submitter mine = Submitter.open("spool:" + root)) {
      mine.submit(request()).await(Duration.ofMillis(1));
      mine.prepare(request()).release().cancel();
      mine.list(JobFilter.newest(1));
    }
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .collect(Collectors.toSet()))
        .isEmpty();
  }
}
