package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.queue.Store;
import dev.pressroom.queue.StressFixture;
import dev.pressroom.queue.StressHand;
import dev.pressroom.queue.spool.Unix;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes on a queue in a database that is killed under them. Workers have each their own disk.
 */
@Timeout(180)
class DatabaseStressTest extends StressFixture {
  /** Longer than the lease of the workers here. */
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(3);

  private String url;
  private EmbeddedPostgres server;

  @Override
  protected String queue(int number) {
    return base.resolve("work-" + number) + "|" + url;
  }

  private Store open() {
    return StressHand.open(queue(0));
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  /** With fsync: what is acknowledged must survive the server's death. */
  private void startServer() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
  }

  private Path data() {
    return base.resolve("data");
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private int control(Path programs, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (Unix.isRoot()) {
      // The server refuses to run as root.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(programs.resolve("pg_ctl").toString(), "-D", data().toString(), "-w"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(base.resolve("pg_ctl.log").toFile())
        .start()
        .waitFor();
  }

  private static Path programs(ProcessHandle postmaster) {
    return Path.of(postmaster.info().command().orElseThrow()).getParent();
  }

  private void startAgain(Path programs) {
    String log = base.resolve("server.log").toString();
    // Until what is left of the one before has gone.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> control(programs, "-o", "-p " + server.getPort(), "-l", log, "start") == 0);
  }

  private void stopForLong() throws Exception {
    Path programs = programs(postmaster());
    assertThat(control(programs, "-m", "fast", "stop")).isZero();
    long began = System.nanoTime();
    Awaitility.await().until(() -> System.nanoTime() - began > LONGER_THAN_A_LEASE.toNanos());
    startAgain(programs);
  }

  private void killAndStart() throws Exception {
    ProcessHandle postmaster = postmaster();
    Path programs = programs(postmaster);
    postmaster.destroyForcibly();
    postmaster.onExit().join();
    startAgain(programs);
  }

  @Test
  void aServerThatDiesAndIsAwayForLongerThanALeaseLosesAndDoublesNothing() throws Exception {
    startServer();
    url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres";
    Tables.create(server.getPostgresDatabase(), Migrations.postgresql());
    for (int i = 0; i < 2; i++) {
      worker(i);
      submitter(i, 250);
    }

    onceAcknowledged(100);
    stopForLong();
    onceAcknowledged(300);
    killAndStart();

    try (Store store = open()) {
      onceAllIsDone(store);
      assertNothingLostOrDoubled(store, 0);
      assertThat(told())
          .as("nobody died, so nobody is rescued")
          .noneMatch(line -> line.startsWith("rescued"));
    }
  }

  @Test
  void theProcessThatServesAnH2FileIsKilledAndNoAcknowledgedCommitIsLost() throws Exception {
    Path file = base.resolve("queue");
    url = "jdbc:h2:file:" + file + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
    try (H2Queue made = H2Queue.in(base)) {
      assertThat(made.url()).contains(file.toString());
    }
    worker(0);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(base.resolve("queue.lock.db")));
    submitter(1, 300);
    submitter(2, 150);

    onceAcknowledged(100);
    kill("worker-0");
    worker(0);
    // Not all of these are the other's, and it has more to do than these.
    onceAcknowledged(250);
    kill("submitter-1");
    submitter(1, 300);
    worker(4);

    try (Store store = open()) {
      onceAllIsDone(store);
      assertThat(acknowledged()).hasSize(450);
      assertNothingLostOrDoubled(store, 1);
    }
  }
}
