package dev.pressroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.spool.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Submitting processes and workers on one queue, which are killed and replaced on the way. */
public abstract class StressFixture {
  private static final int KILLED = 137;

  @TempDir protected Path base;

  private final Map<String, Process> processes = new TreeMap<>();
  private final Map<Integer, Path> acknowledged = new TreeMap<>();
  private final List<Path> settled = new ArrayList<>();

  /** The queue as {@link StressHand#open} has it, for the process of that number. */
  protected abstract String queue(int number);

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : processes.values()) {
      process.destroyForcibly().waitFor();
    }
  }

  protected final void submitter(int number, int each) throws IOException {
    Path file = base.resolve("acknowledged-" + number);
    acknowledged.put(number, file);
    start("submitter-" + number, "submit", queue(number), file.toString(), Integer.toString(each));
  }

  /** Each worker process has a file of its own, also the one in another's place. */
  protected final void worker(int number) throws IOException {
    Path file = base.resolve("settled-" + settled.size());
    settled.add(file);
    start("worker-" + number, "work", queue(number), file.toString());
  }

  private void start(String name, String... arguments) throws IOException {
    processes.put(
        name,
        new ProcessBuilder(
                Unix.java(System.getProperty("java.class.path"), StressHand.class, arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
            .start());
  }

  private Path log(String name) {
    return base.resolve(name + ".log");
  }

  protected final void kill(String name) throws InterruptedException {
    assertThat(processes.get(name).destroyForcibly().waitFor()).as(name).isEqualTo(KILLED);
  }

  protected final List<String> acknowledged() {
    return acknowledged.values().stream().flatMap(file -> lines(file).stream()).toList();
  }

  /** What workers said, each the ids of jobs that it settled, or whom it rescued. */
  protected final List<String> told() {
    return settled.stream().flatMap(file -> lines(file).stream()).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  protected final void onceAcknowledged(int many) {
    await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged().size() >= many);
  }

  /** Until all submitters have ended well, and nothing waits or runs. */
  protected final void onceAllIsDone(Store store) throws InterruptedException {
    for (Integer number : acknowledged.keySet()) {
      String name = "submitter-" + number;
      assertThat(processes.get(name).waitFor())
          .as(() -> String.join("\n", lines(log(name))))
          .isZero();
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                store.counts().values().stream()
                    .allMatch(count -> count.queued() + count.scheduled() + count.running() == 0));
  }

  /**
   * That every acknowledged job succeeded, once, and that workers still run.
   *
   * @param killed how many submitters were: each may have left a job that it was not told of
   */
  protected final void assertNothingLostOrDoubled(Store store, int killed) {
    Set<String> expected = new HashSet<>(acknowledged());
    List<String> ended =
        store
            .list(new JobFilter(EnumSet.allOf(JobState.class), null, null, Map.of(), 99_999))
            .stream()
            .filter(job -> job.state() == JobState.SUCCEEDED)
            .map((JobView job) -> job.id().text())
            .toList();
    List<String> jobs = told().stream().filter(line -> !line.startsWith("rescued")).toList();

    assertThat(acknowledged()).doesNotHaveDuplicates();
    assertThat(ended).doesNotHaveDuplicates().containsAll(expected);
    assertThat(ended).hasSizeLessThanOrEqualTo(expected.size() + killed);
    assertThat(store.list(JobFilter.newest(99_999))).hasSize(ended.size());
    // No two workers heard that they settled the same job; who was killed may not have told.
    assertThat(jobs).doesNotHaveDuplicates();
    assertThat(ended).containsAll(jobs);
    processes.forEach(
        (name, process) -> {
          if (name.startsWith("worker")) {
            assertThat(process.isAlive()).as(() -> String.join("\n", lines(log(name)))).isTrue();
          }
        });
  }
}
