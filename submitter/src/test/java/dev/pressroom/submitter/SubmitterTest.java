package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Failure;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.spool.SpoolStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitterTest {
  @TempDir Path root;

  private Submitter submitter;
  private SpoolStore worker;

  @BeforeEach
  void open() {
    submitter = Submitter.open("spool:" + root, "test");
    worker = SpoolStore.open(root, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    submitter.close();
    worker.close();
  }

  private static JobRequest request() {
    return JobRequest.of("sales").output("csv").build();
  }

  private Claim claimed() {
    return worker.claim(worker.register("w1"), List.of("default"), 1).get(0);
  }

  private static Outcome outcome(Claim claim, Outcome.Produced produced, Failure failure) {
    boolean good = failure == null;
    return new Outcome(
        claim.id(),
        good ? JobState.SUCCEEDED : JobState.FAILED,
        good ? Reason.SUCCEEDED : Reason.REPORT_FAILED,
        claim.attempt(),
        claim.route(),
        new Outcome.Run("w1", claim.claimedAt(), null, Instant.now(), null, null),
        produced,
        failure,
        "test");
  }

  @Test
  void aSubmittedJobIsQueuedAndSaysWhoSubmittedIt() {
    SubmittedJob job = submitter.submit(request());

    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.artifacts()).isEmpty();
    assertThat(job.error()).isEmpty();
    assertThat(claimed().job().submittedBy().application()).isEqualTo("test");
  }

  @Test
  void awaitReturnsTheStateWhenTheTimeIsOver() throws InterruptedException {
    assertThat(submitter.submit(request()).await(Duration.ofMillis(1))).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aSucceededJobTellsItsFiles() throws Exception {
    SubmittedJob job = submitter.submit(request());
    Claim claim = claimed();
    Files.writeString(
        new JobDirectory(claim.directory()).attemptOutput(1).resolve("sales.csv"), "a");
    worker.settle(
        claim,
        outcome(
            claim,
            new Outcome.Produced(
                1,
                List.of(new Artifact("sales.csv", "csv", "text/csv", 1, null, "ca97")),
                List.of(),
                null),
            null));

    assertThat(job.await(Duration.ofSeconds(30))).isEqualTo(JobState.SUCCEEDED);
    SubmittedJob.FinishedFile file = job.artifacts().get(0);
    assertThat(file.name()).isEqualTo("sales.csv");
    assertThat(file.mediaType()).isEqualTo("text/csv");
    assertThat(file.sha256()).isEqualTo("ca97");
    assertThat(file.path()).hasContent("a");
    assertThat(job.error()).isEmpty();
  }

  @Test
  void aFailedJobTellsItsErrorWithoutAStackTrace() {
    SubmittedJob job = submitter.submit(request());
    Claim claim = claimed();
    worker.settle(claim, outcome(claim, null, Failure.of("no such month", true)));

    SubmittedJob.JobError error = job.error().orElseThrow();
    assertThat(error.message()).isEqualTo("no such month");
    assertThat(error.permanent()).isTrue();
    assertThat(error.directory().resolve("sales.txt")).exists();
    assertThat(job.artifacts()).isEmpty();
  }

  @Test
  void anotherProcessFindsTheJobByItsId() {
    String id = submitter.submit(request()).id().text();

    try (Submitter other = Submitter.open("spool:" + root)) {
      assertThat(other.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
      assertThat(other.find(JobId.create(Instant.now(), "sales"))).isEmpty();
      assertThat(other.find("../../etc/passwd")).isEmpty();
    }
  }

  @Test
  void aQueueOfUnknownKindIsRefused() {
    assertThatThrownBy(() -> Submitter.open("ftp://x")).hasMessageContaining("write spool:");
    assertThatThrownBy(() -> Submitter.open("spool:")).hasMessageContaining("write spool:");
  }

  @Test
  void aSpoolThatCannotBeMadeIsSaid() throws Exception {
    Path file = Files.createFile(root.resolve("a-file"));
    assertThatThrownBy(() -> Submitter.open("spool:" + file))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("must be a folder on a local disk");
  }

  @Test
  void noThreadIsStarted() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Submitter mine = Submitter.open("spool:" + root)) {
      mine.submit(request()).await(Duration.ofMillis(1));
    }
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .collect(Collectors.toSet()))
        .isEmpty();
  }
}
