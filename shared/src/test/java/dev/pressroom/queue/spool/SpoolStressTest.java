package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight submitting processes and three workers on one spool, five thousand jobs; two workers and a
 * submitter are killed on the way, and others go on in their place.
 */
@Timeout(240)
class SpoolStressTest {
  private static final int SUBMITTERS = 8;
  private static final int WORKERS = 3;
  private static final int EACH = 625;
  private static final int KILLED = 137;

  @TempDir Path base;

  private final Map<String, Process> processes = new TreeMap<>();
  private final List<Path> settled = new ArrayList<>();

  @AfterEach
  void endAll() {
    processes.values().forEach(Process::destroyForcibly);
  }

  private Path root() {
    return base.resolve("work");
  }

  private Path acknowledged(int submitter) {
    return base.resolve("acknowledged-" + submitter);
  }

  private void submitter(int number) throws IOException {
    start(
        "submitter-" + number,
        "submit",
        root().toString(),
        acknowledged(number).toString(),
        Integer.toString(EACH));
  }

  /** Each worker process has a file of its own, also the one in another's place. */
  private void worker(int number) throws IOException {
    Path file = base.resolve("settled-" + settled.size());
    settled.add(file);
    start("worker-" + number, "work", root().toString(), file.toString());
  }

  private void start(String name, String... arguments) throws IOException {
    processes.put(
        name,
        new ProcessBuilder(
                Unix.java(System.getProperty("java.class.path"), StressHand.class, arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve(name + ".log").toFile()))
            .start());
  }

  private void kill(String name) throws InterruptedException {
    assertThat(processes.get(name).destroyForcibly().waitFor()).as(name).isEqualTo(KILLED);
  }

  private List<String> acknowledged() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < SUBMITTERS; i++) {
      all.addAll(lines(acknowledged(i)));
    }
    return all;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void onceAcknowledged(int many) {
    await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged().size() >= many);
  }

  @Test
  void everyAcknowledgedJobIsSettledOnceThoughProcessesAreKilled() throws Exception {
    SpoolStore.open(root(), Clock.systemUTC()).close();
    for (int i = 0; i < WORKERS; i++) {
      worker(i);
    }
    for (int i = 0; i < SUBMITTERS; i++) {
      submitter(i);
    }

    onceAcknowledged(500);
    kill("worker-0");
    onceAcknowledged(1_000);
    worker(0);
    kill("submitter-3");
    submitter(3);
    onceAcknowledged(2_500);
    kill("worker-1");
    onceAcknowledged(3_000);
    worker(1);
    for (int i = 0; i < SUBMITTERS; i++) {
      assertThat(processes.get("submitter-" + i).waitFor())
          .as(() -> String.join("\n", lines(base.resolve("submitters.log"))))
          .isZero();
    }

    try (SpoolStore store = SpoolStore.open(root(), Clock.systemUTC())) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () ->
                  store.counts().values().stream()
                      .allMatch(
                          count -> count.queued() + count.scheduled() + count.running() == 0));
      Set<String> acknowledged = new HashSet<>(acknowledged());
      List<String> ended =
          store
              .list(new JobFilter(EnumSet.allOf(JobState.class), null, null, Map.of(), 99_999))
              .stream()
              .filter(job -> job.state() == JobState.SUCCEEDED)
              .map((JobView job) -> job.id().text())
              .toList();
      List<String> told = settled.stream().flatMap(file -> lines(file).stream()).toList();

      assertThat(acknowledged).hasSize(SUBMITTERS * EACH);
      assertThat(ended).doesNotHaveDuplicates().containsAll(acknowledged);
      // A submitter that was killed may have left one job that it was not told of any more.
      assertThat(ended).hasSizeLessThanOrEqualTo(SUBMITTERS * EACH + 1);
      assertThat(store.list(JobFilter.newest(99_999))).hasSize(ended.size());
      // No two workers heard that they settled the same job; who was killed may not have told.
      assertThat(told).doesNotHaveDuplicates();
      assertThat(ended).containsAll(told);
      assertThat(told).hasSizeGreaterThanOrEqualTo(ended.size() - 2);
      assertThat(BadInput.names(root().resolve("corrupt"))).isEmpty();
    }
    for (int i = 0; i < WORKERS; i++) {
      assertThat(processes.get("worker-" + i).isAlive())
          .as(String.join("\n", lines(base.resolve("worker-" + i + ".log"))))
          .isTrue();
    }
  }
}
