package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said here holds for a spool; {@link RecordingSubmitterTest} says it for the other. */
class PreparedJobTest {
  @TempDir Path root;

  Submitter submitter;

  private Bench bench;

  Submitter open() {
    bench = new Bench(root);
    return bench.submitter();
  }

  @BeforeEach
  void openSubmitter() {
    submitter = open();
  }

  @AfterEach
  void close() {
    submitter.close();
    if (bench != null) {
      bench.close();
    }
  }

  private static JobRequest request() {
    return JobRequest.of("sales").parameter("month", "2026-10").build();
  }

  private static JobRequest keyed() {
    return JobRequest.of("sales").key(UniqueKey.once("october", Duration.ofDays(1))).build();
  }

  @Test
  void runsOnlyAfterItsRelease() {
    PreparedJob prepared = submitter.prepare(request());

    assertThat(prepared.existed()).isFalse();
    assertThat(prepared.request()).isEqualTo(request());
    assertThat(prepared.at()).isBeforeOrEqualTo(Instant.now());
    assertThat(submitter.find(prepared.id()).orElseThrow().state()).isEqualTo(JobState.PREPARED);
    SubmittedJob job = prepared.release();
    assertThat(job.id()).isEqualTo(prepared.id());
    assertThat(job.existed()).isFalse();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(prepared.release().id()).isEqualTo(job.id());
  }

  @Test
  void aLaterTimeIsKept() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    PreparedJob prepared = submitter.prepare(JobRequest.of("sales").runAt(tomorrow).build());
    assertThat(prepared.release().state()).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void aDiscardedJobWasNeverThere() {
    PreparedJob prepared = submitter.prepare(keyed());

    assertThat(prepared.discard()).isTrue();

    assertThat(prepared.discard()).isFalse();
    assertThat(submitter.find(prepared.id())).isEmpty();
    assertThat(submitter.prepared()).isEmpty();
    assertThatThrownBy(prepared::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was discarded");
    assertThat(submitter.submit(keyed()).existed()).isFalse();
  }

  @Test
  void aReleasedJobCannotBeDiscarded() {
    PreparedJob prepared = submitter.prepare(request());
    SubmittedJob job = prepared.release();
    assertThat(prepared.discard()).isFalse();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void leftoversAreListedOldestFirstAndCanBeSettled() {
    PreparedJob first = submitter.prepare(request());
    PreparedJob second = submitter.prepare(keyed());
    submitter.submit(request());

    assertThat(submitter.prepared())
        .extracting(PreparedJob::id)
        .containsExactly(first.id(), second.id());
    assertThat(submitter.prepared().get(0).request()).isEqualTo(request());
    assertThat(submitter.prepared().get(0).release().state()).isEqualTo(JobState.QUEUED);
    assertThat(submitter.prepared().get(0).discard()).isTrue();
    assertThat(submitter.prepared()).isEmpty();
  }

  @Test
  void aSubmitWithTheKeyOfAPreparedJobLetsItRun() {
    PreparedJob prepared = submitter.prepare(keyed());

    SubmittedJob job = submitter.submit(keyed());

    assertThat(job.existed()).isTrue();
    assertThat(job.id()).isEqualTo(prepared.id());
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(prepared.discard()).as("a rollback takes nothing from others").isFalse();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void whoPreparesAHeldKeyLeavesTheHolderAlone() {
    SubmittedJob holder = submitter.submit(keyed());
    PreparedJob prepared = submitter.prepare(keyed());

    assertThat(prepared.existed()).isTrue();
    assertThat(prepared.discard()).isFalse();
    assertThat(holder.state()).isEqualTo(JobState.QUEUED);
    SubmittedJob released = prepared.release();
    assertThat(released.existed()).isTrue();
    assertThat(released.id()).isEqualTo(holder.id());
  }

  @Test
  void ofTwoTransactionsWithOneKeyTheOneThatCommitsGetsItsJob() {
    PreparedJob rolledBack = submitter.prepare(keyed());
    PreparedJob committed = submitter.prepare(keyed());
    assertThat(committed.existed()).isTrue();

    assertThat(rolledBack.discard()).isTrue();
    SubmittedJob job = committed.release();

    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.request()).isEqualTo(keyed());
  }

  @Test
  void ofTwoTransactionsWithOneKeyTheRollbackComesTooLate() {
    PreparedJob rolledBack = submitter.prepare(keyed());
    SubmittedJob job = submitter.prepare(keyed()).release();

    assertThat(rolledBack.discard()).isFalse();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
  }
}
