package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingTest {
  @TempDir Path root;

  private Bench bench;
  private Submitter submitter;
  private final Set<Thread> others = waiting();

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

  private static Set<Thread> waiting() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Waiting.THREAD))
        .collect(Collectors.toSet());
  }

  private Set<Thread> threads() {
    Set<Thread> mine = waiting();
    mine.removeAll(others);
    return mine;
  }

  private SubmittedJob submitted() {
    return submitter.submit(JobRequest.of("sales").output("csv").build());
  }

  private static JobState in(CompletableFuture<JobState> stage) throws Exception {
    return stage.get(30, TimeUnit.SECONDS);
  }

  @Test
  void manyJobsAreWaitedForByOneDaemonThatEndsWithTheLast() throws Exception {
    List<CompletableFuture<JobState>> stages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      stages.add(submitted().whenFinished().toCompletableFuture());
    }
    assertThat(threads()).hasSize(1).allMatch(Thread::isDaemon);

    for (int i = 0; i < 19; i++) {
      bench.succeed(bench.claim(), Map.of("sales.csv", "a"));
    }
    bench.fail(bench.claim(), Failure.of("no", true));

    List<JobState> states = new ArrayList<>();
    for (CompletableFuture<JobState> stage : stages) {
      states.add(in(stage));
    }
    assertThat(Collections.frequency(states, JobState.SUCCEEDED)).isEqualTo(19);
    assertThat(Collections.frequency(states, JobState.FAILED)).isEqualTo(1);
    await().until(() -> threads().isEmpty());
  }

  @Test
  void waitingBeginsAnewAfterItEnded() throws Exception {
    for (int i = 0; i < 2; i++) {
      SubmittedJob job = submitted();
      job.cancel();
      assertThat(in(job.whenFinished().toCompletableFuture())).isEqualTo(JobState.CANCELLED);
      await().until(() -> threads().isEmpty());
    }
  }

  @Test
  void whoStopsWaitingLeavesTheJobAlone() {
    SubmittedJob job = submitted();
    assertThat(job.whenFinished().toCompletableFuture().cancel(true)).isTrue();

    await().until(() -> threads().isEmpty());
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void closingEndsTheThreadAndTellsWhoWaits() {
    SubmittedJob job = submitted();
    CompletableFuture<JobState> stage = job.whenFinished().toCompletableFuture();

    submitter.close();

    assertThat(threads()).isEmpty();
    assertThatThrownBy(stage::join)
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("the job goes on without");
    assertThatThrownBy(() -> job.whenFinished().toCompletableFuture().join())
        .isInstanceOf(CancellationException.class);
    assertThat(threads()).isEmpty();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aStageMayCloseTheSubmitter() throws Exception {
    SubmittedJob job = submitted();
    CompletableFuture<?> closed =
        job.whenFinished().thenRun(submitter::close).toCompletableFuture();
    job.cancel();
    closed.get(30, TimeUnit.SECONDS);
    await().until(() -> threads().isEmpty());
  }

  @Test
  void whatOneChainsDoesNotHarmTheOthers() throws Exception {
    SubmittedJob bad = submitted();
    SubmittedJob good = submitted();
    bad.whenFinished()
        .thenRun(
            () -> {
              Thread.currentThread().interrupt();
              throw new AssertionError("a fault of the host");
            });
    CompletableFuture<JobState> stage = good.whenFinished().toCompletableFuture();
    bad.cancel();
    await().until(() -> bad.state() == JobState.CANCELLED);
    good.cancel();
    assertThat(in(stage)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aJobThatVanishesEndsTheWaiting() throws IOException {
    SubmittedJob job = submitted();
    CompletableFuture<JobState> stage = job.whenFinished().toCompletableFuture();
    try (var left = Files.walk(root.resolve("queued/default"))) {
      for (Path path : left.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    assertThatThrownBy(() -> stage.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(QueueException.class)
        .hasMessageContaining("it was purged");
  }

  /** An application server that undeploys a host must get its classes back. */
  @Test
  void nothingHoldsTheHostsClassLoader() throws Exception {
    new WebApplication(List.of(), List.of("org.slf4j."))
        .deployAndUndeploy("deployed", root.resolve("host").toString())
        .assertGone();
  }
}
