package dev.pressroom.submitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Reason;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.QueueException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecordingSubmitterTest {
  private final RecordingSubmitter recording = new RecordingSubmitter();

  private static JobRequest.Builder request() {
    return JobRequest.of("sales").output("pdf").output("csv", "Umsätze");
  }

  /** The rules of prepared jobs are the same ones. */
  @Nested
  class Prepared extends PreparedJobTest {
    @Override
    Submitter open() {
      return new RecordingSubmitter();
    }
  }

  @Test
  void keepsWhatWasSubmittedInItsOrder() {
    SubmittedJob first = recording.submit(request().parameter("n", 1).build());
    PreparedJob prepared = recording.prepare(request().build());
    recording.submitAll(List.of(request().parameter("n", 2).build()));

    assertThat(recording.jobs()).hasSize(2);
    assertThat(recording.requests())
        .extracting(asked -> asked.parameters().get("n"))
        .containsExactly(1L, 2L);
    assertThat(recording.jobs().get(0).id()).isEqualTo(first.id());
    prepared.release();
    assertThat(recording.jobs()).hasSize(3);
  }

  @Test
  void succeedsOnDemand() throws Exception {
    SubmittedJob job = recording.submit(request().build());
    CompletableFuture<JobState> stage = job.whenFinished().toCompletableFuture();

    recording.succeed(
        job, Map.of("sales.pdf", new byte[] {1, 2}, "Umsätze.csv", "a".getBytes(UTF_8)));

    assertThat(stage.get(30, TimeUnit.SECONDS)).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.await(Duration.ZERO)).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.artifacts())
        .extracting(FinishedFile::name, FinishedFile::mediaType, FinishedFile::size)
        .containsExactly(
            tuple("sales.pdf", "application/pdf", 2L), tuple("Umsätze.csv", "text/csv", 1L));
    FinishedFile pdf = job.artifacts().get(0);
    assertThat(pdf.sha256())
        .isEqualTo("a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222");
    try (InputStream in = pdf.open()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2);
    }
    Path path = pdf.path();
    assertThat(path).hasSize(2);
    recording.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void succeedsWithTheFilesThatWereAskedForOnly() {
    SubmittedJob job = recording.submit(request().build());
    assertThatThrownBy(() -> recording.succeed(job, Map.of("other.pdf", new byte[0])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("asked for [sales.pdf, Umsätze.csv]");
    recording.succeed(job);
    assertThat(job.artifacts()).hasSize(2);
  }

  @Test
  void failsOnDemand() {
    SubmittedJob job = recording.submit(request().build());

    recording.fail(job, "There is no month 2026-13.");

    assertThat(job.state()).isEqualTo(JobState.FAILED);
    JobError error = job.error().orElseThrow();
    assertThat(error.message()).isEqualTo("There is no month 2026-13.");
    assertThat(error.permanent()).isTrue();
    assertThat(job.errorText().orElseThrow()).startsWith("There is no month 2026-13.");
  }

  @Test
  void anAttemptThatFailsIsTriedAgainAsOftenAsAllowed() {
    SubmittedJob job = recording.submit(request().attempts(2).build());

    recording.failAttempt(job, "The connection was lost.");
    assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
    recording.failAttempt(job, "The connection was lost.");

    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.error().orElseThrow().attempt()).isEqualTo(2);
    assertThat(job.error().orElseThrow().permanent()).isFalse();
  }

  @Test
  void whatNoQueueWouldDoIsRefused() {
    SubmittedJob job = recording.submit(request().build());
    recording.start(job);
    assertThatThrownBy(() -> recording.start(job)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> recording.obeyCancel(job)).hasMessageContaining("nobody asked");
    assertThatThrownBy(() -> recording.purge(job)).hasMessageContaining("has not ended");
    recording.succeed(job);
    assertThatThrownBy(() -> recording.fail(job, "late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is succeeded, not running");
    SubmittedJob prepared = recording.find(recording.prepare(request().build()).id()).orElseThrow();
    assertThatThrownBy(() -> recording.succeed(prepared))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is prepared");
  }

  @Test
  void cancelsAsAQueueDoes() {
    SubmittedJob waiting = recording.submit(request().build());
    SubmittedJob running = recording.submit(request().build());
    recording.start(running);

    assertThat(waiting.cancel()).isEqualTo(JobState.CANCELLED);
    assertThat(running.cancel()).isEqualTo(JobState.RUNNING);
    recording.obeyCancel(running);
    assertThat(running.state()).isEqualTo(JobState.CANCELLED);
    assertThat(running.reason()).contains(Reason.CANCELLED);
  }

  @Test
  void tellsProgressWhileItRuns() {
    SubmittedJob job = recording.submit(request().build());
    recording.start(job);
    recording.progress(job, 1, 4, "rows");
    assertThat(job.progress().orElseThrow().fraction()).hasValue(0.25);
    recording.succeed(job);
    assertThat(job.progress()).isEmpty();
  }

  @Test
  void timesAndKeysGoByItsClock() {
    TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
    try (RecordingSubmitter timed = new RecordingSubmitter(clock)) {
      UniqueKey key = UniqueKey.once("k", Duration.ofHours(1));
      SubmittedJob later =
          timed.submit(request().key(key).runAt(Instant.parse("2026-11-21T09:00:00Z")).build());
      assertThat(later.state()).isEqualTo(JobState.SCHEDULED);
      clock.advance(Duration.ofHours(1));
      assertThat(later.state()).isEqualTo(JobState.QUEUED);
      timed.succeed(later);
      assertThat(timed.submit(request().key(key).build()).existed()).isTrue();
      assertThat(timed.find(key).orElseThrow().id()).isEqualTo(later.id());
      clock.advance(Duration.ofHours(1));
      assertThat(timed.find(key)).isEmpty();
      assertThat(timed.submit(request().key(key).build()).existed()).isFalse();

      SubmittedJob expired = timed.submit(request().expiresAt(clock.instant()).build());
      clock.advance(Duration.ofSeconds(1));
      timed.start(expired);
      assertThat(expired.state()).isEqualTo(JobState.CANCELLED);
      assertThat(expired.reason()).contains(Reason.EXPIRED);
    }
  }

  @Test
  void listsAsAQueueDoes() {
    SubmittedJob labelled = recording.submit(request().label("a", "b").queue("nightly").build());
    SubmittedJob other = recording.submit(JobRequest.of("stock").build());
    JobFilter all = JobFilter.newest(9);

    assertThat(recording.list(all))
        .extracting(SubmittedJob::id)
        .containsExactly(other.id(), labelled.id());
    for (JobFilter filter :
        List.of(all.withLabel("a", "b"), all.inQueue("nightly"), all.ofReport("sales"))) {
      assertThat(recording.list(filter))
          .extracting(SubmittedJob::id)
          .containsExactly(labelled.id());
    }
    assertThat(recording.list(all.inState(JobState.FAILED))).isEmpty();
  }

  @Test
  void breaksDownAndRecovers() {
    SubmittedJob job = recording.submit(request().build());
    recording.breakDown("the disk is full");
    assertThatThrownBy(() -> recording.submit(request().build()))
        .isInstanceOf(QueueException.class)
        .hasMessage("the disk is full");
    assertThatThrownBy(job::state).isInstanceOf(QueueException.class);
    recording.recover();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aPurgedJobIsNowhere() {
    SubmittedJob job = recording.submit(request().build());
    recording.succeed(job);
    FinishedFile file = job.artifacts().get(0);
    recording.purge(job);
    assertThatThrownBy(file::open).hasMessageContaining("it was purged");
    assertThat(recording.jobs()).isEmpty();
  }
}
