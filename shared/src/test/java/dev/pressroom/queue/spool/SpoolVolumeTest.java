package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Very many jobs at once; in memory, where there is such a file system: it is about numbers. */
class SpoolVolumeTest {
  private static final List<String> DEFAULT = List.of("default");
  private static final Path MEMORY = Path.of("/dev/shm");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));
  private Path root;
  private SpoolStore store;
  private Lease lease;

  @BeforeEach
  void openStore() throws IOException {
    root =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "pressroom")
            : Files.createTempDirectory("pressroom");
    store = SpoolStore.open(root, clock);
    lease = store.register("w1");
  }

  @AfterEach
  void removeStore() {
    store.close();
    Unix.run("rm", "-rf", root.toString()).ok();
  }

  private Path queue() {
    return root.resolve("queued/default");
  }

  private Path waiting(JobId id) {
    return queue().resolve("default.5." + id + ".0of3");
  }

  private String aJobFile() throws IOException {
    JobRequest request = JobRequest.of("sales").output("csv").build();
    JobId id =
        store.submit(
            new Job(JobId.create(clock.instant(), "sales"), request, clock.instant(), null));
    return Files.readString(waiting(id).resolve("job.json"));
  }

  private List<JobId> claimed() {
    return store.claim(lease, DEFAULT, 100).stream().map(Claim::id).toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void aHundredThousandWaitingJobsAreClaimedInOrder() throws IOException {
    List<JobId> ids = new ArrayList<>();
    Files.createDirectories(queue());
    for (int i = 0; i < 100_000; i++) {
      ids.add(JobId.create(clock.instant(), "sales"));
      Files.createDirectory(waiting(ids.get(i)));
    }
    String json = aJobFile();
    for (JobId id : ids.subList(0, 200)) {
      Files.writeString(
          waiting(id).resolve("job.json"), json.replaceAll("[0-9A-Z]{26}-sales", id.text()));
    }

    List<JobId> claimed = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      claimed.addAll(claimed());
    }

    assertThat(claimed).isEqualTo(ids.subList(0, 200));
    assertThat(store.find(ids.get(99_999))).isPresent();
    assertThat(store.counts().get("default").queued()).isEqualTo(99_801);
  }

  @Test
  void twentyThousandEventsAtOnceLoseNoJob() throws Exception {
    store.awaitWork(DEFAULT, Duration.ZERO);
    String json = aJobFile();
    claimed();
    Set<JobId> waiting = new HashSet<>();
    while (store.awaitWork(DEFAULT, Duration.ofMillis(100))) {
      claimed(); // The events of the job above are taken before those that are meant come.
    }
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    for (int i = 0; i < 20_000; i++) {
      JobId id = JobId.create(clock.instant(), "sales");
      waiting.add(id);
      Path directory = Files.createDirectory(elsewhere.resolve(waiting(id).getFileName()));
      Files.writeString(
          directory.resolve("job.json"), json.replaceAll("[0-9A-Z]{26}-sales", id.text()));
    }
    for (String name : names(elsewhere)) {
      Files.move(elsewhere.resolve(name), queue().resolve(name));
    }

    assertThat(store.awaitWork(DEFAULT, Duration.ofSeconds(10))).isTrue();
    List<JobId> seen = new ArrayList<>();
    for (List<Claim> claims = store.claim(lease, DEFAULT, 1_000);
        !claims.isEmpty();
        claims = store.claim(lease, DEFAULT, 1_000)) {
      claims.forEach(claim -> seen.add(claim.id()));
    }

    assertThat(seen).hasSize(20_000).containsExactlyInAnyOrderElementsOf(waiting);
    assertThat(queue()).isEmptyDirectory();
  }
}
